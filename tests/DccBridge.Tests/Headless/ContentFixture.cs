using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

/// <summary>A content folder of its own for each test, and short ways to records.</summary>
public abstract class ContentFixture
{
    private protected string Root { get; private set; } = "";

    private protected ListLog Log { get; private set; } = new();

    [SetUp]
    public void CreateFolder()
    {
        Root = Directory.CreateTempSubdirectory("dccbridge-content-").FullName;
        Log = new ListLog();
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(Root, recursive: true);

    private protected ContentStore Open(IContentFiles? files = null) => new(ContentLayout.Open(Root), files ?? new QuickFiles(), Log);

    private protected static ContentAssets Assets(ContentStore store) => new(store, new ThisThread());

    private protected static DateTime Then { get; } = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private protected static AssetRecord Texture(string path, int width = 4) => new()
    {
        Path = path,
        Class = AssetClasses.Texture2D,
        ImportedAt = Then,
        Source = new SourceFile { Path = "C:/art/x.png", ContentHash = new string('a', 64) },
        Facts = new AssetFacts { Texture = new TextureFacts { Width = width, Height = 4, Channels = 3, BitDepth = 8 } },
    };

    private protected static AssetRecord Material(string path) => new() { Path = path, Class = AssetClasses.Material, ImportedAt = Then };

    private protected static AssetRecord Mesh(string path, params string?[] materials) => new()
    {
        Path = path,
        Class = AssetClasses.StaticMesh,
        ImportedAt = Then,
        References = [.. materials.OfType<string>()],
        Facts = new AssetFacts
        {
            Mesh = new MeshFacts
            {
                Triangles = 12,
                Vertices = 24,
                UvChannels = 1,
                Bounds = new BoundingBox(new Vector3D(-1, -2, -3), new Vector3D(1, 2, 3)),
                Slots = [.. materials.Select((material, i) => new MaterialSlot { Name = $"slot{i}", Material = material, Triangles = i })],
                Nodes = [new NodeFacts { Name = "Crate", HasMesh = true, Scale = new Vector3D(0, 1, 1) }],
            },
        },
    };

    private protected static void Put(ContentStore store, params AssetRecord[] records) =>
        store.Commit([.. records.Select(record => new AssetChange(record.Path, record))], records[0].Path);

    /// <summary>All that the store says, as text: two stores are equal when their texts are.</summary>
    private protected static string Picture(ContentStore store) =>
        string.Join('\n', store.List().Select(record => System.Text.Encoding.UTF8.GetString(RecordJson.Write(record))));

    private protected sealed class ThisThread : IEngineThread
    {
        public bool IsCurrent => true;

        public bool TryPost(Action pump) => false;
    }
}
