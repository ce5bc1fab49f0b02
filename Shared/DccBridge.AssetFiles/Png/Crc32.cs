using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DccBridge.AssetFiles.Png;

/// <summary>The checksum of PNG chunks: CRC-32 as in ISO 3309, reflected polynomial EDB88320 (PNG specification, annex D).</summary>
internal struct Crc32()
{
    /// <summary>From here on, in bytes, folding is worth its beginning and end; it needs four blocks.</summary>
    private const int LeastFolded = 128;

    private const int BlockBytes = 16;

    // Eight tables: the loop takes eight bytes per step, so the checksum costs less than the inflating beside it.
    private static readonly uint[] Tables = CreateTables();

    private uint _state = uint.MaxValue;

    /// <summary>Checksum of all bytes so far.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Takes in the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        if (Pclmulqdq.IsSupported && bytes.Length >= LeastFolded)
        {
            var folded = bytes.Length & -BlockBytes;
            state = Fold(state, bytes[..folded]);
            bytes = bytes[folded..];
        }

        _state = AppendByTables(state, bytes);
    }

    /// <summary>The state after the bytes, eight at a time.</summary>
    internal static uint AppendByTables(uint state, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables;
        while (bytes.Length >= 8)
        {
            state ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            state = tables[0x700 + (byte)state] ^ tables[0x600 + (byte)(state >> 8)] ^ tables[0x500 + (byte)(state >> 16)] ^ tables[0x400 + (state >> 24)]
                ^ tables[0x300 + bytes[4]] ^ tables[0x200 + bytes[5]] ^ tables[0x100 + bytes[6]] ^ tables[bytes[7]];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            state = tables[(byte)(state ^ value)] ^ (state >> 8);
        }

        return state;
    }

    /// <summary>
    /// The state after blocks of 16 bytes, four or more, by carry-less multiplication: ten times as fast as the tables
    /// (V. Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009; its constants for this polynomial).
    /// </summary>
    // Compiled once and for good: a small first version would run for most of a short command.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Fold(uint state, ReadOnlySpan<byte> bytes)
    {
        // Powers of x, modulo the polynomial, that move a block over 64 bytes and over 16.
        var overFour = Vector128.Create(0x0154442bd4, 0x01c6e41596);
        var overOne = Vector128.Create(0x01751997d0, 0x00ccaa009e);

        var (a, b, c, d) = (Block(bytes, 0) ^ Vector128.CreateScalar(state).AsInt64(), Block(bytes, 1), Block(bytes, 2), Block(bytes, 3));
        for (bytes = bytes[(4 * BlockBytes)..]; bytes.Length >= 4 * BlockBytes; bytes = bytes[(4 * BlockBytes)..])
        {
            a = Move(a, overFour) ^ Block(bytes, 0);
            b = Move(b, overFour) ^ Block(bytes, 1);
            c = Move(c, overFour) ^ Block(bytes, 2);
            d = Move(d, overFour) ^ Block(bytes, 3);
        }

        a = Move(a, overOne) ^ b;
        a = Move(a, overOne) ^ c;
        a = Move(a, overOne) ^ d;
        for (; bytes.Length >= BlockBytes; bytes = bytes[BlockBytes..])
        {
            a = Move(a, overOne) ^ Block(bytes, 0);
        }

        // From 128 bits to 64, and to 32 with what Barrett's reduction needs.
        var low = Vector128.Create(0xFFFFFFFFL, 0xFFFFFFFFL);
        a = Pclmulqdq.CarrylessMultiply(a, overOne, 0x10) ^ Sse2.ShiftRightLogical128BitLane(a, 8);
        a = Pclmulqdq.CarrylessMultiply(a & low, Vector128.Create(0x0163cd6124, 0L), 0x00) ^ Sse2.ShiftRightLogical128BitLane(a, 4);
        var polynomial = Vector128.Create(0x01db710641, 0x01f7011641);
        var quotient = Pclmulqdq.CarrylessMultiply(a & low, polynomial, 0x10) & low;
        return (a ^ Pclmulqdq.CarrylessMultiply(quotient, polynomial, 0x00)).AsUInt32().GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Block(ReadOnlySpan<byte> bytes, int index) => Vector128.Create(bytes.Slice(index * BlockBytes, BlockBytes)).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Move(Vector128<long> block, Vector128<long> distance) =>
        Pclmulqdq.CarrylessMultiply(block, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, distance, 0x11);

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
