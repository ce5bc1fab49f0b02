using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>Takes requests, lines them up by project, and has them done.</summary>
internal sealed class ActivityDesk : IActivities, IAsyncDisposable
{
    private static readonly string ConnectionLost = FailureText.CodeOf(ErrorCode.ConnectionLost);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ResidentOptions _options;
    private readonly ActivityLog _log;
    private readonly EditorRoster _roster;
    private readonly ISettings _settings;
    private readonly IActivityRooms _rooms;
    private readonly ActivityRun _run;
    private readonly ResidentPorts _ports;
    private readonly Dictionary<string, ProjectTurn> _turns = new(StringComparer.Ordinal);
    private readonly Dictionary<Task, Activity> _running = [];
    private bool _closing;

    public ActivityDesk(ResidentOptions options, ResidentPorts ports, ActivityLog log, EditorRoster roster, ISettings settings, IActivityRooms rooms)
    {
        (_options, _ports, _log, _roster, _settings, _rooms) = (options, ports, log, roster, settings, rooms);
        _run = new ActivityRun(options, log, roster, rooms);
    }

    /// <summary>Activities that run or wait.</summary>
    public int Running
    {
        get
        {
            lock (_gate)
            {
                // One that has ended is still being put away for a moment: who waited for its end must not see it run.
                return _running.Values.Count(a => !a.Kept.HasEnded);
            }
        }
    }

    /// <summary>There is something to send again.</summary>
    public bool CanSendAgain => LastSend() is not null;

    /// <inheritdoc/>
    public ActivityView Send(SendRequest request)
    {
        RequestRules.Verify(request);
        lock (_gate)
        {
            if (request.IdempotencyKey is { } key && _log.FindByKey(key) is { } same)
            {
                return same.View.State == ActivityState.Interrupted && same.Kept.Send is { } begun ? Again(same, begun) : same.View;
            }

            var editor = _roster.Choose(request.Editor, _settings.Current.PreferredEditor);
            var title = request.Files.Count == 1 ? Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Files[0])) : ByteText.Count(request.Files.Count, "file");
            var kept = New(ActivityKind.Send, $"Send {title} to {editor.Project}", request.Origin, editor) with { Send = request };
            kept = kept with { View = kept.View with { Files = [.. request.Files.Take(ActivityRun.MostShown)], FileCount = request.Files.Count } };
            return Begin(kept, ActivityBoard.OfSend, (activity, board, stop) => _run.SendAsync(activity, request, board, stop));
        }
    }

    /// <summary>It failed because its editor went away before it was asked for anything. What an editor had begun with may be what ended it, and is not that.</summary>
    public bool WasLeftUndone(Guid id) =>
        _log.Find(id)?.Kept is { View: { State: ActivityState.Failed, Error.Code: { } code }, Operations.Count: 0 } && (code == FailureCodes.NoEditor || code == ConnectionLost);

    /// <inheritdoc/>
    public ActivityView SendAgain(string origin)
    {
        var last = LastSend() ?? throw new ResidentException(ResidentFault.Conflict, "nothingSent", "Nothing was sent yet. Send files first, with 'Send to Unreal' of a DCC or from the dashboard.");
        return Send(last.Kept.Send! with { Origin = origin, IdempotencyKey = null, Editor = last.Kept.ProjectPath });
    }

    /// <inheritdoc/>
    public ActivityView Validate(ValidateRequest request)
    {
        RequestRules.Verify(request);
        lock (_gate)
        {
            var editor = _roster.Choose(request.Editor, _settings.Current.PreferredEditor);
            var title = request.Paths switch { [] => editor.Project, [var one] => one, _ => $"{request.Paths.Count} paths of {editor.Project}" };
            var kept = New(ActivityKind.Validate, $"Validate {title}", request.Origin, editor) with { Validate = request };
            return Begin(kept, ActivityBoard.OfValidation, (activity, board, stop) => _run.ValidateAsync(activity, request, board, stop));
        }
    }

    /// <inheritdoc/>
    public ActivityView SendFromDcc(string dccId, SendRequest request)
    {
        RequestRules.VerifyExport(dccId, request);
        lock (_gate)
        {
            if (request.IdempotencyKey is { } key && _log.FindByKey(key) is { } same)
            {
                return same.View;
            }

            var editor = _roster.Choose(request.Editor, _settings.Current.PreferredEditor);
            var kept = New(ActivityKind.Export, $"Send the selection of {dccId} to {editor.Project}", request.Origin, editor) with { Send = request, DccId = dccId };
            return Begin(kept, ActivityBoard.OfExport, (activity, board, stop) => _run.ExportAsync(activity, dccId, request, board, stop));
        }
    }

    /// <summary>Runs work of another kind as an activity, at once, and gives back what it gives.</summary>
    public async Task<T> RunAsync<T>(ActivityKind kind, string title, string origin, LinkedEditor editor, Func<Task<(T Result, string Message)>> work)
    {
        var activity = _log.Add(New(kind, title, origin, editor));
        _rooms.Began(editor.ProjectPath, editor.Project);
        _log.Change(activity, k => k with { View = k.View with { State = ActivityState.Running } }, keep: true);
        try
        {
            var (result, message) = await work().ConfigureAwait(false);
            End(activity, ActivityState.Succeeded, message, null);
            return result;
        }
        catch (Exception e)
        {
            End(activity, e is OperationCanceledException ? ActivityState.Cancelled : ActivityState.Failed, null, e is OperationCanceledException ? null : ResidentFailure.View(e));
            throw;
        }
        finally
        {
            _rooms.Ended(editor.ProjectPath, activity.View);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActivityView> List(int offset, int limit) => [.. _log.List().Skip(Math.Max(offset, 0)).Take(Math.Clamp(limit, 0, 1000)).Select(a => a.View)];

    /// <inheritdoc/>
    public ActivityView? Find(Guid id) => _log.Find(id)?.View;

    /// <inheritdoc/>
    public bool Cancel(Guid id)
    {
        var activity = _log.Find(id) ?? throw Unknown(id);
        if (activity.Kept.HasEnded)
        {
            return false;
        }

        _log.Change(activity, k => k.HasEnded || k.View.State == ActivityState.Cancelling ? k : k with { View = k.View with { State = ActivityState.Cancelling, Message = "Stopping." } }, keep: true);
        activity.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public Task<ActivityView> WaitAsync(Guid id, CancellationToken cancellation) => (_log.Find(id) ?? throw Unknown(id)).Ended.WaitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate)
        {
            _closing = true;
            running = [.. _running.Keys];
        }

        foreach (var activity in _log.List().Where(a => !a.Kept.HasEnded))
        {
            activity.Cancel();
        }

        try
        {
            await Task.WhenAll(running).WaitAsync(EndLimit).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            // It stays as running on disk, and is interrupted after the next start.
            _ports.Log(LogWeight.Warning, "Work did not stop in time; what became of it shows after the next start.", e);
        }
    }

    private static ResidentException Unknown(Guid id) => new(ResidentFault.NotFound, "unknownActivity", $"There is no activity {id:D}, or it was forgotten: they are kept for the days of 'keepActivityDays'.");

    private Activity? LastSend() => _log.List().FirstOrDefault(a => a.Kept.Send is { Files.Count: > 0 });

    private KeptActivity New(ActivityKind kind, string title, string origin, LinkedEditor editor)
    {
        var id = Guid.CreateVersion7(_options.Time.GetUtcNow());
        return new KeptActivity
        {
            View = new ActivityView
            {
                Id = id,
                Kind = kind,
                Title = title,
                State = ActivityState.Queued,
                EditorId = editor.Id,
                Project = editor.Project,
                CreatedAt = _options.Time.GetUtcNow(),
                Origin = origin,
            },
            ProjectPath = editor.ProjectPath,
            RunKey = id.ToString("N"),
        };
    }

    /// <summary>What was interrupted is taken up under its own keys: the editor does nothing of it twice.</summary>
    private ActivityView Again(Activity activity, SendRequest request)
    {
        // Without its editor it would fail at once, and could not be taken up any more.
        if (_roster.OfProject(activity.Kept.ProjectPath) is null)
        {
            throw new ResidentException(ResidentFault.Conflict, FailureCodes.NoEditor, $"The editor of project '{activity.View.Project}' does not run. Start it and do this again.");
        }

        var turn = TurnOf(activity.Kept.ProjectPath);
        _log.Change(activity, k => k with { IsSettled = false, View = k.View with { State = ActivityState.Queued, Stage = null, Progress = 0, Message = null, Error = null, EndedAt = null } }, keep: true);
        var export = activity.Kept.DccId is not null && request.Files.Count > 0;
        Start(activity, turn, export ? ActivityBoard.OfExport : ActivityBoard.OfSend, (a, board, stop) => _run.SendAsync(a, request, board, stop));
        return activity.View;
    }

    private ActivityView Begin(KeptActivity kept, IReadOnlyList<(string Stage, double Share)> stages, Func<Activity, ActivityBoard, CancellationToken, Task> work)
    {
        var turn = TurnOf(kept.ProjectPath);
        var activity = _log.Add(kept);
        Start(activity, turn, stages, work);
        return activity.View;
    }

    private ProjectTurn TurnOf(string projectPath)
    {
        if (_closing)
        {
            throw new ResidentException(ResidentFault.Conflict, "closing", "dccbridge is being closed. Start it again and do this then.");
        }

        if (!_turns.TryGetValue(projectPath, out var turn))
        {
            _turns[projectPath] = turn = new ProjectTurn();
        }

        return turn.Waiting < _options.MaxQueued
            ? turn
            : throw new ResidentException(ResidentFault.TooMany, "tooMany", $"{_options.MaxQueued} activities wait for that editor already. Wait until some have ended, or cancel them.");
    }

    private void Start(Activity activity, ProjectTurn turn, IReadOnlyList<(string Stage, double Share)> stages, Func<Activity, ActivityBoard, CancellationToken, Task> work)
    {
        var mine = turn.Take();
        var task = Task.Run(() => CarryAsync(activity, turn, mine, new ActivityBoard(activity, _log, stages), work));
        _running.Add(task, activity);
        task.ContinueWith(
            t =>
            {
                lock (_gate)
                {
                    _running.Remove(t);
                }

                _rooms.Ended(activity.Kept.ProjectPath, activity.View);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task CarryAsync(Activity activity, ProjectTurn turn, ProjectTurn.Ticket mine, ActivityBoard board, Func<Activity, ActivityBoard, CancellationToken, Task> work)
    {
        var stop = activity.Stop;
        var kept = activity.Kept;
        _rooms.Began(kept.ProjectPath, kept.View.Project ?? "");
        try
        {
            await mine.ComesAsync(stop).ConfigureAwait(false);
            _log.Change(activity, k => k.View.State == ActivityState.Queued ? k with { View = k.View with { State = ActivityState.Running } } : k, keep: true);
            await work(activity, board, stop).ConfigureAwait(false);
            End(activity, ActivityState.Succeeded, activity.View.Message, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (activity.View.State == ActivityState.Cancelling)
            {
                End(activity, ActivityState.Cancelled, "Stopped, as you asked.", null);
            }
            else
            {
                CutOff(activity);
            }
        }
        catch (Exception e)
        {
            var error = ResidentFailure.View(e);
            _ports.Log(error.Code == FailureCodes.Internal ? LogWeight.Error : LogWeight.Warning, $"{activity.View.Title}: {error.Message}", e);
            End(activity, ActivityState.Failed, null, error);
        }
        finally
        {
            turn.Leave(mine);
        }
    }

    /// <summary>Nobody asked for it to stop: it can be taken up, under new keys, since the editor has been told to stop what went under the old ones.</summary>
    private void CutOff(Activity activity) =>
        _log.Change(
            activity,
            k => k with
            {
                RunKey = Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString("N"),
                Operations = [],
                IsSettled = true,
                View = k.View with { State = ActivityState.Interrupted, Stage = null, Message = "Stopped, because dccbridge was closed. Do it again.", EndedAt = _options.Time.GetUtcNow() },
            },
            keep: true);

    private void End(Activity activity, ActivityState state, string? message, ErrorView? error) =>
        _log.Change(
            activity,
            k => k with { View = k.View with { State = state, Stage = null, Progress = state == ActivityState.Succeeded ? 1 : k.View.Progress, Message = message ?? error?.Message, Error = error, EndedAt = _options.Time.GetUtcNow() } },
            keep: true);
}
