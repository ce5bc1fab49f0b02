using DccBridge.AssetFiles.Fbx.Container;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Fbx;

/// <summary>
/// The index of a binary FBX: its objects, how they are connected, its settings. Takes about 200 bytes per object; no
/// list of numbers is read for it.
/// </summary>
internal sealed class FbxDocument
{
    private const int MaxNameBytes = 4096;
    private const int MaxKindBytes = 256;
    private const int MaxCreatorLength = 256;

    private readonly List<FbxObject> _objects = [];
    private readonly FbxRecord? _sceneInfo;
    private readonly FbxRecord? _header;
    private readonly FbxRecord? _creator;

    /// <summary>Reads the index.</summary>
    /// <exception cref="AssetFileException">The file is malformed or above a limit.</exception>
    public FbxDocument(FbxReader reader)
    {
        Reader = reader;
        FbxRecord? objects = null, connections = null, settings = null, definitions = null;
        foreach (var record in reader.TopLevel())
        {
            switch (record.Name)
            {
                case "Objects":
                    objects ??= record;
                    break;
                case "Connections":
                    connections ??= record;
                    break;
                case "GlobalSettings":
                    settings ??= record;
                    break;
                case "Definitions":
                    definitions ??= record;
                    break;
                case "FBXHeaderExtension":
                    _header ??= record;
                    _sceneInfo ??= reader.Child(record, "SceneInfo");
                    break;
                case "Creator":
                    _creator ??= record;
                    break;
                default:
                    break;
            }
        }

        if (objects is not { } all)
        {
            throw reader.Source.Error(FbxHeader.Bytes, "the file has no \"Objects\", so it holds nothing; select the mesh or the skeleton in the DCC and export again");
        }

        var byId = new Dictionary<long, int>();
        foreach (var record in reader.Children(all))
        {
            AddObject(record, byId);
        }

        Connections = FbxConnections.Read(reader, connections, _objects, byId);
        Settings = settings is { } block ? FbxProperties.Read(reader, block) : FbxProperties.Empty;
        ModelDefaults = definitions is { } list ? ReadModelDefaults(list) : FbxProperties.Empty;
    }

    /// <summary>The file.</summary>
    public FbxReader Reader { get; }

    /// <summary>The objects in the order of the file.</summary>
    public IReadOnlyList<FbxObject> Objects => _objects;

    /// <summary>Which object hangs on which.</summary>
    public FbxConnections Connections { get; }

    /// <summary>The properties of "GlobalSettings": axes, units, frame rate.</summary>
    public FbxProperties Settings { get; }

    /// <summary>What holds for a model that does not say otherwise.</summary>
    public FbxProperties ModelDefaults { get; }

    /// <summary>The program that wrote the file; null when it does not say.</summary>
    public string? Creator()
    {
        var info = _sceneInfo is { } record ? FbxProperties.Read(Reader, record) : FbxProperties.Empty;
        var program = info.Text("Original|ApplicationName") is { } name
            ? $"{name} {info.Text("Original|ApplicationVersion")}"
            : CreatorText(_creator) ?? CreatorText(_header is { } header ? Reader.Child(header, "Creator") : null);
        return program is null ? null : PrintableText.Clean(program, MaxCreatorLength);
    }

    /// <summary>An error at an object.</summary>
    public AssetFileException Error(FbxObject thing, string message) => Reader.Source.Error(thing.Record.Start, message);

    /// <summary>The name of an object, or what stands for it when it has none.</summary>
    public string NameOf(FbxObject thing)
    {
        if (thing.Name.Length > Reader.Limits.MaxNameLength)
        {
            throw Error(thing, $"a name is {thing.Name.Length} characters long and the limit is {Reader.Limits.MaxNameLength}; shorten it in the DCC and export again");
        }

        return thing.Name.Length > 0 ? thing.Name : $"{thing.Record.Name}_{thing.Index}";
    }

    private void AddObject(FbxRecord record, Dictionary<long, int> byId)
    {
        if (_objects.Count == Reader.Limits.MaxFbxObjects)
        {
            throw Reader.Source.Error(record.Start, $"the file has more than {Reader.Limits.MaxFbxObjects} objects; split the asset");
        }

        var cursor = Reader.Properties(record);
        if (cursor.Integer() is not { } id || cursor.Text(MaxNameBytes) is not { } fullName)
        {
            // GlobalSettings of some exporters, and what has neither number nor name, cannot be connected to anything.
            return;
        }

        var kind = cursor.Text(MaxKindBytes) ?? "";
        if (!byId.TryAdd(id, _objects.Count))
        {
            throw Reader.Source.Error(record.Start, $"two objects have the number {id}; the file was damaged, export it again");
        }

        _objects.Add(new FbxObject(_objects.Count, PlainName(fullName), string.IsInterned(kind) ?? kind, record));
    }

    // The name and the class stand in one text, with the bytes 0 and 1 between them.
    private static string PlainName(string text)
    {
        var end = text.IndexOf("\0\u0001", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private string? CreatorText(FbxRecord? record) => record is { } known ? Reader.Properties(known).Text(MaxNameBytes) : null;

    private FbxProperties ReadModelDefaults(FbxRecord definitions)
    {
        foreach (var type in Reader.Children(definitions))
        {
            if (type.Name == "ObjectType" && Reader.Properties(type).Text(MaxNameBytes) == "Model")
            {
                return Reader.Child(type, "PropertyTemplate") is { } template ? FbxProperties.Read(Reader, template) : FbxProperties.Empty;
            }
        }

        return FbxProperties.Empty;
    }
}
