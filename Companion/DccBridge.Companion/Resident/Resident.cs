using DccBridge.Client;
using DccBridge.Companion.Resident.Activities;
using DccBridge.Companion.Resident.Changes;
using DccBridge.Companion.Resident.Dccs;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Companion.Resident.Findings;
using DccBridge.Companion.Resident.Notices;
using DccBridge.Companion.Resident.Settings;
using DccBridge.Companion.Resident.Sources;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Thumbnails;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident;

/// <summary>
/// What stays running: editors, activities, findings, DCCs, watched sources and notifications, joined. The parts know each other only through what is
/// wired here; everything lives as long as this and ends with it.
/// </summary>
internal sealed partial class Resident : IResident, IAsyncDisposable
{
    private const string StateFolder = "state";
    private const string DccFolder = "dcc";

    private readonly ResidentOptions _options;
    private readonly ResidentPorts _ports;
    private readonly CancellationTokenSource _closing = new();
    private readonly ChangeFeed _changes = new();
    private readonly Pulse _statusPulse;
    private readonly Pulse _findingPulse;
    private readonly Pulse _dccPulse;
    private readonly Pulse _sourcePulse;
    private readonly FolderWatch _dccFiles;
    private readonly SettingsFile _settings;
    private readonly FindingStore _store;
    private readonly NoticeDesk _notices;
    private readonly EditorRoster _roster;
    private readonly DccRoster _dccs;
    private readonly ActivityLog _log;
    private readonly ActivityDesk _activities;
    private readonly SourceWatch _sources;
    private readonly FindingDesk _findings;
    private readonly RulesInEditors _rules;
    private readonly AssetCheck _check;
    private readonly ResidentStatus _status;
    private Task _chores = Task.CompletedTask;
    private long _lookedAt;
    private volatile bool _hasBegun;

    private Resident(ResidentOptions options, ResidentPorts ports)
    {
        (_options, _ports) = (options, ports);
        var state = Path.Combine(options.Folder, StateFolder);
        MakeFolder(state);
        _lookedAt = options.Time.GetTimestamp();
        _statusPulse = new Pulse(options.Time, options.ChangeInterval, PublishStatus);
        _findingPulse = new Pulse(options.Time, options.ChangeInterval, () => _changes.Publish(ChangeKind.Findings, null));
        _sourcePulse = new Pulse(options.Time, options.ChangeInterval, () => _changes.Publish(ChangeKind.Sources, _sources!.List));
        _settings = new SettingsFile(Path.Combine(options.Folder, "companion.settings.json"), ports.Disk, OnSettings, options.Time);
        _store = new FindingStore(options, new Journal<FindingLine>(Path.Combine(state, "findings.journal"), StateJson.Default.FindingLine, ports.Disk, options.Time), OnFindings, Warn);
        _notices = new NoticeDesk(options, ports, _settings, Path.Combine(state, "notices.json"), notice => _changes.Publish(ChangeKind.Notice, notice), _statusPulse.Signal);
        _rules = new RulesInEditors(options, ports.Log);
        _check = new AssetCheck(options, _store, ports.Log);
        _dccs = new DccRoster(options, ports, _settings, () => _changes.Publish(ChangeKind.Dccs, _dccs!.List));
        // A DCC that is started or closed shows at once: a finding can be selected in it, or not any more.
        _dccPulse = new Pulse(options.Time, options.ChangeInterval, () => Guard("Looking for DCCs", _dccs.LookAtFiles));
        _dccFiles = FolderWatch.Begin(Path.Combine(options.Folder, DccFolder), _ => _dccPulse.Signal(), options.Time);
        _log = new ActivityLog(options, new Journal<KeptActivity>(Path.Combine(state, "activities.journal"), StateJson.Default.KeptActivity, ports.Disk, options.Time), () => _settings.Current.KeepActivityDays, OnActivity, Warn);
        _roster = new EditorRoster(new LinkPorts
        {
            Connector = ports.Connector,
            ClientId = ports.ClientId ?? ClientIdentity.LoadOrCreate(options.Folder),
            Options = options,
            Keep = Keep,
            Connected = OnConnected,
            Happened = OnHappened,
            Changed = _statusPulse.Signal,
            IsLookedAt = IsLookedAt,
            Log = ports.Log,
        });
        var rooms = new Rooms(this);
        _activities = new ActivityDesk(options, ports, _log, _roster, _settings, rooms);
        _sources = new SourceWatch(options, ports.SourceDisk, _settings, new Journal<SourceLine>(Path.Combine(state, "sources.journal"), StateJson.Default.SourceLine, ports.Disk, options.Time), rooms, Warn);
        var notes = new SourceNotes(options.Time);
        _findings = new FindingDesk(options, _store, new FindingViews(_roster, _dccs, notes, _rules), _roster, _activities, new SourceThumbnails(), new WayBack(_dccs, notes, ports.Opener), Look);
        _status = new ResidentStatus(options, _roster, _store, _activities, _log, _notices, _settings, () => _sources.Problems);
    }

    /// <inheritdoc/>
    public StatusView Status
    {
        get
        {
            Look();
            return _status.View();
        }
    }

    /// <inheritdoc/>
    public IActivities Activities => _activities;

    /// <inheritdoc/>
    public IFindings Findings => _findings;

    /// <inheritdoc/>
    public IDccs Dccs => _dccs;

    /// <inheritdoc/>
    public ISources Sources => _sources;

    /// <inheritdoc/>
    public INotices Notices => _notices;

    /// <inheritdoc/>
    public ISettings Settings => _settings;

    /// <inheritdoc/>
    public IChanges Changes => _changes;

    /// <summary>Begins. Editors are connected in the background.</summary>
    /// <exception cref="ResidentException">The folder cannot be used.</exception>
    /// <exception cref="ClientIdentityException">The client's id cannot be read or kept.</exception>
    public static Resident Start(ResidentOptions options, ResidentPorts ports)
    {
        var resident = new Resident(options, ports);
        resident.Begin();
        return resident;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckView>> DiagnoseAsync(bool fix, CancellationToken cancellation) =>
        _ports.Diagnose is { } diagnose ? diagnose(fix, cancellation) : Task.FromResult<IReadOnlyList<CheckView>>([]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _dccFiles.Dispose();
        _dccPulse.Dispose();
        await _activities.DisposeAsync().ConfigureAwait(false);
        await _sources.DisposeAsync().ConfigureAwait(false);
        await _roster.DisposeAsync().ConfigureAwait(false);
        await _dccs.DisposeAsync().ConfigureAwait(false);
        await _notices.DisposeAsync().ConfigureAwait(false);
        await _chores.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndBackgroundAsync().ConfigureAwait(false);
        _settings.Dispose();
        _findingPulse.Dispose();
        _sourcePulse.Dispose();
        _statusPulse.Dispose();
        _store.Dispose();
        _log.Dispose();
        _closing.Dispose();
    }

    private static void MakeFolder(string state)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(state);
            }
            else
            {
                Directory.CreateDirectory(state, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResidentException(ResidentFault.Conflict, "cannotSave", $"The folder {state} cannot be made ({e.Message}). Mend the rights of the folder above it, or free some room.", e);
        }
    }

    /// <summary>All parts are there: from now on they may tell each other something.</summary>
    private void Begin()
    {
        _hasBegun = true;
        _roster.Begin();
        _sources.Begin();
        _chores = Task.Run(ChoresAsync);
    }

    private void Look() => Volatile.Write(ref _lookedAt, _options.Time.GetTimestamp());

    private bool IsLookedAt() => _options.Time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < _options.AttentionSpan || _activities.Running > 0;

    private void Warn(string text) => _ports.Log(LogWeight.Warning, text, null);

    private bool Keep(EditorInfo editor, VerdictEvent pushed)
    {
        var (kept, fresh) = _store.Take(editor, pushed.Verdict);
        if (fresh)
        {
            _notices.Judged(editor.ProjectPath, editor.ProjectName, pushed.Verdict);
        }

        return kept;
    }

    private void OnFindings()
    {
        _findingPulse.Signal();
        _statusPulse.Signal();
    }

    private void OnActivity(ActivityView view)
    {
        _changes.Publish(ChangeKind.Activity, view);
        _statusPulse.Signal();
    }

    private void OnSettings()
    {
        _changes.Publish(ChangeKind.Settings, _settings.View);
        _statusPulse.Signal();
        if (_hasBegun)
        {
            _sources.FollowSettings();
        }
    }

    private void PublishStatus()
    {
        if (_hasBegun && _status.Changed() is { } status)
        {
            _changes.Publish(ChangeKind.Status, status);
        }
    }
}
