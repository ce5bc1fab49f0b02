using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>
/// A pass over JSON text before a document is made of it: syntax, depth, number of tokens, UTF-8 and escapes. After it no
/// value of the document can fail to be read, and the document's memory is known.
/// </summary>
internal static class JsonTextCheck
{
    /// <summary>Checks the text, which lies at the offset in the file.</summary>
    public static void Check(ByteSource source, long start, ReadOnlySpan<byte> text, AssetFileLimits limits)
    {
        if (!Utf8.IsValid(text))
        {
            throw source.Error(start + FirstInvalidByte(text), "the JSON part is not valid UTF-8; rename nodes and materials with plain letters and export again");
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = limits.MaxJsonDepth });
        try
        {
            for (var tokens = 1; reader.Read(); tokens++)
            {
                if (tokens > limits.MaxJsonTokens)
                {
                    throw source.Error(start + reader.TokenStartIndex, $"the JSON part has more than {limits.MaxJsonTokens} values; split the asset");
                }

                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }
        }
        catch (JsonException problem)
        {
            throw source.Error(start + OffsetOf(text, problem), $"the JSON part is malformed or nested deeper than {limits.MaxJsonDepth}; export it again", problem);
        }
        catch (InvalidOperationException problem)
        {
            throw source.Error(start + reader.TokenStartIndex, "a text of the JSON part has half a surrogate pair; rename nodes and materials with plain letters and export again", problem);
        }
    }

    /// <summary>Offset in the text that the exception's line and column mean.</summary>
    public static long OffsetOf(ReadOnlySpan<byte> text, JsonException problem)
    {
        long offset = 0;
        for (var line = problem.LineNumber ?? 0; line > 0; line--)
        {
            var end = text[(int)offset..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            offset += end + 1;
        }

        return Math.Min(offset + (problem.BytePositionInLine ?? 0), text.Length);
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> text)
    {
        var offset = 0;
        while (offset < text.Length && Rune.DecodeFromUtf8(text[offset..], out _, out var taken) == OperationStatus.Done)
        {
            offset += taken;
        }

        return offset;
    }
}
