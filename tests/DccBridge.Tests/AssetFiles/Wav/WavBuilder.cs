using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tests.AssetFiles.Wav;

/// <summary>Builds a WAVE chunk by chunk, right by default and wrong where a test says so.</summary>
internal sealed class WavBuilder(ushort channels = 2, uint rate = 48_000, ushort bits = 16, ushort tag = 1)
{
    private readonly List<byte[]> _before = [];
    private readonly List<byte[]> _after = [];

    public string Container { get; init; } = "RIFF";

    /// <summary>Bytes of samples.</summary>
    public byte[] Samples { get; init; } = new byte[192];

    /// <summary>Valid bits and the first two bytes of the subformat; null is no extensible format.</summary>
    public (ushort Valid, ushort Subformat)? Extensible { get; init; }

    public ushort? FrameBytes { get; init; }

    /// <summary>Length that the head of the file claims; null is the right one.</summary>
    public uint? ClaimedLength { get; init; }

    /// <summary>Length that the chunk of samples claims; null is the right one.</summary>
    public uint? ClaimedData { get; init; }

    public bool Format { get; init; } = true;

    public bool Data { get; init; } = true;

    public WavBuilder With(string id, params byte[] data)
    {
        _before.Add(Chunk(id, data));
        return this;
    }

    public WavBuilder WithAfter(string id, params byte[] data)
    {
        _after.Add(Chunk(id, data));
        return this;
    }

    /// <summary>A list INFO with the program.</summary>
    public static byte[] Info(string software) => [.. "INFO"u8, .. Chunk("ICMT", [1, 2, 3]), .. Chunk("ISFT", [.. Encoding.UTF8.GetBytes(software), 0])];

    public byte[] Build()
    {
        var large = Container != "RIFF";
        List<byte> body = [.. "WAVE"u8];
        if (large)
        {
            body.AddRange(new byte[36]);
        }

        foreach (var chunk in _before)
        {
            body.AddRange(chunk);
        }

        if (Format)
        {
            body.AddRange(Chunk("fmt ", FormatData()));
        }

        if (Data)
        {
            var data = Chunk("data", Samples);
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), ClaimedData ?? (large ? uint.MaxValue : (uint)Samples.Length));
            body.AddRange(data);
        }

        foreach (var chunk in _after)
        {
            body.AddRange(chunk);
        }

        byte[] file = [.. Encoding.ASCII.GetBytes(Container), 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), ClaimedLength ?? (large ? uint.MaxValue : (uint)body.Count));
        if (large)
        {
            Encoding.ASCII.GetBytes("ds64").CopyTo(file, 12);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), 28);
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(20), body.Count);
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(28), Samples.Length);
        }

        return file;
    }

    private static byte[] Chunk(string id, byte[] data)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(id), 0, 0, 0, 0, .. data, .. new byte[data.Length & 1]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), data.Length);
        return chunk;
    }

    private byte[] FormatData()
    {
        var data = new byte[Extensible is null ? 16 : 40];
        var frame = FrameBytes ?? (ushort)(channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(data, Extensible is null ? tag : (ushort)0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2), channels);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), rate);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(8), rate * frame);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(12), frame);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(14), bits);
        if (Extensible is { } extensible)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(16), 22);
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(18), extensible.Valid);
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(24), extensible.Subformat);
            Convert.FromHexString("000000001000800000AA00389B71").CopyTo(data, 26);
        }

        return data;
    }
}
