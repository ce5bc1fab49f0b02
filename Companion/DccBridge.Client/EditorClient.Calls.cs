using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    /// <summary>
    /// Calls any method, for those that have no typed member here. A call that was lost before it was sent is sent again after a
    /// reconnect; one with <see cref="CallOptions.IdempotencyKey"/> also when it was sent: the editor does it once and answers what came of it.
    /// </summary>
    /// <exception cref="RpcException">The editor answered with an error, or the time limit passed.</exception>
    /// <exception cref="ConnectionLostException">The connection ended before the answer; <see cref="RpcException.Outcome"/> says what is known of the work.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired; the editor was told.</exception>
    public ValueTask<TResult> CallAsync<TParams, TResult>(string method, TParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
        => CallAsync<TParams, TResult>(method, parameters, options, options.IdempotencyKey is null ? Interruption.Fail : Interruption.Repeat, cancellationToken);

    /// <summary>Calls a method that only reads.</summary>
    private ValueTask<TResult> ReadAsync<TParams, TResult>(string method, TParams parameters, CallOptions options, CancellationToken cancellationToken)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
        => CallAsync<TParams, TResult>(method, parameters, options, Interruption.FailHarmless, cancellationToken);

    /// <summary>Calls a method that runs an operation in the editor: with a key, so that an interruption does no harm, and with the time it needs.</summary>
    private ValueTask<TResult> OperateAsync<TParams, TResult>(string method, TParams parameters, CallOptions options, CancellationToken cancellationToken)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        options = options with
        {
            Timeout = options.Timeout ?? _options.OperationTimeout,
            IdempotencyKey = options.IdempotencyKey ?? Guid.NewGuid().ToString("N"),
        };
        return CallAsync<TParams, TResult>(method, parameters, options, Interruption.Repeat, cancellationToken);
    }

    private async ValueTask<TResult> CallAsync<TParams, TResult>(string method, TParams parameters, CallOptions options, Interruption interruption, CancellationToken cancellationToken)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        var mayHaveRun = false;
        for (var resumptions = 0; ; resumptions++)
        {
            var live = await WaitAsync(method, options, mayHaveRun, interruption, cancellationToken).ConfigureAwait(false);
            var sent = false;
            try
            {
                var call = live.Rpc.CallAsync<TParams, TResult>(method, parameters, options, cancellationToken);
                sent = true;
                return await call.ConfigureAwait(false);
            }
            catch (ConnectionLostException e)
            {
                // A call that is refused at once, because the connection has ended already, was not sent whatever the exception says.
                mayHaveRun |= sent && e.Outcome != Outcome.NotStarted;
                _link.Withdraw(live);
                if ((mayHaveRun && interruption != Interruption.Repeat) || resumptions >= _options.MaxResumptions)
                {
                    throw InterruptedCall.Lost(method, e.Disconnect, mayHaveRun, interruption);
                }
            }
            catch (RpcException e) when (IsRestart(e) && interruption == Interruption.Repeat && resumptions < _options.MaxResumptions)
            {
                if (!await EndsSoonAsync(live, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The editor stops, as for a hot reload, and did nothing of the call: it can be made again when it is back.</summary>
    private bool IsRestart(RpcException e) => e is { Code: ErrorCode.EditorStopping, Outcome: Outcome.NotStarted } && _options.Reconnect.Enabled;

    private async ValueTask<bool> EndsSoonAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        try
        {
            await live.Rpc.Completion.WaitAsync(_options.CallTimeout, _options.Time, cancellationToken).ConfigureAwait(false);
            _link.Withdraw(live);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async ValueTask<LiveConnection> WaitAsync(string method, CallOptions options, bool mayHaveRun, Interruption interruption, CancellationToken cancellationToken)
    {
        try
        {
            return await _link.WaitAsync(options.Timeout ?? _options.CallTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionLostException e)
        {
            throw InterruptedCall.Lost(method, e.Disconnect, mayHaveRun, interruption);
        }
    }
}
