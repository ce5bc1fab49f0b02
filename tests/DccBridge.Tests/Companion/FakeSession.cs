using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Companion;

/// <summary>An editor made by hand: it imports everything and pushes the verdicts that the test gives.</summary>
internal sealed class FakeSession : IEditorSession, IEditorConnector
{
    private readonly List<Action<VerdictEvent>> _subscribers = [];
    private readonly List<Action<LinkChange>> _watchers = [];
    private long _sequence;

    public EditorEntry Entry { get; } = new()
    {
        Path = "/editors/one.json",
        Liveness = EditorLiveness.Alive,
        File = new EndpointFile { InstanceId = Guid.NewGuid(), ProcessId = 7, StartTime = default, Port = 65432, Project = "Crates", Engine = "headless", Secret = SharedSecret.Create() },
    };

    public IReadOnlyList<EditorEntry>? Entries { get; set; }

    public Exception? ConnectFailure { get; set; }

    public List<AssetRecord> Assets { get; } = [];

    public List<string> Uploaded { get; } = [];

    public List<Guid?> Cancelled { get; } = [];

    public EditorState State { get; set; } = new() { Activity = EditorActivity.Ticking, TicksPerSecond = 60, Sessions = 1 };

    /// <summary>The findings of an asset by its path; none when it is not here.</summary>
    public Dictionary<string, Finding> Findings { get; } = [];

    /// <summary>Runs in the import before it ends; what it throws is the import's failure.</summary>
    public Func<Action<CallProgress>, CancellationToken, Task>? DuringImport { get; set; }

    public bool PushesVerdicts { get; set; } = true;

    /// <summary>So many pushes are lost on the way, the first ones.</summary>
    public int LostPushes { get; set; }

    /// <summary>What was asked to be validated.</summary>
    public List<IReadOnlyList<string>> Validated { get; } = [];

    public string ProjectPath { get; set; } = "/content";

    public EditorInfo Editor => new()
    {
        InstanceId = Entry.File!.InstanceId,
        ProcessId = 7,
        ProjectName = "Crates",
        ProjectPath = ProjectPath,
        Engine = "headless",
        Version = "0.1.0",
        StartedAt = default,
    };

    public IReadOnlyList<EditorEntry> Find(string? endpointFolder) => Entries ?? [Entry];

    public Task<IEditorSession> ConnectAsync(EditorEntry editor, SessionOptions options, CancellationToken cancellation) =>
        ConnectFailure is { } failure ? Task.FromException<IEditorSession>(failure) : Task.FromResult<IEditorSession>(this);

    public Task<TimeSpan> PingAsync(CancellationToken cancellation) => Task.FromResult(TimeSpan.FromMilliseconds(0.1));

    public Task<EditorState> GetStateAsync(CancellationToken cancellation) => Task.FromResult(State);

    public Task<FindAssetsResult> FindAssetsAsync(FindAssetsParams query, CancellationToken cancellation)
    {
        var found = Assets.Where(a => (query.Paths is null || query.Paths.Contains(a.Path, StringComparer.OrdinalIgnoreCase)) && (query.Class is null || a.Class == query.Class)
            && (query.Sources is null || (a.Source is { } source && (query.Sources.Contains(source.Path) || query.Sources.Contains(source.ContentHash))))).ToArray();
        return Task.FromResult(new FindAssetsResult { Assets = [.. found.Skip(query.Offset).Take(query.Limit)], Total = found.Length });
    }

    public Task<bool> UploadAsync(string path, string contentHash, Action<long> progress, CancellationToken cancellation)
    {
        Uploaded.Add(path);
        progress(new FileInfo(path).Length);
        return Task.FromResult(false);
    }

    public async Task<ImportAssetsResult> ImportAsync(ImportAssetsParams import, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation)
    {
        ImportKeys.Add(idempotencyKey);
        if (DuringImport is { } during)
        {
            await during(progress, cancellation);
        }

        foreach (var item in import.Items)
        {
            Push(item.DestinationPath, item.ContentHash, Guid.Empty);
        }

        return new ImportAssetsResult
        {
            Items = [.. import.Items.Select(i => new ImportItemResult { DestinationPath = i.DestinationPath, Assets = [new ImportedAsset { Path = i.DestinationPath, Class = AssetClasses.Texture2D }] })],
        };
    }

    public Task<RunValidationResult> ValidateAsync(RunValidationParams run, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation)
    {
        Validated.Add(run.Paths);
        foreach (var path in run.Paths)
        {
            Push(path, null, Guid.Empty);
        }

        return Task.FromResult(new RunValidationResult { RunId = Guid.Empty, Verdicts = [.. Assets.Select(a => Verdict(a.Path, null, Guid.Empty))] });
    }

    /// <summary>The id under which every fix can be taken back.</summary>
    public static Guid UndoId { get; } = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    /// <summary>The plan of every fix.</summary>
    public FixAssetsResult Fix { get; set; } = new() { Changes = [], PlanHash = "" };

    /// <summary>Why a fix fails; null when it does not.</summary>
    public Func<FixAssetsParams, Exception?> FixFailure { get; set; } = _ => null;

    /// <summary>The fixes that were asked for.</summary>
    public List<FixAssetsParams> Fixes { get; } = [];

    /// <summary>The fixes that were taken back.</summary>
    public List<Guid> Undone { get; } = [];

    public Task<FixAssetsResult> FixAsync(FixAssetsParams fix, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation)
    {
        Fixes.Add(fix);
        return FixFailure(fix) is { } failure ? Task.FromException<FixAssetsResult>(failure) : Task.FromResult(Fix with { UndoId = fix.Preview ? null : UndoId });
    }

    public Task<FixAssetsResult> UndoFixAsync(Guid undoId, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation)
    {
        Undone.Add(undoId);
        return Task.FromResult(Fix);
    }

    /// <summary>What it says of the rules, by the path that it is asked for; "" is the project.</summary>
    public Dictionary<string, ListRulesResult> Rules { get; } = [];

    public List<SuppressParams> Suppressed { get; } = [];

    public Exception? SuppressFailure { get; set; }

    public Task<ListRulesResult> ListRulesAsync(string? path, CancellationToken cancellation) => Task.FromResult(Rules.GetValueOrDefault(path ?? "") ?? new ListRulesResult { Preset = "epic", Rules = [] });

    public Task<SuppressResult> SuppressAsync(SuppressParams suppress, CancellationToken cancellation)
    {
        Suppressed.Add(suppress);
        return SuppressFailure is { } failure
            ? Task.FromException<SuppressResult>(failure)
            : Task.FromResult(new SuppressResult { SettingsFile = "/content/DccBridge.settings.json", Changed = Suppressed.Count == 1 });
    }

    public Task ShowAsync(IReadOnlyList<string> paths, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>What became of operations, by key.</summary>
    public Dictionary<string, OperationStatus> Operations { get; } = [];

    public Task<OperationStatus> GetOperationAsync(string idempotencyKey, CancellationToken cancellation) => Operations.TryGetValue(idempotencyKey, out var status)
        ? Task.FromResult(status)
        : Task.FromException<OperationStatus>(new RpcException(ErrorCode.OperationNotFound, "No operation has that key.", Outcome.NotStarted));

    public Task KeepVerdictsAsync(Func<VerdictEvent, CancellationToken, ValueTask<bool>> keep, CancellationToken cancellation)
    {
        _subscribers.Add(pushed => Kept.Add(keep(pushed, CancellationToken.None).AsTask().GetAwaiter().GetResult()));
        return Task.CompletedTask;
    }

    /// <summary>What the keeper said of each verdict.</summary>
    public List<bool> Kept { get; } = [];

    /// <summary>Pushes a verdict that nobody here asked for.</summary>
    public void PushVerdict(Verdict verdict) =>
        _subscribers.ForEach(s => s(new VerdictEvent { Id = new EventId(Editor.InstanceId, ++_sequence), Verdict = verdict }));

    /// <summary>The keys of the imports that were asked for.</summary>
    public List<string> ImportKeys { get; } = [];

    public Task CancelOperationAsync(Guid? operationId, string idempotencyKey, CancellationToken cancellation)
    {
        Cancelled.Add(operationId);
        return Task.CompletedTask;
    }

    public Task SubscribeAsync(Action<VerdictEvent> received, CancellationToken cancellation)
    {
        _subscribers.Add(received);
        return Task.CompletedTask;
    }

    public Task WatchEditorAsync(Action<EditorEvent> happened, CancellationToken cancellation)
    {
        EditorChanged += happened;
        return Task.CompletedTask;
    }

    public Action<EditorEvent>? EditorChanged { get; set; }

    public void OnLinkChanged(Action<LinkChange> changed) => _watchers.Add(changed);

    /// <summary>Something becomes of the link.</summary>
    public void ChangeLink(LinkChange change) => _watchers.ForEach(w => w(change));

    /// <summary>The companion that listened is gone.</summary>
    public void ForgetSubscribers()
    {
        _subscribers.Clear();
        _watchers.Clear();
        EditorChanged = null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Push(string path, string? hash, Guid run)
    {
        if (PushesVerdicts && LostPushes-- <= 0)
        {
            _subscribers.ForEach(s => s(new VerdictEvent { Id = new EventId(Editor.InstanceId, ++_sequence), Verdict = Verdict(path, hash, run) }));
        }
    }

    private Verdict Verdict(string path, string? hash, Guid run)
    {
        var finding = Findings.GetValueOrDefault(path);
        return new Verdict
        {
            RunId = run,
            AssetPath = path,
            AssetClass = AssetClasses.Texture2D,
            Outcome = finding switch { null => VerdictOutcome.Passed, { Severity: Severity.Error } => VerdictOutcome.Failed, _ => VerdictOutcome.Warnings },
            Findings = finding is null ? [] : [finding],
            ValidatedAt = default,
            ContentHash = hash,
        };
    }
}
