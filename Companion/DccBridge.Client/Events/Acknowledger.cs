using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client.Events;

/// <summary>
/// Tells the editor which verdicts were taken: one call for all that were taken meanwhile. Only over the connection that brought a
/// verdict, since another editor's log may number differently; what gets lost with a connection is repeated by the editor and then acknowledged.
/// </summary>
internal sealed class Acknowledger(EditorClientOptions options) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _sending = Task.CompletedTask;
    private RpcConnection? _connection;
    private long _taken;
    private bool _running;
    private bool _closed;

    /// <summary>All verdicts up to this one were taken.</summary>
    public void Taken(long sequence, RpcConnection connection)
    {
        if (connection.Completion.IsCompleted)
        {
            return;
        }

        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _taken = _connection == connection ? Math.Max(_taken, sequence) : sequence;
            _connection = connection;
            if (!_running)
            {
                _running = true;
                _sending = Task.Run(SendAsync);
            }
        }
    }

    /// <summary>Sends what is still to be sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Task sending;
        lock (_gate)
        {
            _closed = true;
            sending = _sending;
        }

        await sending.ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        while (true)
        {
            await GatherAsync().ConfigureAwait(false);
            RpcConnection connection;
            long sequence;
            lock (_gate)
            {
                if (_connection is null)
                {
                    _running = false;
                    return;
                }

                (connection, sequence) = (_connection, _taken);
                _connection = null;
            }

            try
            {
                await connection.CallAsync<AcknowledgeParams, EmptyMessage>(
                    MethodNames.Session.Acknowledge,
                    new AcknowledgeParams(sequence),
                    new CallOptions { Timeout = options.ConnectTimeout }).ConfigureAwait(false);
            }
            catch (ConnectionLostException)
            {
                // The editor repeats what it was not told of, and it is acknowledged then.
            }
            catch (Exception e)
            {
                // The verdicts stay unacknowledged and come again with the next connection.
                options.OnProblem?.Invoke("acknowledging verdicts", e);
            }
        }
    }

    private async Task GatherAsync()
    {
        try
        {
            await Task.Delay(options.AcknowledgeDelay, options.Time, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is being closed: now or never.
        }
    }
}
