using System.Text;
using System.Text.Json;

namespace DccBridge.Validation.Settings.Suppressing;

/// <summary>An object or array in a text, by offsets in bytes.</summary>
/// <param name="Open">Its opening bracket.</param>
/// <param name="Close">Its closing bracket.</param>
/// <param name="LastEnd">Behind its last item; -1 when it has none.</param>
internal sealed record TextContainer(int Open, int Close, int LastEnd);

/// <summary>A value of an entry, by offsets in bytes.</summary>
internal readonly record struct TextSpan(int Start, int End);

/// <summary>A suppression in a text, by offsets in bytes.</summary>
internal sealed record SuppressionEntry(string Rule, string Path, TextSpan Whole, TextSpan Reason, TextSpan Expires);

/// <summary>A settings file as text: where in its bytes the suppressions stand. The file was read as settings before, so that its shape is known to be right.</summary>
internal sealed class SettingsText
{
    private SettingsText(byte[] content) => Content = content;

    /// <summary>The whole file.</summary>
    public byte[] Content { get; }

    /// <summary>The object that is the file.</summary>
    public TextContainer Root { get; private set; } = new(0, 0, -1);

    /// <summary>The array of suppressions; null when there is none.</summary>
    public TextContainer? List { get; private set; }

    /// <summary>The entries of the array, in order.</summary>
    public IReadOnlyList<SuppressionEntry> Entries { get; private set; } = [];

    /// <summary>Finds the places.</summary>
    /// <param name="content">A file that <see cref="ValidationSettingsFile"/> accepts.</param>
    public static SettingsText Parse(byte[] content)
    {
        var text = new SettingsText(content);
        text.Read();
        return text;
    }

    private void Read()
    {
        var start = Content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(Content.AsSpan(start), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        reader.Read();
        var open = start + (int)reader.TokenStartIndex;
        var last = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("suppressions"u8);
            reader.Read();
            if (isList)
            {
                ReadList(ref reader, start);
            }
            else
            {
                reader.Skip();
            }

            last = start + (int)reader.BytesConsumed;
        }

        Root = new TextContainer(open, start + (int)reader.TokenStartIndex, last);
    }

    private void ReadList(ref Utf8JsonReader reader, int start)
    {
        var open = start + (int)reader.TokenStartIndex;
        var last = -1;
        var entries = new List<SuppressionEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            entries.Add(ReadEntry(ref reader, start));
            last = start + (int)reader.BytesConsumed;
        }

        List = new TextContainer(open, start + (int)reader.TokenStartIndex, last);
        Entries = entries;
    }

    private static SuppressionEntry ReadEntry(ref Utf8JsonReader reader, int start)
    {
        var begin = start + (int)reader.TokenStartIndex;
        string rule = "", path = "";
        TextSpan reason = default, expires = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var value = new TextSpan(start + (int)reader.TokenStartIndex, start + (int)reader.BytesConsumed);
            switch (name)
            {
                case "rule":
                    rule = reader.GetString()!;
                    break;
                case "path":
                    path = reader.GetString()!;
                    break;
                case "reason":
                    reason = value;
                    break;
                default:
                    expires = value;
                    break;
            }
        }

        return new SuppressionEntry(rule, path, new TextSpan(begin, start + (int)reader.BytesConsumed), reason, expires);
    }
}
