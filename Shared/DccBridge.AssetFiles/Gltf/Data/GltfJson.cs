using System.Runtime.InteropServices;
using System.Text.Json;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>The JSON part of a glTF with the place of each value in the file, so that every complaint can name its offset.</summary>
internal sealed class GltfJson : IDisposable
{
    private readonly ByteSource _source;
    private readonly long _start;
    private readonly byte[] _bytes;
    private readonly JsonDocument _document;

    private GltfJson(ByteSource source, long start, byte[] bytes, JsonDocument document, AssetFileLimits limits)
    {
        _source = source;
        _start = start;
        _bytes = bytes;
        _document = document;
        Limits = limits;
    }

    /// <summary>What is accepted.</summary>
    public AssetFileLimits Limits { get; }

    /// <summary>The outermost object.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>Reads and checks the JSON text that lies at the place in the file.</summary>
    public static GltfJson Read(ByteSource source, long start, long length, AssetFileLimits limits)
    {
        if (length > limits.MaxJsonBytes)
        {
            throw source.Error(start, $"the JSON part is {length} bytes long and the limit is {limits.MaxJsonBytes}; export as GLB, which keeps the mesh data out of it");
        }

        var bytes = new byte[length];
        source.Read(start, bytes, "the JSON part");
        var used = bytes.Length;
        while (used > 0 && bytes[used - 1] == 0)
        {
            // Padding is blanks by the specification; old exporters took zeros.
            used--;
        }

        var text = bytes.AsMemory(0, used);
        JsonTextCheck.Check(source, start, text.Span, limits);
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = limits.MaxJsonDepth, AllowDuplicateProperties = false };
            var json = new GltfJson(source, start, bytes, JsonDocument.Parse(text, options), limits);
            return json.Root.ValueKind == JsonValueKind.Object ? json : throw json.Error(json.Root, "the outermost JSON value must be an object; export it again");
        }
        catch (JsonException problem)
        {
            throw source.Error(start + JsonTextCheck.OffsetOf(text.Span, problem), "the JSON part has the same name twice in one object; export it again", problem);
        }
    }

    /// <summary>Offset of a value in the file.</summary>
    public long OffsetOf(JsonElement element) =>
        _bytes.AsSpan().Overlaps(JsonMarshal.GetRawUtf8Value(element), out var offset) ? _start + offset : _start;

    /// <summary>An error at a value; the message says what is wrong and what to do, without full stop.</summary>
    public AssetFileException Error(JsonElement element, string message) => _source.Error(OffsetOf(element), message);

    /// <summary>A member of an object; false when it is missing. Another kind of value is an error.</summary>
    public bool TryGet(JsonElement parent, string name, JsonValueKind kind, out JsonElement value)
    {
        if (!parent.TryGetProperty(name, out value))
        {
            return false;
        }

        return value.ValueKind == kind ? true : throw Error(value, $"\"{name}\" must be {Article(kind)} and is {Article(value.ValueKind)}; export it again");
    }

    /// <summary>The entries of a list of objects; empty when it is missing.</summary>
    public JsonElement[] Objects(JsonElement parent, string name, int? most = null)
    {
        if (!TryGet(parent, name, JsonValueKind.Array, out var list))
        {
            return [];
        }

        var count = list.GetArrayLength();
        if (count > (most ?? Limits.MaxListEntries))
        {
            throw Error(list, $"\"{name}\" has {count} entries and the limit is {most ?? Limits.MaxListEntries}; split the asset");
        }

        var entries = new JsonElement[count];
        var next = 0;
        foreach (var entry in list.EnumerateArray())
        {
            entries[next++] = entry.ValueKind == JsonValueKind.Object ? entry : throw Error(entry, $"an entry of \"{name}\" must be an object; export it again");
        }

        return entries;
    }

    /// <summary>A whole number between the bounds; null when it is missing.</summary>
    public long? Integer(JsonElement parent, string name, long least, long most)
    {
        if (!TryGet(parent, name, JsonValueKind.Number, out var value))
        {
            return null;
        }

        if (!value.TryGetInt64(out var number))
        {
            // 12.0 is a whole number too.
            number = value.TryGetDouble(out var real) && Math.Abs(real) < 1L << 53 && real == Math.Truncate(real) ? (long)real : long.MinValue;
        }

        return number >= least && number <= most ? number : throw Error(value, $"\"{name}\" is {Shown(value)} and must be a whole number from {least} to {most}; export it again");
    }

    /// <summary>A whole number that must be there.</summary>
    public long RequiredInteger(JsonElement parent, string name, long least, long most) =>
        Integer(parent, name, least, most) ?? throw Error(parent, $"\"{name}\" is missing here; export it again");

    /// <summary>An index into a list of the given length; null when it is missing.</summary>
    public int? Index(JsonElement parent, string name, string list, int count)
    {
        if (!TryGet(parent, name, JsonValueKind.Number, out var value))
        {
            return null;
        }

        return ToIndex(value, name, list, count);
    }

    /// <summary>An index into a list of the given length, given as the value itself.</summary>
    public int ToIndex(JsonElement value, string name, string list, int count)
    {
        var good = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var index) && index >= 0 && index < count;
        return good ? value.GetInt32() : throw Error(value, $"\"{name}\" is {Shown(value)} and \"{list}\" has {count} entries; export it again");
    }

    /// <summary>Finite numbers, exactly as many as asked for; null when the member is missing.</summary>
    public double[]? Numbers(JsonElement parent, string name, int count)
    {
        if (!TryGet(parent, name, JsonValueKind.Array, out var list))
        {
            return null;
        }

        if (list.GetArrayLength() != count)
        {
            throw Error(list, $"\"{name}\" must have {count} numbers and has {list.GetArrayLength()}; export it again");
        }

        var numbers = new double[count];
        var next = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Number || !entry.TryGetDouble(out var number) || !double.IsFinite(number))
            {
                throw Error(entry, $"an entry of \"{name}\" is {Shown(entry)} and must be a finite number; export it again");
            }

            numbers[next++] = number;
        }

        return numbers;
    }

    /// <summary>A text; null when it is missing.</summary>
    public string? Text(JsonElement parent, string name) => TryGet(parent, name, JsonValueKind.String, out var value) ? value.GetString() : null;

    /// <summary>An extension of an object; null when it does not have it.</summary>
    public JsonElement? Extension(JsonElement parent, string name) =>
        TryGet(parent, "extensions", JsonValueKind.Object, out var extensions) && TryGet(extensions, name, JsonValueKind.Object, out var extension) ? extension : null;

    /// <summary>The name of a node or material, or the one given when it has none.</summary>
    public string Name(JsonElement parent, string whenMissing)
    {
        if (!TryGet(parent, "name", JsonValueKind.String, out var value))
        {
            return whenMissing;
        }

        var name = value.GetString()!;
        if (name.Length > Limits.MaxNameLength)
        {
            throw Error(value, $"a name is {name.Length} characters long and the limit is {Limits.MaxNameLength}; shorten it in the DCC and export again");
        }

        return name.Length == 0 ? whenMissing : name;
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static string Article(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static string Shown(JsonElement value) => value.ValueKind is JsonValueKind.Number && value.GetRawText() is { Length: <= 32 } text ? text : Article(value.ValueKind);
}
