using System.Collections.Concurrent;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>
/// A resident companion played by a test: it shows what it was filled with, changes that as the real one would, and keeps a list of all that it was asked to do
/// (<see cref="Actions"/>: "send /a.glb to /Game as dashboard"). <see cref="Failure"/> makes the next action fail.
/// </summary>
internal sealed class PlayedResident : IResident
{
    private readonly Lock _gate = new();
    private StatusView _status = new()
    {
        State = ResidentState.NoEditor,
        Summary = "No editor runs.",
        Version = "0.1.0",
        ProcessId = Environment.ProcessId,
        StartedAt = Now,
    };

    public PlayedResident()
    {
        Feed = new PlayedChanges();
        PlayedActivities = new PlayedActivities(this);
        PlayedFindings = new PlayedFindings(this);
        PlayedDccs = new PlayedDccs(this);
        PlayedSources = new PlayedSources(this);
        PlayedNotices = new PlayedNotices(this);
        PlayedSettings = new PlayedSettings(this);
    }

    /// <summary>The moment at which played things happen.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>All that was asked for, in order.</summary>
    public ConcurrentQueue<string> Actions { get; } = [];

    /// <summary>Thrown by the next action, then forgotten.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the doctor says.</summary>
    public IList<CheckView> Checks { get; } = [];

    /// <summary>The feed; tests push into it.</summary>
    public PlayedChanges Feed { get; }

    public PlayedActivities PlayedActivities { get; }

    public PlayedFindings PlayedFindings { get; }

    public PlayedDccs PlayedDccs { get; }

    public PlayedSources PlayedSources { get; }

    public PlayedNotices PlayedNotices { get; }

    public PlayedSettings PlayedSettings { get; }

    /// <inheritdoc/>
    public StatusView Status
    {
        get
        {
            lock (_gate)
            {
                return _status;
            }
        }
    }

    /// <inheritdoc/>
    public IActivities Activities => PlayedActivities;

    /// <inheritdoc/>
    public IFindings Findings => PlayedFindings;

    /// <inheritdoc/>
    public IDccs Dccs => PlayedDccs;

    /// <inheritdoc/>
    public ISources Sources => PlayedSources;

    /// <inheritdoc/>
    public INotices Notices => PlayedNotices;

    /// <inheritdoc/>
    public ISettings Settings => PlayedSettings;

    /// <inheritdoc/>
    public IChanges Changes => Feed;

    /// <summary>Changes the status and tells of it.</summary>
    public void Set(Func<StatusView, StatusView> change)
    {
        StatusView status;
        lock (_gate)
        {
            _status = change(_status);
            status = _status;
        }

        Feed.Push(ChangeKind.Status, status);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckView>> DiagnoseAsync(bool fix, CancellationToken cancellation)
    {
        Did(fix ? "doctor fix" : "doctor");
        if (fix)
        {
            for (var i = 0; i < Checks.Count; i++)
            {
                Checks[i] = Checks[i].CanFix ? Checks[i] with { State = "ok", CanFix = false } : Checks[i];
            }
        }

        return Task.FromResult<IReadOnlyList<CheckView>>([.. Checks]);
    }

    /// <summary>Notes an action, or fails as the test wants it.</summary>
    public void Did(string action)
    {
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        Actions.Enqueue(action);
    }

    /// <summary>Waits until an action was asked for.</summary>
    public async Task WaitForActionAsync(Predicate<string> isIt)
    {
        var end = Environment.TickCount64 + 20_000;
        while (!Actions.Any(action => isIt(action)))
        {
            if (Environment.TickCount64 > end)
            {
                throw new TimeoutException($"Not asked for within 20 s; asked were: {string.Join("; ", Actions)}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>A failure of a thing that is not there.</summary>
    public static ResidentException NoSuch(string what, string id) => new(ResidentFault.NotFound, "notFound", $"There is no {what} \"{id}\". Ask for the list again.");
}
