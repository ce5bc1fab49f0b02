using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation;

/// <summary>One asset before the rules: its facts, what they are held against, and what they found. On the stack, so that a clean asset costs no allocation.</summary>
internal ref struct AssetJudgement
{
    /// <summary>Most findings of one rule for one asset; the rest is counted. A scene may have 100,000 nodes that are all scaled.</summary>
    public const int MaxFindingsPerRule = 20;

    private RuleInForce? _rule;
    private int _reported;
    private int _leftOut;
    private Severity _worstLeftOut;

    public AssetJudgement(AssetRecord asset, ValidationUseCase useCase, NamingConvention naming, ISourceFiles sourceFiles, IOtherAssets others)
    {
        Asset = asset;
        UseCase = useCase;
        Path = asset.Path ?? "";
        Name = Path.AsSpan(Path.LastIndexOf('/') + 1);
        Naming = naming;
        SourceFiles = sourceFiles;
        Others = others;
        Stem = naming.StemOf(asset.Class, Name);
        Present = PresentIn(asset);
    }

    /// <summary>The asset.</summary>
    public AssetRecord Asset { get; }

    /// <summary>Why it is judged.</summary>
    public ValidationUseCase UseCase { get; }

    /// <summary>Its path; empty when the record has none.</summary>
    public string Path { get; }

    /// <summary>Last segment of the path.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>The name without the prefix of its class and without the suffix of a texture.</summary>
    public ReadOnlySpan<char> Stem { get; }

    /// <summary>Where <see cref="Stem"/> begins in <see cref="Name"/>.</summary>
    public readonly int StemStart => Name.Overlaps(Stem, out var offset) ? offset : 0;

    /// <summary>The folders between the content root and the asset, without slashes at the ends ("Props/Heroes"); empty when it lies in the root.</summary>
    public readonly ReadOnlySpan<char> Folders
    {
        get
        {
            var folder = Path.AsSpan(0, Math.Max(0, Path.Length - Name.Length - 1));
            var root = folder.Length > 1 ? folder[1..].IndexOf('/') + 1 : 0;
            return root <= 0 ? [] : folder[(root + 1)..];
        }
    }

    /// <summary>The naming convention in force.</summary>
    public NamingConvention Naming { get; }

    /// <summary>What is known of source files.</summary>
    public ISourceFiles SourceFiles { get; }

    /// <summary>What is known of other assets.</summary>
    public IOtherAssets Others { get; }

    /// <summary>The facts that there are.</summary>
    public FactKinds Present { get; }

    /// <summary>Facts of the texture; null when it is none.</summary>
    public readonly TextureFacts? Texture => Asset.Facts?.Texture;

    /// <summary>Facts of the mesh; null when it is none.</summary>
    public readonly MeshFacts? Mesh => Asset.Facts?.Mesh;

    /// <summary>Bones; null when there are no facts of them.</summary>
    public readonly SkeletonFacts? Skeleton => Asset.Facts?.Skeleton;

    /// <summary>What was found so far; null when nothing was.</summary>
    public List<Finding>? Findings { get; private set; }

    /// <summary>A locator of the only node that carries a mesh; null when there are several or none.</summary>
    public readonly FindingLocator? OnlyMeshNode
    {
        get
        {
            NodeFacts? only = null;
            foreach (var node in Mesh?.Nodes ?? [])
            {
                if (node.HasMesh && only is not null)
                {
                    return null;
                }

                only = node.HasMesh ? node : only;
            }

            return only is null ? null : new FindingLocator { Node = only.Name };
        }
    }

    /// <summary>Name of the DCC's material that the asset was made of; null when it was made of a whole file, or in the editor.</summary>
    public readonly string? SourceMaterial =>
        Asset.Class == AssetClasses.Material && Asset.Source?.MaterialNames is [{ Length: > 0 } name] ? name : null;

    /// <summary>A locator of <see cref="SourceMaterial"/>; null when there is none.</summary>
    public readonly FindingLocator? MaterialLocator => SourceMaterial is { } material ? new FindingLocator { Material = material } : null;

    /// <summary>How to give the asset another name: where its name came from, or the next send brings the old one back.</summary>
    /// <param name="name">The name as it should stand in the text, with quotes if it is one.</param>
    public readonly string RenameTo(string name) =>
        SourceMaterial is { } material ? $"Rename the material {Quoted.Name(material)} to {name} in the DCC, and send its file again."
        : Asset.Source is null ? $"Rename the asset to {name} in Unreal."
        : $"Rename the source file so that the asset is called {name} and send it again, or rename the asset in Unreal and send to that path.";

    /// <summary>Puts the next rule before the asset.</summary>
    public void Begin(RuleInForce rule)
    {
        _rule = rule;
        _reported = 0;
        _leftOut = 0;
        _worstLeftOut = Severity.Info;
    }

    /// <summary>Whether the current rule may still report. Asked in loops before a text is built; when it may not, the finding counts as left out.</summary>
    /// <param name="severity">Severity of the finding; null is that of the rule.</param>
    public bool Takes(Severity? severity = null)
    {
        if (_reported < MaxFindingsPerRule)
        {
            return true;
        }

        _leftOut++;
        var inForce = _rule!.Limit(severity);
        _worstLeftOut = inForce > _worstLeftOut ? inForce : _worstLeftOut;
        return false;
    }

    /// <summary>Reports a finding of the current rule.</summary>
    /// <param name="message">What is wrong, with the figures.</param>
    /// <param name="fix">How to mend it, as an instruction.</param>
    /// <param name="locator">Where it is; null for the whole asset.</param>
    /// <param name="severity">Null for the severity of the rule; a lesser one for a lesser finding.</param>
    public void Report(string message, string fix, FindingLocator? locator = null, Severity? severity = null)
    {
        _reported++;
        Add(_rule!.Limit(severity), message, fix, locator);
    }

    /// <summary>Counts findings of the current rule that are not listed.</summary>
    public void LeaveOut(int count)
    {
        if (count > 0)
        {
            _leftOut += count;
            _worstLeftOut = _rule!.Severity;
        }
    }

    /// <summary>Ends the current rule's turn.</summary>
    public void End()
    {
        if (_leftOut > 0)
        {
            Add(_worstLeftOut, FormattableString.Invariant($"There are {_leftOut:N0} more places like these."), "Mend those that are listed, then validate again to see the others.", null);
        }
    }

    /// <summary>Reports that settings are wrong, as a finding of no rule.</summary>
    public void ReportSettings(string problem) => (Findings ??= []).Add(new Finding
    {
        RuleId = "settings",
        Severity = Severity.Warning,
        Message = $"Some rules did not judge the asset, because the settings are wrong: {problem}",
        Fix = "Mend the settings file or what it names, then validate the asset again.",
    });

    private static FactKinds PresentIn(AssetRecord asset)
    {
        var present = asset.Source is null ? FactKinds.None : FactKinds.Source;
        present |= asset.References is { Count: > 0 } ? FactKinds.References : FactKinds.None;
        if (asset.Facts is not { } facts)
        {
            return present;
        }

        present |= facts.Texture is null ? FactKinds.None : FactKinds.Texture;
        present |= facts.Mesh is null ? FactKinds.None : FactKinds.Mesh;
        present |= facts.Mesh?.Skin is null ? FactKinds.None : FactKinds.Skin;
        present |= facts.Skeleton is null ? FactKinds.None : FactKinds.Skeleton;
        present |= facts.Animations is { Count: > 0 } ? FactKinds.Animations : FactKinds.None;
        present |= facts.Sound is null ? FactKinds.None : FactKinds.Sound;
        present |= facts.Material is null ? FactKinds.None : FactKinds.Material;
        return present | (facts.Package is null ? FactKinds.None : FactKinds.Package);
    }

    private void Add(Severity severity, string message, string fix, FindingLocator? locator) => (Findings ??= []).Add(new Finding
    {
        RuleId = _rule!.Definition.Id,
        Severity = severity,
        Message = message,
        Fix = fix,
        Locator = locator,
    });
}
