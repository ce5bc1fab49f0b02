using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Server.Storage;
using DccBridge.Validation.Fixes;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>An editor in memory: an asset is what its file says, a texture of so many pixels.</summary>
internal sealed class FakeEditor : IEditorIdentity, IEditorAssets, IAssetEdits, IAssetImporter, IProjectValidators, IEditorWindow
{
    private readonly SortedDictionary<string, AssetRecord> _assets = new(StringComparer.OrdinalIgnoreCase);

    public FakeEditor() => IsEngineThread = () => Engine.IsCurrent;

    public FakeEngineThread Engine { get; } = new();

    /// <summary>True where the editor may be touched; by itself on the thread of <see cref="Engine"/>.</summary>
    public Func<bool> IsEngineThread { get; init; }

    public RecordingLog Log { get; } = new();

    public LimitedDisk Disk { get; } = new(long.MaxValue / 2);

    public List<string> Imports { get; } = [];

    /// <summary>Runs on the engine thread before each import.</summary>
    public Action<ImportItem>? BeforeImport { get; set; }

    /// <summary>What each texture is.</summary>
    public TextureFacts Facts { get; set; } = new() { Width = 2049, Height = 1024, Channels = 3, BitDepth = 8 };

    public string ProjectName => "Crates";

    public string ProjectPath => "/project";

    string IEditorIdentity.Engine => "fake";

    public ModalDialog? CurrentModal { get; set; }

    public EditorPorts Ports => new(this, Engine, this, this, this, this, this, Disk, Log);

    /// <summary>What the project's own validators say of an asset; an exception that it throws is theirs.</summary>
    public Func<string, ProjectFinding?> Validator { get; set; } = _ => null;

    /// <summary>What was shown to the person in front of the editor.</summary>
    public List<string> Shown { get; } = [];

    public IReadOnlyList<ProjectFinding> Validate(IReadOnlyList<string> paths, ValidationUseCase useCase)
    {
        AssertThread();
        return [.. paths.Select(Validator).OfType<ProjectFinding>()];
    }

    public void ShowAssets(IReadOnlyList<string> paths)
    {
        AssertThread();
        Shown.AddRange(paths);
    }

    public void Notify(NotifyParams notification)
    {
        AssertThread();
        Shown.Add(notification.Text);
    }

    public AssetRecord? Get(string path)
    {
        AssertThread();
        return _assets.GetValueOrDefault(path);
    }

    public IReadOnlyList<AssetRecord> List()
    {
        AssertThread();
        return [.. _assets.Values];
    }

    public IReadOnlyList<string> Delete(IReadOnlyList<string> paths)
    {
        AssertThread();
        foreach (var path in paths)
        {
            _assets.Remove(path);
        }

        return ["/Game/Broken"];
    }

    public RenameAssetResult Rename(string from, string to)
    {
        AssertThread();
        var asset = _assets[from] with { Path = to };
        _assets.Remove(from);
        _assets[to] = asset;
        return new RenameAssetResult { Asset = asset };
    }

    /// <summary>Runs on the engine thread before the changes of a fix; an exception that it throws is the editor's.</summary>
    public Action<IReadOnlyList<FixChange>> BeforeEdit { get; set; } = _ => { };

    /// <summary>What the editor refuses to change.</summary>
    public Func<FixChange, string?> Problem { get; set; } = _ => null;

    /// <summary>Runs on the engine thread before it is told who refers to whom.</summary>
    public Action BeforeReferencers { get; set; } = () => { };

    public string? FindProblem(AssetRecord asset, FixChange change) => Problem(change);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReferencersOf(IReadOnlyList<string> paths)
    {
        AssertThread();
        BeforeReferencers();
        return paths.ToDictionary(path => path, path => (IReadOnlyList<string>)[.. _assets.Values.Where(asset => asset.References.Contains(path)).Select(asset => asset.Path)]);
    }

    public void Apply(IReadOnlyList<FixChange> changes)
    {
        AssertThread();
        BeforeEdit(changes);
        foreach (var change in changes)
        {
            var asset = _assets[change.AssetPath];
            if (change.Kind == FixKind.SetProperty)
            {
                _assets[change.AssetPath] = FixProperties.Write(asset, change.Property, change.After)!;
            }
            else
            {
                _assets.Remove(change.AssetPath);
                _assets[change.After] = asset with { Path = change.After, Revision = asset.Revision + 1 };
            }
        }
    }

    public IReadOnlyList<ImportedAsset> Import(ImportItem item, string contentFile)
    {
        AssertThread();
        BeforeImport?.Invoke(item);
        Imports.Add(item.DestinationPath);
        if (File.ReadAllText(contentFile) == "broken")
        {
            throw new EditorException(ErrorCode.MalformedFile, $"'{item.FileName}' is malformed at offset 0.");
        }

        var existing = _assets.GetValueOrDefault(item.DestinationPath);
        var action = existing is null ? ImportAction.Created : existing.Source!.ContentHash == item.ContentHash ? ImportAction.Unchanged : ImportAction.Updated;
        Add(item.DestinationPath, item.ContentHash);
        return [new ImportedAsset { Path = item.DestinationPath, Class = AssetClasses.Texture2D, Action = action }];
    }

    public void Add(AssetRecord asset) => _assets[asset.Path] = asset;

    public void Add(string path, string hash = "") => _assets[path] = new AssetRecord
    {
        Path = path,
        Class = AssetClasses.Texture2D,
        Source = new SourceFile { Path = "C:/art/a.png", ContentHash = hash },
        Facts = new AssetFacts { Texture = Facts },
    };

    private void AssertThread() => Assert.That(IsEngineThread(), Is.True, "only on the engine thread");
}
