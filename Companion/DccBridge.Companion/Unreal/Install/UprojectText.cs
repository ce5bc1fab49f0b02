using System.Text;
using System.Text.Json;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>A plugin entry of a .uproject, with where it stands in the text.</summary>
/// <param name="Name">The plugin; empty when the entry has no name.</param>
/// <param name="Enabled">What the entry says; null when it says nothing.</param>
/// <param name="Start">Offset of its opening brace in bytes.</param>
/// <param name="End">Offset behind its closing brace in bytes.</param>
/// <param name="EnabledStart">Offset of the value of Enabled in bytes; of the place behind the name's value when there is none.</param>
/// <param name="Properties">How many properties it has.</param>
internal sealed record PluginEntry(string Name, bool? Enabled, int Start, int End, int EnabledStart, int Properties);

/// <summary>
/// A .uproject as text: what is asked of it, and where in its bytes it stands. The edits of <see cref="UprojectEdit"/> change those bytes alone,
/// because Unreal and people keep this file under version control.
/// </summary>
internal sealed class UprojectText
{
    /// <summary>Comments and trailing commas are left in peace: some tools write them, and Unreal is the judge of them.</summary>
    public static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private const int NoPlace = -1;

    private UprojectText(byte[] content) => Content = content;

    /// <summary>The whole file.</summary>
    public byte[] Content { get; }

    /// <summary>"5.7", "{GUID}" or empty for an engine of one's own; null when the file does not say.</summary>
    public string? EngineAssociation { get; private set; }

    /// <summary>How many C++ modules the project has.</summary>
    public int Modules { get; private set; }

    /// <summary>The entries of "Plugins", in order.</summary>
    public IReadOnlyList<PluginEntry> Plugins { get; private set; } = [];

    /// <summary>Offset of the bracket that opens "Plugins"; -1 when there is no such list.</summary>
    public int ListStart { get; private set; } = NoPlace;

    /// <summary>Offset behind the bracket that closes "Plugins".</summary>
    public int ListEnd { get; private set; } = NoPlace;

    /// <summary>Offset of the key "Plugins".</summary>
    public int ListKey { get; private set; } = NoPlace;

    /// <summary>Offset behind the value before the key "Plugins", or behind the brace of the root.</summary>
    public int BeforeListKey { get; private set; } = NoPlace;

    /// <summary>Offset behind the brace that opens the file.</summary>
    public int RootStart { get; private set; }

    /// <summary>Offset of the first key; -1 for an empty object.</summary>
    public int FirstKey { get; private set; } = NoPlace;

    /// <summary>Offset behind the last value of the root; -1 for an empty object.</summary>
    public int LastValueEnd { get; private set; } = NoPlace;

    /// <summary>Offset of the brace that closes the file.</summary>
    public int RootEnd { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InstallException">It is no JSON object in UTF-8.</exception>
    public static UprojectText Parse(byte[] content, string path)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new InstallException($"'{path}' is written in UTF-16. Save it as UTF-8 in a text editor; Unreal reads both.");
        }

        try
        {
            var text = new UprojectText(content);
            text.Read();
            return text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InstallException($"'{path}' is no JSON that can be changed safely ({e.Message}). Mend it in a text editor, or let Unreal write it anew.", e);
        }
    }

    /// <summary>Length of the byte order mark of UTF-8: 3 or 0.</summary>
    public static int BomLength(ReadOnlySpan<byte> content) => content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    /// <summary>The entry of a plugin; Unreal does not distinguish case.</summary>
    public PluginEntry? Find(string name) => Plugins.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private void Read()
    {
        var bom = BomLength(Content);
        var reader = new Utf8JsonReader(Content.AsSpan(bom), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("it is no object");
        }

        RootStart = bom + (int)reader.BytesConsumed;
        var end = RootStart;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = bom + (int)reader.TokenStartIndex;
            FirstKey = FirstKey == NoPlace ? key : FirstKey;
            var name = reader.GetString()!;
            reader.Read();
            ReadValue(ref reader, bom, name, key, end);
            end = LastValueEnd = bom + (int)reader.BytesConsumed;
        }

        RootEnd = bom + (int)reader.TokenStartIndex;
        while (reader.Read())
        {
            // The reader itself refuses whatever follows the object.
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, int bom, string name, int key, int before)
    {
        if (Is(name, "EngineAssociation") && reader.TokenType == JsonTokenType.String)
        {
            EngineAssociation = reader.GetString();
        }
        else if (Is(name, "Modules") && reader.TokenType == JsonTokenType.StartArray)
        {
            Modules = CountItems(ref reader);
        }
        else if (Is(name, "Plugins"))
        {
            if (reader.TokenType != JsonTokenType.StartArray || ListStart != NoPlace)
            {
                throw new JsonException("\"Plugins\" is no list, or stands there twice");
            }

            ListStart = bom + (int)reader.TokenStartIndex;
            ListKey = key;
            BeforeListKey = before;
            Plugins = ReadPlugins(ref reader, bom);
            ListEnd = bom + (int)reader.BytesConsumed;
        }
        else
        {
            reader.Skip();
        }
    }

    private static int CountItems(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }

    private static List<PluginEntry> ReadPlugins(ref Utf8JsonReader reader, int bom)
    {
        var entries = new List<PluginEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("an entry of \"Plugins\" is no object");
            }

            entries.Add(ReadPlugin(ref reader, bom));
        }

        return entries;
    }

    private static PluginEntry ReadPlugin(ref Utf8JsonReader reader, int bom)
    {
        var start = bom + (int)reader.TokenStartIndex;
        string name = "";
        bool? enabled = null;
        var enabledStart = start + 1;
        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            var key = reader.GetString()!;
            reader.Read();
            if (Is(key, "Name") && reader.TokenType == JsonTokenType.String)
            {
                name = reader.GetString()!;
                enabledStart = enabled is null ? bom + (int)reader.BytesConsumed : enabledStart;
            }
            else if (Is(key, "Enabled") && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            {
                enabled = reader.TokenType == JsonTokenType.True;
                enabledStart = bom + (int)reader.TokenStartIndex;
            }

            reader.Skip();
        }

        return new PluginEntry(name, enabled, start, bom + (int)reader.BytesConsumed, enabledStart, count);
    }

    private static bool Is(string name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);
}
