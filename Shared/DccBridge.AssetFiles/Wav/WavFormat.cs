using System.Buffers.Binary;
using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Wav;

/// <summary>The chunk "fmt ": what the samples are.</summary>
internal sealed record WavFormat(int Channels, int SampleRate, int BitDepth, int FrameBytes, bool IsFloat)
{
    private const int PlainBytes = 16;
    private const int ExtensibleBytes = 40;
    private const ushort Pcm = 1;
    private const ushort Float = 3;
    private const ushort Extensible = 0xFFFE;

    // KSDATAFORMAT_SUBTYPE: the format's number, then always these bytes.
    private static readonly byte[] SubtypeTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Reads and checks the chunk.</summary>
    /// <param name="source">The file.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cursor">Stands on the chunk's data.</param>
    public static WavFormat Read(ByteSource source, WavChunk chunk, ByteCursor cursor)
    {
        var at = chunk.DataStart;
        if (chunk.Length < PlainBytes)
        {
            throw source.Error(chunk.Start, $"the format of the samples has {chunk.Length} bytes and needs {PlainBytes}; the file was damaged, export it again");
        }

        var data = cursor.Take((int)Math.Min(chunk.Length, ExtensibleBytes), "the format of the samples");
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(data);
        var container = BinaryPrimitives.ReadUInt16LittleEndian(data[14..]);
        var bits = container;
        if (tag == Extensible)
        {
            if (data.Length < ExtensibleBytes || !data[26..].SequenceEqual(SubtypeTail))
            {
                throw source.Error(at, "the format of the samples is one that only its maker knows; export it as PCM, 16 bits");
            }

            tag = BinaryPrimitives.ReadUInt16LittleEndian(data[24..]);
            var valid = BinaryPrimitives.ReadUInt16LittleEndian(data[18..]);
            bits = valid == 0 ? container : valid;
        }

        if (tag is not (Pcm or Float))
        {
            throw source.Error(at, $"the samples are compressed ({NameOf(tag)}); export it as PCM, 16 bits");
        }

        var exists = tag == Pcm ? container is 8 or 16 or 24 or 32 : container is 32 or 64;
        if (!exists || bits > container)
        {
            throw source.Error(at + 14, $"samples of {bits} bits in {container} do not exist in {(tag == Pcm ? "PCM" : "floating point")}; export it as PCM, 16 bits");
        }

        var channels = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        if (channels == 0 || rate is 0 or > int.MaxValue)
        {
            throw source.Error(at + 2, $"{channels} channels at {rate} Hz cannot be; the file was damaged, export it again");
        }

        var frame = BinaryPrimitives.ReadUInt16LittleEndian(data[12..]);
        return frame == channels * container / 8
            ? new WavFormat(channels, (int)rate, bits, frame, tag == Float)
            : throw source.Error(at + 12, $"a frame of {channels} samples of {container} bits claims {frame} bytes; the file was damaged, export it again");
    }

    // Numbers as registered in RFC 2361.
    private static string NameOf(ushort tag) => tag switch
    {
        0x0002 => "Microsoft ADPCM",
        0x0006 => "A-law",
        0x0007 => "mu-law",
        0x0011 => "IMA ADPCM",
        0x0031 => "GSM 6.10",
        0x0050 => "MPEG",
        0x0055 => "MP3",
        _ => $"format {tag:X4}",
    };
}
