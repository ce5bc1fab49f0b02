using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>DCCs that a test fills in.</summary>
internal sealed class PlayedDccs(PlayedResident resident) : IDccs
{
    /// <inheritdoc/>
    public IReadOnlyList<DccView> List { get; private set; } = [];

    /// <summary>These run now.</summary>
    public void Put(params IReadOnlyList<DccView> dccs)
    {
        List = dccs;
        resident.Feed.Push(ChangeKind.Dccs, dccs);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DccView>> LookAsync(CancellationToken cancellation)
    {
        resident.Did("look for DCCs");
        return Task.FromResult(List);
    }

    /// <inheritdoc/>
    public Task<SelectView> SelectAsync(string dccId, IReadOnlyList<string> nodes, CancellationToken cancellation)
    {
        var dcc = List.FirstOrDefault(d => d.Id == dccId) ?? throw PlayedResident.NoSuch("DCC", dccId);
        resident.Did($"select {string.Join(", ", nodes)} in {dccId}");
        return Task.FromResult(new SelectView { DccId = dccId, Selected = nodes, Message = $"Selected in {dcc.Name}." });
    }
}

/// <summary>Watched sources that a test fills in.</summary>
internal sealed class PlayedSources(PlayedResident resident) : ISources
{
    /// <inheritdoc/>
    public IReadOnlyList<WatchedSourceView> List { get; private set; } = [];

    /// <summary>These are watched now.</summary>
    public void Put(params IReadOnlyList<WatchedSourceView> sources)
    {
        List = sources;
        resident.Feed.Push(ChangeKind.Sources, sources);
    }

    /// <inheritdoc/>
    public ActivityView Resend(string id, string origin)
    {
        var source = List.FirstOrDefault(s => s.Id == id) ?? throw PlayedResident.NoSuch("watched source", id);
        resident.Did($"resend {id} as {origin}");
        return resident.PlayedActivities.Begin(ActivityKind.Send, $"Send {Path.GetFileName(source.Path)} again", origin, [source.Path]);
    }

    /// <inheritdoc/>
    public bool Forget(string id)
    {
        resident.Did($"forget {id}");
        var kept = List.Where(s => s.Id != id).ToList();
        var had = kept.Count < List.Count;
        Put(kept);
        return had;
    }
}

/// <summary>Notifications: paused or shown.</summary>
internal sealed class PlayedNotices(PlayedResident resident) : INotices
{
    /// <inheritdoc/>
    public Func<NoticeView, Task>? Show { get; set; }

    /// <summary>As if the time had come for it.</summary>
    public async Task NotifyAsync(NoticeView notice)
    {
        resident.Feed.Push(ChangeKind.Notice, notice);
        if (Show is { } show)
        {
            await show(notice);
        }
    }

    /// <inheritdoc/>
    public void Pause(TimeSpan time)
    {
        resident.Did($"pause {time.TotalMinutes:0} min");
        resident.Set(status => status with { PausedUntil = PlayedResident.Now + time });
    }

    /// <inheritdoc/>
    public void Resume()
    {
        resident.Did("resume");
        resident.Set(status => status with { PausedUntil = null });
    }
}

/// <summary>Settings in memory. A port out of range is refused, as by the real ones.</summary>
internal sealed class PlayedSettings(PlayedResident resident) : ISettings
{
    /// <summary>What is wrong with the file.</summary>
    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <inheritdoc/>
    public CompanionSettings Current { get; private set; } = new();

    /// <summary>These hold from now on; nobody is told.</summary>
    public void Put(CompanionSettings values) => Current = values;

    /// <inheritdoc/>
    public SettingsView View => new() { File = "/state/companion.settings.json", Values = Current, Problems = Problems };

    /// <inheritdoc/>
    public Task<SettingsView> SaveAsync(CompanionSettings values, CancellationToken cancellation)
    {
        if (values.Port is < 0 or > 65535)
        {
            throw new ResidentException(ResidentFault.Invalid, "settings", $"port: {values.Port} is not allowed. Use 0 to 65535.");
        }

        resident.Did("save settings");
        Current = values;
        resident.Feed.Push(ChangeKind.Settings, View);
        return Task.FromResult(View);
    }
}
