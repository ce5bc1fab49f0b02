using DccBridge.Client;
using DccBridge.Companion.Cli;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;

namespace DccBridge.Companion.Resident.Editors;

/// <summary>One running editor and the link to it: made, kept, and made again. What it pushes goes to the one keeper, and to those who borrowed the link.</summary>
internal sealed class LinkedEditor : IAsyncDisposable
{
    private const string ClientName = "dccbridge tray";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StateLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkPorts _ports;
    private readonly EditorEntry _entry;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<BorrowedSession> _borrowed = [];
    private readonly Task _running;
    private IEditorSession? _session;
    private EditorLinkState _link = EditorLinkState.Connecting;
    private EditorState? _state;
    private string? _message;
    private long _lostAt;

    /// <summary>Begins to connect.</summary>
    public LinkedEditor(EditorEntry entry, LinkPorts ports)
    {
        (_entry, _ports) = (entry, ports);
        _running = Task.Run(RunAsync);
    }

    /// <summary>The start of the editor that it is linked to now.</summary>
    public Guid InstanceId => Info?.InstanceId ?? _entry.File!.InstanceId;

    /// <summary>Names it in the API.</summary>
    public string Id => InstanceId.ToString("D");

    /// <summary>Name of the project.</summary>
    public string Project => Info?.ProjectName ?? _entry.File!.Project;

    /// <summary>Path of the project; empty until the link has stood once.</summary>
    public string ProjectPath => Info?.ProjectPath ?? "";

    /// <summary>What the editor said of itself; null until the link has stood once.</summary>
    public EditorInfo? Info => Session?.Editor;

    /// <summary>Where the link stands.</summary>
    public EditorLinkState Link
    {
        get
        {
            lock (_gate)
            {
                return _link;
            }
        }
    }

    /// <summary>It is over: a running editor needs another one of these.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Somebody works with it.</summary>
    public bool IsInUse
    {
        get
        {
            lock (_gate)
            {
                return _borrowed.Count > 0;
            }
        }
    }

    /// <summary>How long it has been lost; null when it is not.</summary>
    public TimeSpan? LostFor
    {
        get
        {
            lock (_gate)
            {
                return _link == EditorLinkState.Lost ? _ports.Options.Time.GetElapsedTime(_lostAt) : null;
            }
        }
    }

    private IEditorSession? Session
    {
        get
        {
            lock (_gate)
            {
                return _session;
            }
        }
    }

    /// <summary>The link for somebody who works with it: his to dispose, and the link stays.</summary>
    /// <exception cref="ResidentException">It does not stand yet.</exception>
    public IEditorSession Borrow()
    {
        lock (_gate)
        {
            if (_session is null || HasEnded)
            {
                throw new ResidentException(ResidentFault.Conflict, FailureCodes.CannotConnect, $"The editor of project '{_entry.File!.Project}' is not connected. {_message ?? "Wait a moment and try again."}");
            }

            var borrowed = new BorrowedSession(_session, Return);
            _borrowed.Add(borrowed);
            return borrowed;
        }
    }

    /// <summary>As dashboard and tray show it.</summary>
    /// <param name="errors">Open findings of severity error.</param>
    /// <param name="warnings">Open findings of severity warning.</param>
    public EditorView View(int errors, int warnings)
    {
        lock (_gate)
        {
            var state = _link == EditorLinkState.Connected ? _state : null;
            return new EditorView
            {
                Id = Id,
                Project = Project,
                ProjectPath = ProjectPath,
                Engine = EditorWords.Engine(_session?.Editor, _entry.File!),
                ProcessId = _session?.Editor.ProcessId ?? _entry.File!.ProcessId,
                Link = _link,
                Activity = state is null ? null : EditorWords.Activity(state.Activity),
                Modal = EditorWords.Modal(state),
                QueueDepth = state?.QueueDepth ?? 0,
                Errors = errors,
                Warnings = warnings,
                Message = _message ?? EditorWords.Message(state),
            };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var session = await ConnectAsync(_closing.Token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await ServeAsync(session, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception e)
        {
            _ports.Log(LogWeight.Warning, $"The link to the editor of project '{Project}' ended: {FailureText.From(e).Message}", e);
        }
        finally
        {
            Tell(new LinkChange(LinkState.Ended, $"The editor of project '{Project}' was closed. Start it and do this again."));
            _ended.TrySetResult();
            _ports.Changed();
        }
    }

    private async Task<IEditorSession> ConnectAsync(CancellationToken stop)
    {
        var options = new SessionOptions
        {
            ClientName = ClientName,
            ClientId = _ports.ClientId,
            EndpointFolder = _ports.Options.EndpointFolder,
            Timeout = _ports.Options.OperationLimit,
            GiveUpAfter = _ports.Options.GiveUpAfter,
        };
        for (var pause = FirstPause; ; pause = pause * 2 < _ports.Options.SlowLook ? pause * 2 : _ports.Options.SlowLook)
        {
            try
            {
                return await _ports.Connector.ConnectAsync(_entry, options, stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is EditorConnectException or EndpointException or RpcException or IOException)
            {
                var refused = e is EditorConnectException connect && EditorWords.NeedsAPerson(connect.Reason);
                Set(refused ? EditorLinkState.Refused : EditorLinkState.Connecting, FailureText.From(e).Message);
                _ports.Log(LogWeight.Debug, $"The editor of project '{Project}' cannot be reached.", e);
            }

            await Task.Delay(pause, _ports.Options.Time, stop).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(IEditorSession session, CancellationToken stop)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _session = session;
        }

        session.OnLinkChanged(change => OnLink(change, lost));
        await session.KeepVerdictsAsync((pushed, _) => ValueTask.FromResult(Keep(session.Editor, pushed)), stop).ConfigureAwait(false);
        await session.WatchEditorAsync(happened => _ports.Happened(this, happened), stop).ConfigureAwait(false);
        Set(EditorLinkState.Connected, null);
        _ports.Connected(this);
        var watching = WatchAsync(session, lost.Task, stop);
        await lost.Task.WaitAsync(stop).ConfigureAwait(false);
        await watching.ConfigureAwait(false);
    }

    private bool Keep(EditorInfo editor, VerdictEvent pushed)
    {
        var kept = _ports.Keep(editor, pushed);
        foreach (var borrowed in Borrowers())
        {
            borrowed.Receive(pushed);
        }

        return kept;
    }

    private void OnLink(LinkChange change, TaskCompletionSource lost)
    {
        switch (change.State)
        {
            case LinkState.Lost:
                Set(EditorLinkState.Lost, change.Message);
                break;
            case LinkState.Restored:
                Set(EditorLinkState.Connected, null);
                _ports.Connected(this);
                break;
            case LinkState.Gap:
                // The editor's disk forgets after a week: what the assets are like only a new look tells.
                _ports.Log(LogWeight.Warning, $"Project '{Project}': {change.Message}", null);
                Set(Link, "Verdicts from while dccbridge was away are lost. Validate the project to see how it stands.");
                break;
            case LinkState.Ended:
                Set(EditorLinkState.Lost, change.Message);
                lost.TrySetResult();
                break;
        }

        Tell(change);
    }

    private async Task WatchAsync(IEditorSession session, Task lost, CancellationToken stop)
    {
        while (!lost.IsCompleted)
        {
            if (Link == EditorLinkState.Connected)
            {
                await LookAsync(session, stop).ConfigureAwait(false);
            }

            var pause = _ports.IsLookedAt() ? _ports.Options.StateInterval : _ports.Options.IdleStateInterval;
            await Task.WhenAny(lost, Task.Delay(pause, _ports.Options.Time, stop)).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task LookAsync(IEditorSession session, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(StateLimit, _ports.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        EditorState? state = null;
        try
        {
            state = await session.GetStateAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The link tells by itself when it is lost; one look that failed says nothing.
            _ports.Log(LogWeight.Debug, $"The editor of project '{Project}' did not say what it does.", e);
        }

        bool changed;
        lock (_gate)
        {
            changed = EditorWords.Differ(_state, state);
            _state = state;
        }

        if (changed)
        {
            _ports.Changed();
        }
    }

    private void Set(EditorLinkState link, string? message)
    {
        lock (_gate)
        {
            if (_link != EditorLinkState.Lost && link == EditorLinkState.Lost)
            {
                _lostAt = _ports.Options.Time.GetTimestamp();
            }

            (_link, _message) = (link, message);
        }

        _ports.Changed();
    }

    private void Tell(LinkChange change)
    {
        foreach (var borrowed in Borrowers())
        {
            borrowed.Tell(change);
        }
    }

    private BorrowedSession[] Borrowers()
    {
        lock (_gate)
        {
            return [.. _borrowed];
        }
    }

    private void Return(BorrowedSession borrowed)
    {
        lock (_gate)
        {
            _borrowed.Remove(borrowed);
        }
    }
}
