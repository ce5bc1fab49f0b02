using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Thumbnails;

namespace DccBridge.Companion.Resident;

/// <summary>
/// What stays running on the artist's machine, as the dashboard's API and the tray see it: the port between them and its parts. All members may be called from
/// any thread. Members that fail throw <see cref="ResidentException"/>.
/// </summary>
internal interface IResident
{
    /// <summary>All of it at a glance.</summary>
    StatusView Status { get; }

    /// <summary>What is done and was done.</summary>
    IActivities Activities { get; }

    /// <summary>What validation found.</summary>
    IFindings Findings { get; }

    /// <summary>Running DCCs.</summary>
    IDccs Dccs { get; }

    /// <summary>Sent files that are watched.</summary>
    ISources Sources { get; }

    /// <summary>Notifications.</summary>
    INotices Notices { get; }

    /// <summary>What the user chose.</summary>
    ISettings Settings { get; }

    /// <summary>Everything that changes, as it changes.</summary>
    IChanges Changes { get; }

    /// <summary>Runs the checks of <c>dccbridge doctor</c>.</summary>
    /// <param name="fix">Mend what can be mended.</param>
    /// <param name="cancellation">Stops the checks.</param>
    Task<IReadOnlyList<CheckView>> DiagnoseAsync(bool fix, CancellationToken cancellation);
}

/// <summary>A request to send files.</summary>
internal sealed record SendRequest
{
    /// <summary>Absolute paths of files and folders; at least one.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Content folder that they go to; null keeps where they came from, or the standard.</summary>
    public string? To { get; init; }

    /// <summary>The editor: its id, or part of a project's name or path; null is the only one, or the preferred one.</summary>
    public string? Editor { get; init; }

    /// <summary>update or fail, when an asset exists with other content.</summary>
    public string OnConflict { get; init; } = "update";

    /// <summary>Who asks: dashboard, tray, api, watch, or a DCC's name.</summary>
    public string Origin { get; init; } = "api";

    /// <summary>The same key within a day is the same send: it is not done twice, its activity is given back. At most 128 characters.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>A request to validate in an editor.</summary>
internal sealed record ValidateRequest
{
    /// <summary>Assets or folders; empty is the whole project.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>As in <see cref="SendRequest.Editor"/>.</summary>
    public string? Editor { get; init; }

    /// <summary>Who asks.</summary>
    public string Origin { get; init; } = "api";
}

/// <summary>Sends, validations and what became of them.</summary>
internal interface IActivities
{
    /// <summary>Begins a send; it waits in a queue of its editor. Returns at once.</summary>
    ActivityView Send(SendRequest request);

    /// <summary>Sends again what was sent last.</summary>
    ActivityView SendAgain(string origin);

    /// <summary>Begins a validation.</summary>
    ActivityView Validate(ValidateRequest request);

    /// <summary>Exports the selection of a DCC, then sends it.</summary>
    ActivityView SendFromDcc(string dccId, SendRequest request);

    /// <summary>Newest first.</summary>
    IReadOnlyList<ActivityView> List(int offset, int limit);

    /// <summary>One; null when it is not known.</summary>
    ActivityView? Find(Guid id);

    /// <summary>Asks it to stop; true when it was still to be stopped.</summary>
    bool Cancel(Guid id);

    /// <summary>Waits until it has ended.</summary>
    Task<ActivityView> WaitAsync(Guid id, CancellationToken cancellation);
}

/// <summary>The findings of all projects, kept over restarts.</summary>
internal interface IFindings
{
    /// <summary>Those that a query asks for.</summary>
    FindingPage Query(FindingQuery query);

    /// <summary>One; null when it is not there any more.</summary>
    FindingView? Find(string id);

    /// <summary>Judgements of an asset, newest first; at most fifty are kept.</summary>
    IReadOnlyList<VerdictView> History(string project, string assetPath);

    /// <summary>Selects its node in the DCC that has its source open, or opens the source first.</summary>
    Task<SelectView> SelectAsync(string id, CancellationToken cancellation);

    /// <summary>Shows its asset in Unreal's content browser.</summary>
    Task ShowAsync(string id, CancellationToken cancellation);

    /// <summary>Validates its asset again.</summary>
    ActivityView Validate(string id, string origin);

    /// <summary>Accepts it, or all findings of its rule below a folder.</summary>
    /// <param name="id">Which.</param>
    /// <param name="reason">Why; must not be empty.</param>
    /// <param name="until">Last day that it holds; null is for ever.</param>
    /// <param name="folder">A folder that the asset lies in; null is this asset alone.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task SuppressAsync(string id, string reason, DateOnly? until, string? folder, CancellationToken cancellation);

    /// <summary>Shows what a fix would change.</summary>
    Task<FixView> PreviewFixAsync(string id, CancellationToken cancellation);

    /// <summary>Makes the shown fix, or none.</summary>
    Task<FixView> ApplyFixAsync(string id, string planHash, CancellationToken cancellation);

    /// <summary>Takes a fix back.</summary>
    Task<FixView> UndoFixAsync(string project, Guid undoId, CancellationToken cancellation);

    /// <summary>Opens its source in the DCC it came from, or with the program that the system has for it.</summary>
    Task OpenSourceAsync(string id, CancellationToken cancellation);

    /// <summary>A picture of its source: a texture made small (a JPEG as it is), a mesh drawn; null when there is none.</summary>
    Task<Thumbnail?> ThumbnailAsync(string id, CancellationToken cancellation);
}

/// <summary>Running DCCs.</summary>
internal interface IDccs
{
    /// <summary>Those that were found last.</summary>
    IReadOnlyList<DccView> List { get; }

    /// <summary>Looks again now.</summary>
    Task<IReadOnlyList<DccView>> LookAsync(CancellationToken cancellation);

    /// <summary>Selects nodes.</summary>
    Task<SelectView> SelectAsync(string dccId, IReadOnlyList<string> nodes, CancellationToken cancellation);
}

/// <summary>Sent files that are watched.</summary>
internal interface ISources
{
    /// <summary>All, changed ones first.</summary>
    IReadOnlyList<WatchedSourceView> List { get; }

    /// <summary>Sends one again.</summary>
    ActivityView Resend(string id, string origin);

    /// <summary>Watches one no more.</summary>
    bool Forget(string id);
}

/// <summary>When to tell the person something, and when not to.</summary>
internal interface INotices
{
    /// <summary>Shows a notification now; called for one at a time. Set by whoever can show them; null shows none, and none is kept for later.</summary>
    Func<NoticeView, Task>? Show { get; set; }

    /// <summary>Holds notifications back.</summary>
    void Pause(TimeSpan time);

    /// <summary>Shows them again.</summary>
    void Resume();
}

/// <summary>The settings file.</summary>
internal interface ISettings
{
    /// <summary>The values in force.</summary>
    CompanionSettings Current { get; }

    /// <summary>The values and what is wrong with the file.</summary>
    SettingsView View { get; }

    /// <summary>Writes new values after checking all of them.</summary>
    /// <exception cref="ResidentException">A value is not allowed; nothing was written.</exception>
    Task<SettingsView> SaveAsync(CompanionSettings values, CancellationToken cancellation);
}

/// <summary>What kind of thing changed.</summary>
internal enum ChangeKind
{
    /// <summary><see cref="StatusView"/> as a whole.</summary>
    Status,

    /// <summary>An <see cref="ActivityView"/> began, went on or ended.</summary>
    Activity,

    /// <summary>Findings changed: the page is to be asked for again. Coalesced, at most four a second.</summary>
    Findings,

    /// <summary>The list of <see cref="DccView"/>.</summary>
    Dccs,

    /// <summary>The list of <see cref="WatchedSourceView"/>.</summary>
    Sources,

    /// <summary>A <see cref="NoticeView"/> is shown.</summary>
    Notice,

    /// <summary>The settings.</summary>
    Settings,

    /// <summary>Changes were lost because this subscriber was too slow: ask for everything again.</summary>
    Lost,
}

/// <summary>One change.</summary>
/// <param name="Id">Rises by one with each change of the feed.</param>
/// <param name="Kind">What changed.</param>
/// <param name="Data">The new state: a view, a list of views, or null where it is to be asked for.</param>
internal sealed record Change(long Id, ChangeKind Kind, object? Data);

/// <summary>The feed of changes.</summary>
internal interface IChanges
{
    /// <summary>Everything that changes from now on. At most 1,024 changes wait for a subscriber; beyond, the oldest go and <see cref="ChangeKind.Lost"/> comes.</summary>
    IAsyncEnumerable<Change> SubscribeAsync(CancellationToken cancellation);
}
