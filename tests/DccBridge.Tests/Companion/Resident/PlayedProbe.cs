using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Probing;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>DCCs made by hand.</summary>
internal sealed class PlayedProbe : IDccProbe
{
    public List<PlayedDcc> Running { get; } = [];

    public int Looks { get; private set; }

    /// <summary>Looking at endpoint files fails with a fault of the program.</summary>
    public bool IsBroken { get; set; }

    public Task<IReadOnlyList<DccFound>> LookAsync(CancellationToken cancellationToken = default)
    {
        Looks++;
        return Task.FromResult<IReadOnlyList<DccFound>>([.. Running.Select(r => r.Found)]);
    }

    public IReadOnlyList<DccFound> LookAtFiles() => IsBroken ? throw new InvalidOperationException("A fault.") : [.. Running.Where(r => r.Kind == DccKind.Blender).Select(r => r.Found with { Info = null })];

    public IDccClient CreateClient(DccFound found, DccClientOptions? options = null) => Running.Single(r => r.Found.Id == found.Id);
}

/// <summary>A DCC made by hand: it has nodes in scenes.</summary>
internal sealed class PlayedDcc(DccKind kind, int port) : IDccClient
{
    public DccKind Kind => kind;

    public string Address => $"127.0.0.1:{port}";

    public DccCapabilities Capabilities { get; set; } = DccCapabilities.All;

    public string? Scene { get; set; }

    public DccException? Failure { get; set; }

    /// <summary>The nodes of each scene.</summary>
    public Dictionary<string, string[]> Scenes { get; } = [];

    public List<string> Opened { get; } = [];

    public List<string> Selected { get; } = [];

    /// <summary>Writes what an export is.</summary>
    public Func<DccExportRequest, string>? Export { get; set; }

    public DccFound Found => new()
    {
        Id = $"{kind.Key()}-{port}",
        Kind = kind,
        Address = Address,
        Port = port,
        Name = kind.Title(),
        Capabilities = Capabilities,
        Info = Failure is null ? Info : null,
        Problem = Failure,
        EndpointFile = kind == DccKind.Blender ? "/blender.json" : null,
    };

    private DccInfo Info => new() { Kind = kind, Version = "1", Scene = Scene };

    public Task<DccInfo> GetInfoAsync(CancellationToken cancellationToken = default) => Do(Info);

    public Task<IReadOnlyList<DccNode>> GetSelectionAsync(CancellationToken cancellationToken = default) => Do<IReadOnlyList<DccNode>>([.. Selected.Select(DccNode.Named)]);

    public Task<DccExport> ExportSelectionAsync(DccExportRequest request, CancellationToken cancellationToken = default) => Do(new DccExport(Export!(request), null, [], []));

    public Task OpenFileAsync(string scene, bool discardChanges = false, CancellationToken cancellationToken = default)
    {
        Opened.Add(scene);
        Scene = scene;
        return Do(true);
    }

    public Task<DccSelection> SelectNodesAsync(IReadOnlyList<DccNode> nodes, CancellationToken cancellationToken = default)
    {
        var here = Scenes.GetValueOrDefault(Scene ?? "") ?? [];
        var found = nodes.Where(n => here.Contains(n.Name)).ToArray();
        Selected.Clear();
        Selected.AddRange(found.Select(n => n.Name));
        return Do(new DccSelection(found, [.. nodes.Except(found)]));
    }

    public Task<DccCodeResult> RunCodeAsync(string code, TimeSpan? limit = null, CancellationToken cancellationToken = default) => Do(new DccCodeResult("", "null"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Do<T>(T result) => Failure is { } failure ? Task.FromException<T>(failure) : Task.FromResult(result);
}
