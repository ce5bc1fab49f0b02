using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation;

/// <summary>Assets that no rule objects to, to be spoilt by a test in one respect.</summary>
internal static class Given
{
    public const string Hash = "0000000000000000000000000000000000000000000000000000000000000000";

    public static AssetRecord Mesh(string path = "/Game/Props/SM_Crate", Func<MeshFacts, MeshFacts>? change = null, string source = "/art/SM_Crate.glb")
    {
        var facts = new MeshFacts
        {
            Triangles = 12,
            Vertices = 24,
            UvChannels = 1,
            Bounds = new BoundingBox(new Vector3D(0, 0, 0), new Vector3D(100, 100, 100)),
            SourceUnitCentimetres = 100,
            Nodes = [new NodeFacts { Name = "Crate", HasMesh = true }],
            Slots = [new MaterialSlot { Name = "Wood", Material = "/Game/Props/M_Wood", Triangles = 12 }],
        };
        return new AssetRecord
        {
            Path = path,
            Class = AssetClasses.StaticMesh,
            Source = new SourceFile { Path = source, ContentHash = Hash },
            Facts = new AssetFacts { Mesh = change is null ? facts : change(facts) },
        };
    }

    public static AssetRecord Texture(string path = "/Game/Props/T_Wood_D", Func<TextureFacts, TextureFacts>? change = null, string source = "/art/T_Wood_D.png")
    {
        var facts = new TextureFacts { Width = 1024, Height = 512, Channels = 3, BitDepth = 8, Srgb = true };
        return new AssetRecord
        {
            Path = path,
            Class = AssetClasses.Texture2D,
            Source = new SourceFile { Path = source, ContentHash = Hash },
            Facts = new AssetFacts { Texture = change is null ? facts : change(facts) },
        };
    }

    public static AssetRecord Named(string assetClass, string path) => new() { Path = path, Class = assetClass };

    public static AssetRecord Skeletal(SkeletonFacts skeleton, SkinFacts? skin = null, string path = "/Game/Heroes/SK_Hero") =>
        Mesh(path, mesh => mesh with { Skin = skin }, "/art/SK_Hero.fbx") is var asset
            ? asset with { Class = AssetClasses.SkeletalMesh, Facts = asset.Facts with { Skeleton = skeleton } }
            : asset;

    public static AssetRecord Sound(int sampleRate) => new()
    {
        Path = "/Game/Sounds/Door",
        Class = AssetClasses.SoundWave,
        Facts = new AssetFacts { Sound = new SoundFacts { SampleRate = sampleRate, Channels = 1 } },
    };

    /// <summary>The findings of one rule under the default settings, or under those given.</summary>
    public static IReadOnlyList<Finding> FindingsOf(string ruleId, AssetRecord asset, ValidationSettings? settings = null, ISourceFiles? sourceFiles = null, IOtherAssets? others = null, ValidationUseCase useCase = ValidationUseCase.Manual) =>
        [.. Judge(asset, settings, sourceFiles, others, useCase).Findings.Where(finding => finding.RuleId == ruleId)];

    public static Verdict Judge(AssetRecord asset, ValidationSettings? settings = null, ISourceFiles? sourceFiles = null, IOtherAssets? others = null, ValidationUseCase useCase = ValidationUseCase.Manual) =>
        RuleSet.Create(settings, sourceFiles).Judge(asset, Guid.Empty, useCase, others);

    /// <summary>Settings that change one rule.</summary>
    public static ValidationSettings With(string ruleId, bool? enabled = null, Severity? severity = null, params (string Name, double Value)[] thresholds) => new()
    {
        Rules = new Dictionary<string, RuleSettings> { [ruleId] = Rule(enabled, severity, thresholds) },
    };

    public static RuleSettings Rule(bool? enabled = null, Severity? severity = null, params (string Name, double Value)[] thresholds) => new()
    {
        Enabled = enabled,
        Severity = severity,
        Thresholds = thresholds.ToDictionary(threshold => threshold.Name, threshold => threshold.Value),
    };
}
