using DccBridge.AssetFiles.Reading;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Wav;

/// <summary>
/// Reads a WAVE file: RIFF (IBM and Microsoft, "Multimedia Programming Interface"), and RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088), which hold
/// more than 4 GiB. The samples are never read: where they begin and end is in the heads of the chunks.
/// </summary>
internal static class WavFile
{
    private const int MaxSoftware = 256;

    // Cue points, loops and lists are one chunk each.
    private const int MaxChunks = 1 << 16;

    // Lists are read for the name of a program; pictures and lyrics in them make them longer, and they are left alone.
    private const int MaxListBytes = 16 * 1024;

    /// <summary>Reads the facts of the sound.</summary>
    /// <exception cref="AssetFileException">The file is malformed, or its samples are of a kind that is not supported.</exception>
    public static AssetFileContent Read(ByteSource source)
    {
        var cursor = new ByteCursor(source);
        var container = WavContainer.Read(source, cursor);
        WavFormat? format = null;
        long? dataBytes = null;
        string? software = null;
        for (var count = 1; container.End - cursor.Position >= WavContainer.ChunkHeadBytes; count++)
        {
            var chunk = container.Next(cursor);
            if (count > MaxChunks)
            {
                throw source.Error(chunk.Start, $"the file has more than {MaxChunks} chunks; export it again with another program");
            }

            switch (chunk.Id)
            {
                case "fmt " when format is null:
                    format = WavFormat.Read(source, chunk, cursor);
                    break;
                case "fmt ":
                    throw source.Error(chunk.Start, "the format of the samples is said twice; the file was damaged, export it again");
                case "data" when format is null:
                    throw source.Error(chunk.Start, "the samples come before their format; the file was damaged, export it again");
                case "data" when dataBytes is null:
                    dataBytes = chunk.Length;
                    break;
                case "data":
                    throw source.Error(chunk.Start, "there are samples in two chunks; join them and export it again");
                case "LIST" when chunk.Length is >= 4 and <= MaxListBytes:
                    software = WavSoftware.Find(cursor.Take((int)chunk.Length, "a list")) is { } text ? PrintableText.Clean(text, MaxSoftware) : software;
                    break;
                default:
                    break;
            }

            container.Pass(cursor, chunk);
        }

        if (format is null || dataBytes is null)
        {
            throw source.Error(source.Length, $"the file ends without {(format is null ? "the format of its samples" : "samples")}; it was cut off, export or copy it again");
        }

        return new AssetFileContent
        {
            Class = AssetClasses.SoundWave,
            Facts = new AssetFacts { Sound = Facts(format, dataBytes.Value) },
            Dcc = software,
        };
    }

    private static SoundFacts Facts(WavFormat format, long dataBytes) => new()
    {
        SampleRate = format.SampleRate,
        Channels = format.Channels,
        BitDepth = format.BitDepth,
        Seconds = (double)(dataBytes / format.FrameBytes) / format.SampleRate,
        IsFloat = format.IsFloat,
    };
}
