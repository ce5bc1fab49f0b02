using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Benchmarks.Rules;

/// <summary>Asset records of a project that nobody kept tidy: meshes, textures, skeletal meshes, animations, materials, instances, sounds. The same for the same number.</summary>
internal static class RecordSample
{
    /// <summary>A static mesh that no rule has a word against.</summary>
    public static AssetRecord Clean { get; } = Mesh(1, "SM_Barrel", 2_400, new(-30, -30, 0), new(30, 30, 90));

    /// <summary>Records number 0 to <paramref name="count"/> - 1.</summary>
    public static AssetRecord[] Make(int count) => [.. Enumerable.Range(0, count).Select(One)];

    private static AssetRecord One(int number)
    {
        // Every ninth has a name against the convention, every eleventh figures out of bounds.
        bool isNamed = number % 9 != 0;
        bool isFine = number % 11 != 0;
        string name = $"{(number % 2 == 0 ? "Crate" : "Barrel")}_{number:D6}";
        return (number % 10) switch
        {
            0 or 1 or 2 => Mesh(number, (isNamed ? "SM_" : "") + name, isFine ? 4_000 : 900_000, new(-50, -50, 0), isFine ? new(50, 50, 100) : new(0.1, 0.1, 0.1)),
            3 or 4 or 5 => Texture(number, (isNamed ? "T_" : "") + name + "_D", isFine ? 1024 : 1000),
            6 => Skeletal(number, (isNamed ? "SK_" : "") + name, isFine ? 60 : 400),
            7 => new AssetRecord
            {
                Path = PathOf(number, (isNamed ? "A_" : "") + name),
                Class = AssetClasses.AnimSequence,
                Source = Source(number, name, "fbx"),
                Facts = new() { Animations = [new() { Name = "Walk", EndSeconds = 2, FramesPerSecond = isFine ? 30 : 29.97, Tracks = 60, Keys = 3_600 }] },
            },
            8 => new AssetRecord { Path = PathOf(number, (isNamed ? "MI_" : "") + name), Class = AssetClasses.MaterialInstance, Facts = new() { Material = new() { Parent = isFine ? "/Game/Art/M_Base" : null } } },
            _ => new AssetRecord { Path = PathOf(number, (isNamed ? "S_" : "") + name), Class = AssetClasses.SoundWave, Source = Source(number, name, "wav"), Facts = new() { Sound = new() { SampleRate = isFine ? 48_000 : 22_050, Channels = 2, BitDepth = 16, Seconds = 4 } } },
        };
    }

    private static AssetRecord Mesh(int number, string name, int triangles, Vector3D min, Vector3D max) => new()
    {
        Path = PathOf(number, name),
        Class = AssetClasses.StaticMesh,
        Source = Source(number, name, "fbx"),
        References = ["/Game/Art/M_Wood", "/Game/Art/M_Metal"],
        Facts = new()
        {
            Mesh = new()
            {
                Triangles = triangles,
                Vertices = triangles * 2,
                UvChannels = 2,
                Slots = [new() { Name = "M_Wood", Material = "/Game/Art/M_Wood", Triangles = triangles / 2 }, new() { Name = "M_Metal", Material = "/Game/Art/M_Metal", Triangles = triangles / 2 }],
                Bounds = new(min, max),
                SourceUnitCentimetres = 1,
                SourceUpAxis = UpAxis.Z,
                Nodes = [new() { Name = name, HasMesh = true, Kind = NodeKind.Mesh }, new() { Name = "UCX_" + name, HasMesh = true, Kind = NodeKind.Collision }],
                Uvs = [new() { OverlapPercent = 0 }, new() { OverlapPercent = 0 }],
                Collisions = [new() { Node = "UCX_" + name, Shape = CollisionShape.Convex, Target = name, Triangles = 12 }],
                SimpleCollisions = 1,
                HasNormals = true,
            },
        },
    };

    private static AssetRecord Texture(int number, string name, int width) => new()
    {
        Path = PathOf(number, name),
        Class = AssetClasses.Texture2D,
        Source = Source(number, name, "png"),
        Facts = new() { Texture = new() { Width = width, Height = 1024, Channels = 3, BitDepth = 8, FileColorSpace = ColorSpace.Srgb, Srgb = true } },
    };

    private static AssetRecord Skeletal(int number, string name, int bones)
    {
        AssetRecord mesh = Mesh(number, name, 12_000, new(-40, -40, 0), new(40, 40, 180));
        return mesh with
        {
            Class = AssetClasses.SkeletalMesh,
            Facts = mesh.Facts with
            {
                Skeleton = new() { Bones = [.. Enumerable.Range(0, bones).Select(bone => new BoneFacts { Name = bone == 0 ? "root" : $"bone_{bone:D3}", Parent = bone - 1, Vertices = 20 })], BoneCount = bones },
                Mesh = mesh.Facts.Mesh! with { Skin = new() { MaxInfluences = 4, WeightedBones = bones, MaxBonesPerSection = bones } },
            },
        };
    }

    // A hundred assets to a folder.
    private static string PathOf(int number, string name) => $"/Game/Art/Props/Set_{number / 100:D4}/{name}";

    private static SourceFile Source(int number, string name, string ending) => new() { Path = $"Art/Set_{number / 100:D4}/{name}.{ending}", ContentHash = new string((char)('a' + (number % 6)), 64), Dcc = "Blender 3.4" };
}
