using DccBridge.Companion.Resident.Activities;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Sources;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Transfers;
using DccBridge.Dcc.Clients;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Companion.Resident;

/// <content>What is done by itself: after an editor was connected, after something happened in one, and now and then.</content>
internal sealed partial class Resident
{
    private readonly Lock _backgroundGate = new();
    private readonly HashSet<Task> _background = [];
    private readonly HashSet<string> _toCheck = new(StringComparer.Ordinal);

    private void OnConnected(LinkedEditor editor)
    {
        _statusPulse.Signal();
        RunInBackground($"After connecting to the editor of project '{editor.Project}'", async stop =>
        {
            try
            {
                await _rules.AskAsync(editor, stop).ConfigureAwait(false);
                _findingPulse.Signal();
                await new Interrupted(_options, _log).SettleAsync(editor, stop).ConfigureAwait(false);
                await _check.RunAsync(editor, stop).ConfigureAwait(false);
            }
            finally
            {
                // What waits for this editor goes to it, whatever it could not answer before.
                _sources.LookAgain(editor.ProjectPath);
            }
        });
    }

    private void OnHappened(LinkedEditor editor, EditorEvent happened)
    {
        if (happened.Kind is EditorEventKind.SelectionChanged or EditorEventKind.ActorsChanged)
        {
            return;
        }

        lock (_backgroundGate)
        {
            _toCheck.Add(editor.ProjectPath);
        }
    }

    private async Task ChoresAsync()
    {
        var stop = _closing.Token;
        var dccsAt = _options.Time.GetTimestamp();
        using var timer = new PeriodicTimer(_options.SlowLook, _options.Time);
        try
        {
            Guard("Looking for DCCs", _dccs.LookAtFiles);
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                Guard("Reading the settings", _settings.LookAgain);
                Guard("Mending the findings' file", _store.Mend);
                Guard("Mending the activities' file", _log.Mend);
                Guard("Mending the sources' file", _sources.Mend);
                Guard("Watching the folder of DCCs", _dccFiles.Ensure);
                if (_options.Time.GetElapsedTime(dccsAt) >= _options.DccLook)
                {
                    dccsAt = _options.Time.GetTimestamp();
                    Guard("Looking for DCCs", _dccs.LookAtFiles);
                }

                CheckWhereSomethingHappened();
                _statusPulse.Signal();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    /// <summary>A fault of one chore ends neither the others nor its own next time.</summary>
    private void Guard(string what, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            _ports.Log(LogWeight.Error, $"{what} failed and is tried again later: {e.Message} Report this.", e);
        }
    }

    private void CheckWhereSomethingHappened()
    {
        string[] projects;
        lock (_backgroundGate)
        {
            projects = [.. _toCheck];
            _toCheck.Clear();
        }

        foreach (var editor in projects.Select(_roster.OfProject).OfType<LinkedEditor>())
        {
            RunInBackground($"Looking at the assets of project '{editor.Project}'", stop => _check.RunAsync(editor, stop));
        }
    }

    private void RunInBackground(string what, Func<CancellationToken, Task> work)
    {
        lock (_backgroundGate)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            var task = Task.Run(() => GuardAsync(what, work, _closing.Token));
            _background.Add(task);
            task.ContinueWith(
                t =>
                {
                    lock (_backgroundGate)
                    {
                        _background.Remove(t);
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private async Task GuardAsync(string what, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception e)
        {
            // Nobody waits for it: the log has to know.
            _ports.Log(LogWeight.Warning, $"{what}: {ResidentFailure.Of(e).Message}", e);
        }
    }

    private Task EndBackgroundAsync()
    {
        Task[] tasks;
        lock (_backgroundGate)
        {
            tasks = [.. _background];
        }

        return Task.WhenAll(tasks);
    }

    /// <summary>What the rooms need of each other.</summary>
    private sealed class Rooms(Resident resident) : IActivityRooms, ISourceRooms
    {
        public void Began(string projectPath, string project)
        {
            resident._notices.Began(projectPath);
            resident._statusPulse.Signal();
        }

        public void Ended(string projectPath, ActivityView view)
        {
            resident._notices.Ended(projectPath, view.Project ?? "", view);
            resident._statusPulse.Signal();
            resident._sources.SendWaiting();
        }

        public void Sent(string projectPath, string project, InspectedFile file) => resident._sources.Sent(projectPath, project, file.File.FullPath, file.ContentHash!);

        public Task<IDccClient> DccAsync(string dccId, CancellationToken cancellation) => resident._dccs.ClientAsync(dccId, cancellation);

        public void Changed()
        {
            resident._sourcePulse.Signal();
            resident._findingPulse.Signal();
        }

        public void Offer(SourceLine source) => resident._notices.Offer(source.Path);

        public ActivityView Send(SourceLine source, string origin, string? idempotencyKey) =>
            resident._activities.Send(new SendRequest { Files = [source.Path], Editor = source.ProjectPath, Origin = origin, IdempotencyKey = idempotencyKey });

        public bool WasLeftUndone(ActivityView send) => resident._activities.WasLeftUndone(send.Id);

        public void NotSent(SourceLine source, ResidentException reason) => resident._ports.Log(LogWeight.Information, $"{source.Path} changed and is not sent again yet: {reason.Message}", reason);

        public void Failed(Exception reason) => resident._ports.Log(LogWeight.Error, $"Watching sent files failed: {reason.Message}", reason);
    }
}
