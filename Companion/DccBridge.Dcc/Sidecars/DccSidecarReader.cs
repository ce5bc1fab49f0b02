using System.Globalization;
using System.Text.Json;

namespace DccBridge.Dcc.Sidecars;

/// <summary>Reads side-cars. Anybody may have written one: its size, depth and counts are capped, and each field is checked.</summary>
public static class DccSidecarReader
{
    /// <summary>What stands behind the name of the exported file.</summary>
    public const string Suffix = ".dccbridge.json";

    /// <summary>Longest side-car in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Most nodes, and most materials.</summary>
    public const int MaxItems = 20_000;

    private const int MaxText = 8 * 1024;
    private const int MaxDepth = 16;

    /// <summary>The side-car of an exported file, whether it is there or not.</summary>
    public static string PathOf(string exportedFile) => exportedFile + Suffix;

    /// <summary>Reads the side-car of an exported file.</summary>
    /// <param name="exportedFile">The exported file, absolute; it need not be there any more.</param>
    /// <returns>Null when there is no side-car.</returns>
    /// <exception cref="DccSidecarException">There is one and it cannot be used.</exception>
    public static DccSidecar? Find(string exportedFile)
    {
        var path = PathOf(exportedFile);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Reads a side-car.</summary>
    /// <param name="path">The side-car itself, absolute.</param>
    /// <exception cref="DccSidecarException">It cannot be used.</exception>
    public static DccSidecar Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes(path), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Sidecar(new Field(path, "", document.RootElement));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DccSidecarException(path, $"it cannot be read ({e.Message})", e);
        }
        catch (InvalidOperationException e)
        {
            // The name of a property that is no text: bytes that are no UTF-8, or half of a surrogate pair.
            throw new DccSidecarException(path, "a name in it is no valid text", e);
        }
        catch (JsonException e)
        {
            throw new DccSidecarException(path, string.Create(CultureInfo.InvariantCulture, $"it is no JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})"), e);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(stream.Length, MaxBytes) + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MaxBytes && count < bytes.Length ? bytes.AsMemory(0, count) : throw new DccSidecarException(path, $"it is larger than {MaxBytes >> 20} MiB");
    }

    private static DccSidecar Sidecar(Field root)
    {
        var version = root.Get("version").Integer();
        if (version != DccSidecar.Version)
        {
            throw root.Get("version").Wrong($"is {version}, and this DccBridge reads {DccSidecar.Version}");
        }

        var hash = root.Get("sha256").Text();
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw root.Get("sha256").Wrong("must be 64 lower-case hexadecimal digits");
        }

        var name = root.Get("file").Text();
        if (name.Length == 0 || name.AsSpan().ContainsAny('/', '\\', '\0'))
        {
            throw root.Get("file").Wrong("must be the name of a file, without a folder");
        }

        var time = root.Get("exportedAt");
        var upAxis = root.Get("upAxis").Text();
        var unit = root.Get("unitMeters").Number();
        var exporter = root.Get("exporter");
        return new DccSidecar
        {
            Path = root.File,
            Dcc = root.Get("dcc").Text(),
            Application = root.Get("application").Text(),
            Scene = root.Get("scene").OptionalText(),
            FileName = name,
            ContentHash = hash,
            Format = exporter.Get("format").Text(),
            ExporterOptions = exporter.Get("options").Properties(static value => value.Raw()),
            ExportedAt = DateTimeOffset.TryParse(time.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : throw time.Wrong("must be a time as 2030-12-31T23:59:59Z"),
            MetresPerUnit = unit > 0 && double.IsFinite(unit) ? unit : throw root.Get("unitMeters").Wrong("must be larger than 0"),
            UpAxis = upAxis is "Y" or "Z" ? upAxis : throw root.Get("upAxis").Wrong("must be \"Y\" or \"Z\""),
            Nodes = root.Get("nodes").Items(static node => new SidecarNode(
                node.Get("name").Text(),
                node.Get("path").OptionalText(),
                node.Get("uuid").OptionalText(),
                node.Get("shape").OptionalText(),
                node.Get("materials").Items(static slot => slot.Text()))),
            Materials = root.Get("materials").Items(static material => new SidecarMaterial(material.Get("name").Text(), material.Get("textures").Items(static texture => texture.Text()))),
        };
    }

    /// <summary>A value with the place where it stands, for messages. A missing one is there too, as null.</summary>
    private readonly record struct Field(string File, string Place, JsonElement Value)
    {
        private bool IsMissing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

        public Field Get(string name)
        {
            if (Value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("must be an object");
            }

            return new Field(File, Place.Length == 0 ? name : $"{Place}.{name}", Value.TryGetProperty(name, out var value) ? value : default);
        }

        public string Text() => OptionalText() ?? throw Wrong("is missing");

        public string? OptionalText()
        {
            if (IsMissing)
            {
                return null;
            }

            if (Value.ValueKind != JsonValueKind.String)
            {
                throw Wrong("must be text");
            }

            try
            {
                var text = Value.GetString()!;
                return text.Length <= MaxText ? text : throw Wrong($"is longer than {MaxText} characters");
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, written as an escape.
                throw Wrong("is no valid text");
            }
        }

        public int Integer() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) ? number : throw Wrong("must be a whole number");

        public double Number() => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) ? number : throw Wrong("must be a number");

        public string Raw() => Value.GetRawText() is { Length: <= MaxText } text ? text : throw Wrong($"is longer than {MaxText} characters");

        public IReadOnlyList<T> Items<T>(Func<Field, T> read)
        {
            if (IsMissing)
            {
                return [];
            }

            if (Value.ValueKind != JsonValueKind.Array)
            {
                throw Wrong("must be a list");
            }

            if (Value.GetArrayLength() > MaxItems)
            {
                throw Wrong($"has more than {MaxItems} items");
            }

            var items = new List<T>(Value.GetArrayLength());
            foreach (var item in Value.EnumerateArray())
            {
                items.Add(read(new Field(File, string.Create(CultureInfo.InvariantCulture, $"{Place}[{items.Count}]"), item)));
            }

            return items;
        }

        public IReadOnlyDictionary<string, T> Properties<T>(Func<Field, T> read)
        {
            if (IsMissing)
            {
                return new Dictionary<string, T>();
            }

            if (Value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("must be an object");
            }

            var properties = new Dictionary<string, T>(StringComparer.Ordinal);
            foreach (var property in Value.EnumerateObject())
            {
                properties[property.Name] = properties.Count < MaxItems ? read(new Field(File, $"{Place}.{property.Name}", property.Value)) : throw Wrong($"has more than {MaxItems} items");
            }

            return properties;
        }

        public DccSidecarException Wrong(string what) => new(File, Place.Length == 0 ? $"the whole {what}" : $"the field '{Place}' {what}");
    }
}
