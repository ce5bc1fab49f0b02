using System.IO.Compression;
using System.Text;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Png;

/// <summary>The text with the keyword "Software": the program that wrote the picture (PNG specification, 11.3.3).</summary>
internal static class PngSoftware
{
    private const int MaxLength = 256;

    // Longer texts are descriptions and colour curves of programs, never the name of one.
    private const int MaxChunk = 8 * 1024;

    /// <summary>True when the type is of a text chunk.</summary>
    public static bool Knows(string type) => type is "tEXt" or "zTXt" or "iTXt";

    /// <summary>Reads the present text chunk; null when it is about something else or cannot be understood, which no picture fails for.</summary>
    public static string? Read(PngChunkReader chunks)
    {
        if (chunks.DataLength > MaxChunk)
        {
            chunks.Skip();
            return null;
        }

        ReadOnlySpan<byte> data = chunks.ReadAll();
        if (!data.StartsWith("Software\0"u8))
        {
            return null;
        }

        data = data["Software\0".Length..];
        var text = chunks.Type switch
        {
            "tEXt" => Encoding.Latin1.GetString(data),
            "zTXt" => data is [0, ..] ? Encoding.Latin1.GetString(Inflate(data[1..])) : "",
            _ => International(data),
        };
        return PrintableText.Clean(text, MaxLength);
    }

    // Compression flag, compression method, language and translated keyword up to a zero each, then UTF-8.
    private static string International(ReadOnlySpan<byte> data)
    {
        if (data is not [var compressed, 0, ..])
        {
            return "";
        }

        data = data[2..];
        for (var field = 0; field < 2; field++)
        {
            var end = data.IndexOf((byte)0);
            if (end < 0)
            {
                return "";
            }

            data = data[(end + 1)..];
        }

        return Encoding.UTF8.GetString(compressed == 0 ? data : Inflate(data));
    }

    private static ReadOnlySpan<byte> Inflate(ReadOnlySpan<byte> data)
    {
        var text = new byte[MaxLength * 4];
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            return text.AsSpan(0, inflated.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            // The name of the program is a courtesy; the picture is good without it.
            return [];
        }
    }
}
