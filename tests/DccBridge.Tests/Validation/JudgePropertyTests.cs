using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class JudgePropertyTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements("", "_", "SM_Crate", "T_Wood_D", "T_Wood_N", "/", "//", "..", "/Game", "/Game/", "/Game/Props/SM_SM_Crate", "Ящик", "箱子", "😀", "\uD800", "\uDC00x", "a b", "\0\u001b\u202E", new string('/', 300), new string('x', 300), "SM_", "T_W_ORM", "A_x_Cue"),
        ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? ""));

    private static readonly Gen<int> Numbers = Gen.OneOf(Gen.Elements(0, 1, -1, 2, 10, 11, 4096, 4097, 8193, 63_001, int.MaxValue, int.MinValue), ArbMap.Default.ArbFor<int>().Generator);

    private static readonly Gen<double> Doubles = Gen.Elements(0, 1, -1, 0.01, 100, 1.0005, 1e-300, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon);

    private static readonly Gen<bool> Flags = Gen.Elements(true, false);

    private static readonly Gen<Vector3D> Vectors = from x in Doubles from y in Doubles from z in Doubles select new Vector3D(x, y, z);

    private static readonly Gen<NodeFacts> Nodes =
        from name in Texts
        from parent in Numbers
        from scale in Vectors
        from hasMesh in Flags
        select new NodeFacts { Name = name, Parent = parent, Scale = scale, HasMesh = hasMesh };

    private static readonly Gen<MaterialSlot> Slots =
        from name in Texts
        from material in Texts
        from triangles in Numbers
        select new MaterialSlot { Name = name, Material = material.Length % 2 == 0 ? null : material, Triangles = triangles };

    private static readonly Gen<bool?> Answers = Gen.Elements<bool?>(true, false, null);

    private static readonly Gen<int?> Figures = Gen.OneOf(Gen.Constant<int?>(null), Numbers.Select(number => (int?)number));

    private static readonly Gen<MeshFacts> Extras =
        from overlap in Gen.OneOf(Gen.Constant<double?>(null), Doubles.Select(value => (double?)value))
        from channel in Figures
        from resolution in Figures
        from simple in Figures
        from complex in Answers
        from nanite in Answers
        from normals in Answers
        from weight in Doubles
        from count in Numbers
        from name in Texts
        from shape in Numbers
        select new MeshFacts
        {
            Triangles = 0, Vertices = 0, UvChannels = 0,
            Uvs = [new UvFacts { OverlapPercent = overlap }], LightmapChannel = channel, LightmapResolution = resolution, SimpleCollisions = simple, ComplexAsSimple = complex,
            Nanite = nanite, HasNormals = normals, Morphs = [new MorphFacts { Name = name, MinWeight = weight, MaxWeight = weight }],
            Skin = count % 3 == 0 ? null : new SkinFacts { MaxInfluences = count, UnweightedVertices = count, MaxBonesPerSection = count },
            Collisions = [new CollisionFacts { Node = name, Shape = (CollisionShape)shape, Target = count % 2 == 0 ? null : name, IsNested = count % 5 == 0 }],
            Textures = [new TextureReference { Path = name, IsAbsolute = count % 2 == 0, Materials = [name] }],
            Lods = count % 2 == 0 ? [] : [new LodFacts { Level = count }],
        };

    private static readonly Gen<AssetFacts> Others =
        from name in Texts
        from parent in Numbers
        from scale in Vectors
        from start in Doubles
        from end in Doubles
        from rate in Doubles
        from flag in Flags
        select new AssetFacts
        {
            Skeleton = flag ? new SkeletonFacts { Bones = [new BoneFacts { Name = name, Parent = parent, Scale = scale, Vertices = parent }, new BoneFacts { Name = "ik_" + name }], Skeleton = "/Game/Props/SKEL_A", BoneCount = parent } : null,
            Animations = [new AnimationFacts { Name = name, StartSeconds = start, EndSeconds = end, FramesPerSecond = rate }],
            Sound = flag ? new SoundFacts { SampleRate = parent, Channels = parent } : null,
            Material = flag ? null : new MaterialFacts { Parent = name, BlendMode = name, SamplersFromAsset = parent },
            Package = flag ? new PackageState { IsDirty = parent % 2 == 0, IsReadOnly = parent % 3 == 0 } : null,
        };

    private static readonly Gen<MeshFacts> Meshes =
        from triangles in Numbers
        from degenerate in Numbers
        from uvs in Numbers
        from invalid in Flags
        from min in Vectors
        from max in Vectors
        from unit in Doubles
        from nodes in Nodes.ListOf()
        from slots in Slots.ListOf()
        from extras in Extras
        select extras with
        {
            Triangles = triangles, Vertices = triangles, UvChannels = uvs, DegenerateTriangles = degenerate, HasInvalidPositions = invalid,
            Bounds = new BoundingBox(min, max), SourceUnitCentimetres = unit, Nodes = nodes, Slots = slots,
        };

    private static readonly Gen<TextureFacts> Textures =
        from width in Numbers
        from height in Numbers
        from srgb in Flags
        from compression in Numbers
        from lodGroup in Texts
        from alpha in Numbers
        select new TextureFacts
        {
            Width = width, Height = height, Channels = 4, BitDepth = 8, Srgb = srgb, Compression = (TextureCompression)compression, LodGroup = lodGroup,
            HasAlpha = srgb, AlphaUse = (AlphaUse)alpha, MaxTextureSize = alpha, NoMipmaps = srgb, NeverStream = alpha % 2 == 0,
        };

    private static readonly Gen<AssetRecord> Records =
        from path in Texts
        from assetClass in Gen.Elements("StaticMesh", "Texture2D", "Material", "SoundCue", "UserDefinedEnum", "ObjectRedirector", "SkeletalMesh", "", "?")
        from mesh in Meshes
        from texture in Textures
        from which in Numbers
        from source in Texts
        from others in Others
        from reference in Texts
        select new AssetRecord
        {
            Path = path.StartsWith('/') ? path : "/Game/" + path,
            Class = assetClass,
            Source = (which & 4) == 0 ? new SourceFile { Path = source, ContentHash = source } : null,
            References = (which & 8) == 0 ? ["/Game/Developers/" + reference, reference] : [],
            Facts = others with { Mesh = (which & 1) == 0 ? mesh : null, Texture = (which & 2) == 0 ? texture : null },
        };

    private static readonly RuleSet[] RuleSets =
    [
        RuleSet.Create(sourceFiles: new NothingThere()),
        RuleSet.Create(new ValidationSettings
        {
            Preset = NamingPreset.Allar,
            Rules = RuleCatalogue.Rules.ToDictionary(rule => rule.Id, _ => Given.Rule(enabled: true)),
            Suppressions = [.. RuleCatalogue.Rules.Select(rule => new Suppression { Rule = rule.Id, Path = "/Game/Props", Reason = "r", Expires = new DateOnly(2000, 1, 1) })],
        }),
    ];

    private static readonly AssetSnapshot Known = new(
    [
        Given.Mesh(), Given.Mesh("/game/props/sm_crate"), Given.Named("ObjectRedirector", "/Game/Props/SM_SM_Crate"), Given.Named("Material", "/Game/"),
        Given.Named("Skeleton", "/Game/Props/SKEL_A") with { Facts = new AssetFacts { Skeleton = new SkeletonFacts { Bones = [new BoneFacts { Name = "root" }] } } },
    ]);

    [Test]
    public void Any_record_is_judged_without_a_rule_that_fails() => Prop.ForAll(Records.ToArbitrary(), record =>
    {
        foreach (var rules in RuleSets)
        {
            var verdict = rules.Judge(record, Guid.Empty, ValidationUseCase.PreSubmit, Known);
            if (verdict.Outcome == VerdictOutcome.NotValidated || verdict.Findings.Any(finding => finding.Message.Contains("The rule failed")))
            {
                return false;
            }
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(1931421717734778691UL, 3149964232186335559UL));

    [Test]
    public void Each_finding_of_any_record_can_be_shown() => Prop.ForAll(Records.ToArbitrary(), record =>
    {
        var verdict = RuleSets[0].Judge(record, Guid.Empty, ValidationUseCase.PreSubmit, Known);
        return verdict.Findings.All(finding => RuleCatalogue.Find(finding.RuleId) is not null
            && finding.Message.Length is > 0 and < 700
            && finding.Fix.Length is > 0 and < 700
            && !finding.Message.Any(char.IsControl) && !finding.Fix.Any(char.IsControl)
            && !finding.Message.Contains('\u202E') && !finding.Fix.Contains('\u202E'));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(1931421717734778691UL, 3149964232186335559UL));

    [Test]
    public void The_outcome_of_any_record_is_the_sum_of_its_findings() => Prop.ForAll(Records.ToArbitrary(), record =>
    {
        var verdict = RuleSets[1].Judge(record, Guid.Empty, ValidationUseCase.Import);
        var open = verdict.Findings.Where(finding => finding.SuppressedBecause is null).Select(finding => finding.Severity).DefaultIfEmpty(Severity.Info).Max();
        return verdict.Outcome == open switch { Severity.Error => VerdictOutcome.Failed, Severity.Warning => VerdictOutcome.Warnings, _ => VerdictOutcome.Passed };
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(1931421717734778691UL, 3149964232186335559UL));

    [Test]
    public void Null_entries_are_findings_not_crashes()
    {
        var record = Given.Mesh(change: mesh => mesh with { Nodes = [null!], Slots = [null!] });
        Assert.That(Given.Judge(record).Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
    }

    private sealed class NothingThere : ISourceFiles
    {
        public SourcePresence Find(string sourcePath) => SourcePresence.Missing;

        public string? HashOf(string sourcePath) => "another";

        public bool? IsBelowRoot(string sourcePath) => false;
    }
}
