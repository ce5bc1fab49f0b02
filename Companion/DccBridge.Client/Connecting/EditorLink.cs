using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Client.Connecting;

/// <summary>
/// The connection that is made again when it is lost. Callers wait here for a connection and report the one that failed them; one task
/// watches over it.
/// </summary>
internal sealed class EditorLink : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly EditorClientOptions _options;
    private readonly EditorConnector _connector;
    private readonly EditorDirectory? _directory;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource<ConnectionChange> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<LiveConnection> _ready = NewReady();
    private LiveConnection? _latest;
    private Disconnect _lost = new(DisconnectReason.LocalClose, "The connection was not made yet.");
    private Task _supervision = Task.CompletedTask;

    public EditorLink(EditorClientOptions options, EditorConnector connector, EditorDirectory? directory)
    {
        _options = options;
        _connector = connector;
        _directory = directory;
    }

    /// <summary>Told of each step, in order.</summary>
    public Action<ConnectionChange>? Changed { get; set; }

    /// <summary>Brings a new connection to where the lost one was, before callers get it.</summary>
    public Func<LiveConnection, CancellationToken, ValueTask>? Restore { get; set; }

    /// <summary>Where the connection stands.</summary>
    public ConnectionState State { get; private set; } = ConnectionState.Connecting;

    /// <summary>The connection, or the last one while there is none.</summary>
    public LiveConnection Latest => Volatile.Read(ref _latest) ?? throw new InvalidOperationException("The client is not connected yet.");

    /// <summary>Completes with the last step, when the link is closed for good. Never fails.</summary>
    public Task<ConnectionChange> Completion => _completion.Task;

    /// <summary>Makes the first connection.</summary>
    /// <exception cref="EditorConnectException">It failed.</exception>
    public async Task StartAsync(EndpointFile endpoint, CancellationToken cancellationToken)
    {
        Raise(new ConnectionChange(ConnectionState.Connecting, $"Connecting to the editor of project '{endpoint.Project}'."));
        try
        {
            var live = await FirstAsync(endpoint, cancellationToken).ConfigureAwait(false);
            Publish(live);
            _supervision = Task.Run(() => SuperviseAsync(live), CancellationToken.None);
        }
        catch (Exception e)
        {
            Close(new Disconnect(DisconnectReason.TransportFailed, e.Message, e));
            throw;
        }
    }

    /// <summary>The connection, waiting while it is made again.</summary>
    /// <param name="limit">Longest wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConnectionLostException">There is none within the limit, or the link is closed; the call was not started.</exception>
    public async ValueTask<LiveConnection> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Task<LiveConnection> ready;
        lock (_gate)
        {
            ready = _ready.Task;
        }

        if (ready.IsCompletedSuccessfully)
        {
            return ready.Result;
        }

        try
        {
            return await ready.WaitAsync(limit, _options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ConnectionLostException(_lost with { Message = $"{_lost.Message} It could not be made again within {limit.TotalSeconds:0.#} s." }, Outcome.NotStarted);
        }
    }

    /// <summary>Callers wait for another connection from now on.</summary>
    public void Withdraw(LiveConnection lost)
    {
        lock (_gate)
        {
            if (_ready.Task is { IsCompletedSuccessfully: true, Result: var current } && current == lost)
            {
                _ready = NewReady();
            }
        }
    }

    /// <summary>Says goodbye and ends everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        LiveConnection? live;
        lock (_gate)
        {
            live = _latest;
        }

        if (live is not null)
        {
            await live.Rpc.CloseAsync($"{_options.ClientName} is done.").ConfigureAwait(false);
        }

        await _supervision.ConfigureAwait(false);
        Close(new Disconnect(DisconnectReason.LocalClose, "The client was closed."));
    }

    private static TaskCompletionSource<LiveConnection> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// An editor on a machine that is busy (it has just been built, or loads a project) may drop a handshake that takes longer than it allows.
    /// Nothing has begun by then, so a second attempt does no harm.
    /// </summary>
    private async Task<LiveConnection> FirstAsync(EndpointFile endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await _connector.ConnectAsync(endpoint, null, cancellationToken).ConfigureAwait(false);
        }
        catch (EditorConnectException e) when (e.Reason == EditorConnectReason.Disconnected)
        {
            return await _connector.ConnectAsync(endpoint, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SuperviseAsync(LiveConnection live)
    {
        var backoff = new Backoff(_options.Reconnect, Random.Shared);
        try
        {
            while (true)
            {
                _lost = await live.Rpc.Completion.ConfigureAwait(false);
                Withdraw(live);
                await live.Rpc.DisposeAsync().ConfigureAwait(false);
                _closing.Token.ThrowIfCancellationRequested();
                if (!_options.Reconnect.Enabled)
                {
                    Close(_lost with { Exception = ConnectFailure.FromDisconnect(live.Endpoint, _lost, null) });
                    return;
                }

                if (_options.Time.GetElapsedTime(live.StartedAt) >= _options.Reconnect.SteadyAfter)
                {
                    backoff.Reset();
                }

                Raise(new ConnectionChange(ConnectionState.Reconnecting, _lost.Message, _lost.Exception));
                live = await ReconnectAsync(live, backoff, _closing.Token).ConfigureAwait(false);
                Publish(live);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // DisposeAsync closes.
        }
        catch (EditorConnectException e)
        {
            Close(new Disconnect(_lost.Reason, e.Message, e));
        }
        catch (Exception e)
        {
            var failure = new EditorConnectException(EditorConnectReason.GaveUp, $"The client failed inside while it connected again: {e.Message} Start this program again.", e);
            Close(new Disconnect(DisconnectReason.InternalError, failure.Message, failure));
        }
    }

    private async Task<LiveConnection> ReconnectAsync(LiveConnection lost, Backoff backoff, CancellationToken cancellationToken)
    {
        var began = _options.Time.GetTimestamp();
        var limit = _options.Reconnect.GiveUpAfter;
        for (var attempt = 1; ; attempt++)
        {
            await Task.Delay(backoff.Next(), _options.Time, cancellationToken).ConfigureAwait(false);
            try
            {
                return await FindAgainAsync(lost, cancellationToken).ConfigureAwait(false);
            }
            catch (EditorConnectException e) when (e.Reason != EditorConnectReason.VersionMismatch)
            {
                if (limit != Timeout.InfiniteTimeSpan && _options.Time.GetElapsedTime(began) >= limit)
                {
                    throw new EditorConnectException(EditorConnectReason.GaveUp, $"The editor of project '{lost.Endpoint.Project}' did not come back within {limit.TotalSeconds:0} s. {e.Message}", e);
                }

                Raise(new ConnectionChange(ConnectionState.Reconnecting, e.Message, e, attempt));
            }
        }
    }

    private async Task<LiveConnection> FindAgainAsync(LiveConnection lost, CancellationToken cancellationToken)
    {
        EditorConnectException? first = null;
        foreach (var endpoint in EditorSearch.FindAgain(_directory, lost.Endpoint))
        {
            try
            {
                return await ConnectAgainAsync(endpoint, lost, cancellationToken).ConfigureAwait(false);
            }
            catch (EditorConnectException e)
            {
                first ??= e;
            }
        }

        throw first!;
    }

    private async Task<LiveConnection> ConnectAgainAsync(EndpointFile endpoint, LiveConnection lost, CancellationToken cancellationToken)
    {
        var live = await _connector.ConnectAsync(endpoint, lost.Session.ResumeToken, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!SamePath(live.Session.Editor.ProjectPath, lost.Session.Editor.ProjectPath))
            {
                throw new EditorConnectException(EditorConnectReason.WrongEditor, $"An editor of another project '{endpoint.Project}' runs ({live.Session.Editor.ProjectPath}, not {lost.Session.Editor.ProjectPath}). Start the editor of the latter.");
            }

            if (Restore is { } restore)
            {
                await restore(live, cancellationToken).ConfigureAwait(false);
            }

            return live;
        }
        catch (Exception e)
        {
            await live.Rpc.DisposeAsync().ConfigureAwait(false);
            if (e is RpcException failed)
            {
                throw ConnectFailure.FromSession(endpoint, failed);
            }

            throw;
        }
    }

    private static bool SamePath(string a, string b) => string.Equals(a, b, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private void Publish(LiveConnection live)
    {
        TaskCompletionSource<LiveConnection> ready;
        lock (_gate)
        {
            // Either DisposeAsync sees this connection and closes it, or this sees that the link is being closed.
            if (_closing.IsCancellationRequested)
            {
                live.Rpc.Abort("The client was closed.");
                throw new OperationCanceledException(_closing.Token);
            }

            _latest = live;
            State = ConnectionState.Connected;
            ready = _ready;
        }

        ready.TrySetResult(live);
        Raise(new ConnectionChange(ConnectionState.Connected, $"Connected to the editor of project '{live.Session.Editor.ProjectName}' ({live.Rpc.Description}).", Resumed: live.Session.Resumed));
    }

    private void Close(Disconnect disconnect)
    {
        var change = new ConnectionChange(ConnectionState.Closed, disconnect.Message, disconnect.Exception);
        lock (_gate)
        {
            if (State == ConnectionState.Closed)
            {
                return;
            }

            State = ConnectionState.Closed;
            _lost = disconnect;
            if (_ready.Task.IsCompleted)
            {
                _ready = NewReady();
            }
        }

        _ready.TrySetException(new ConnectionLostException(disconnect, Outcome.NotStarted));

        // Nobody is obliged to wait for it.
        _ = _ready.Task.Exception;
        Raise(change);
        _completion.TrySetResult(change);
    }

    private void Raise(ConnectionChange change)
    {
        if (change.State == ConnectionState.Reconnecting)
        {
            State = ConnectionState.Reconnecting;
        }

        try
        {
            Changed?.Invoke(change);
        }
        catch (Exception e)
        {
            // A listener's fault must not end the connection.
            _options.OnProblem?.Invoke("a listener of connection changes", e);
        }
    }
}
