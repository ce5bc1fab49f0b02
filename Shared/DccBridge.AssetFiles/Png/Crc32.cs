namespace DccBridge.AssetFiles.Png;

/// <summary>The checksum of PNG chunks: CRC-32 as in ISO 3309, reflected polynomial EDB88320 (PNG specification, annex D).</summary>
internal struct Crc32()
{
    // Eight tables: the loop takes eight bytes per step, so the checksum costs less than the inflating beside it.
    private static readonly uint[] Tables = CreateTables();

    private uint _state = uint.MaxValue;

    /// <summary>Checksum of all bytes so far.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Takes in the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        var tables = Tables;
        while (bytes.Length >= 8)
        {
            state ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            state = tables[0x700 + (byte)state] ^ tables[0x600 + (byte)(state >> 8)] ^ tables[0x500 + (byte)(state >> 16)] ^ tables[0x400 + (state >> 24)]
                ^ tables[0x300 + bytes[4]] ^ tables[0x200 + bytes[5]] ^ tables[0x100 + bytes[6]] ^ tables[bytes[7]];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            state = tables[(byte)(state ^ value)] ^ (state >> 8);
        }

        _state = state;
    }

    private static uint[] CreateTables()
    {
        var tables = new uint[8 * 256];
        for (uint n = 0; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            tables[n] = value;
        }

        for (var n = 256; n < tables.Length; n++)
        {
            var before = tables[n - 256];
            tables[n] = tables[(byte)before] ^ (before >> 8);
        }

        return tables;
    }
}
