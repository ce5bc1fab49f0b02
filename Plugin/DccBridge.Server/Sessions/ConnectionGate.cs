using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;
using DccBridge.Server.Editor;

namespace DccBridge.Server.Sessions;

/// <summary>
/// Every connection from its first byte to its last. Before authentication it may hold one of a few places for a few seconds; a newcomer
/// never waits for a place, the oldest one in its handshake loses it.
/// </summary>
internal sealed class ConnectionGate(
    ServerHandshakeOptions handshake,
    HandlerTable handlers,
    RpcOptions rpc,
    DeadlineWheel deadlines,
    SessionTable sessions,
    SessionOptions options,
    IBridgeLog log)
{
    private static readonly TimeSpan DrainPause = TimeSpan.FromMilliseconds(10);
    private readonly Lock _lock = new();
    private readonly LinkedList<ITransport> _strangers = [];
    private readonly HashSet<RpcConnection> _connections = [];
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Connections in their handshake.</summary>
    public int UnauthenticatedCount
    {
        get
        {
            lock (_lock)
            {
                return _strangers.Count;
            }
        }
    }

    /// <summary>Takes a connection over. Returns at once.</summary>
    /// <param name="transport">Owned by the gate from now on.</param>
    /// <param name="port">The TCP port that it came in by; 0 for others.</param>
    public void Admit(ITransport transport, int port)
    {
        LinkedListNode<ITransport> place;
        ITransport? dropped = null;
        lock (_lock)
        {
            if (_stop.IsCancellationRequested)
            {
                transport.Abort();
                return;
            }

            if (_strangers.Count >= options.MaxUnauthenticated)
            {
                dropped = _strangers.First!.Value;
                _strangers.RemoveFirst();
            }

            place = _strangers.AddLast(transport);
        }

        if (dropped is not null)
        {
            log.Write(BridgeLogLevel.Warning, $"{options.MaxUnauthenticated} connections are in their handshake; the oldest was dropped ({dropped.Description}).");
            dropped.Abort();
        }

        Track(Task.Run(() => ServeAsync(transport, place, port)));
    }

    /// <summary>Lets the answers to requests that were just refused leave before the goodbye; work that still runs is not waited for longer than <paramref name="limit"/>.</summary>
    public async Task DrainAsync(TimeSpan limit, TimeProvider time)
    {
        var start = time.GetTimestamp();
        bool runs;
        do
        {
            lock (_lock)
            {
                runs = _connections.Any(connection => connection.RunningRequests > 0);
            }

            // Also after the last one: its answer is on its way into the outbox.
            await Task.Delay(DrainPause, time, _stop.Token).ConfigureAwait(false);
        }
        while (runs && time.GetElapsedTime(start) < limit);
    }

    /// <summary>Says goodbye to all connections and ends them within <paramref name="limit"/>.</summary>
    public async Task CloseAsync(string reason, TimeSpan limit, TimeProvider time)
    {
        List<RpcConnection> connections;
        List<Task> running;
        lock (_lock)
        {
            _stop.Cancel();
            connections = [.. _connections];
            running = [.. _running];
            foreach (var stranger in _strangers)
            {
                stranger.Abort();
            }
        }

        try
        {
            await Task.WhenAll(connections.Select(connection => connection.CloseAsync(reason).AsTask())).WaitAsync(limit, time).ConfigureAwait(false);
            await Task.WhenAll(running).WaitAsync(limit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (var connection in connections)
            {
                connection.Abort(reason);
            }
        }
    }

    private void Track(Task task)
    {
        lock (_lock)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(
            ended =>
            {
                lock (_lock)
                {
                    _running.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task ServeAsync(ITransport transport, LinkedListNode<ITransport> place, int port)
    {
        try
        {
            var client = await ServerHandshake.RunAsync(transport, handshake with { Port = port }, _stop.Token).ConfigureAwait(false);
            Release(place);
            await ServeAsync(transport, client).ConfigureAwait(false);
        }
        catch (HandshakeException exception)
        {
            log.Write(BridgeLogLevel.Warning, $"A connection was refused ({transport.Description}): {exception.Message}");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops; the handshake closed the transport.
        }
        catch (IOException exception)
        {
            log.Write(BridgeLogLevel.Debug, $"A connection ended in its handshake ({transport.Description}).", exception);
        }
        catch (Exception exception)
        {
            log.Write(BridgeLogLevel.Error, $"A connection failed ({transport.Description}).", exception);
            transport.Abort();
        }
        finally
        {
            Release(place);
        }
    }

    private async Task ServeAsync(ITransport transport, ServerHandshakeResult client)
    {
        var link = new ClientLink(client.ClientId, client.GrantedScopes);
        var connection = new RpcConnection(transport, handlers, rpc, deadlines, link);
        await using (connection.ConfigureAwait(false))
        {
            bool isFull;
            lock (_lock)
            {
                isFull = _stop.IsCancellationRequested || _connections.Count >= options.MaxConnections;
                if (!isFull)
                {
                    _connections.Add(connection);
                }
            }

            if (isFull)
            {
                log.Write(BridgeLogLevel.Warning, $"{options.MaxConnections} connections are open already; one more was closed ({transport.Description}).");
                return;
            }

            connection.Start();
            var end = await connection.Completion.ConfigureAwait(false);
            lock (_lock)
            {
                _connections.Remove(connection);
            }

            sessions.Leave(link, connection);
            if (link.Session is { } session)
            {
                log.Write(BridgeLogLevel.Information, $"Session {session.Id} of '{session.ClientName}' lost its connection: {end.Message}");
            }
        }
    }

    private void Release(LinkedListNode<ITransport> place)
    {
        lock (_lock)
        {
            if (place.List is { } list)
            {
                list.Remove(place);
            }
        }
    }
}
