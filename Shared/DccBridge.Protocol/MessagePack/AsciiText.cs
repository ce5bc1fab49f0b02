using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace MessagePack;

/// <summary>Short ASCII text between UTF-16 and bytes. Most names, paths and ids are such text, and for them the general encoder's preparations cost more than the copy.</summary>
internal static class AsciiText
{
    /// <summary>Copies <paramref name="length"/> characters as bytes. Where one of them is not ASCII the answer is false and the target holds rubbish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNarrow(ref char source, ref byte target, int length) =>
        length >= Vector128<ushort>.Count ? TryNarrowVectors(ref source, ref target, length) : TryNarrowFew(ref source, ref target, length);

    private static bool TryNarrowVectors(ref char source, ref byte target, int length)
    {
        ref var units = ref Unsafe.As<char, ushort>(ref source);
        var seen = Vector128<ushort>.Zero;
        nuint offset = 0;
        var last = (nuint)(length - Vector128<ushort>.Count);
        for (; offset < last; offset += (nuint)Vector128<ushort>.Count)
        {
            var eight = Vector128.LoadUnsafe(ref units, offset);
            seen |= eight;
            Store(eight, ref target, offset);
        }

        // The last eight overlap those before them, which spares a loop for the remainder.
        var end = Vector128.LoadUnsafe(ref units, last);
        seen |= end;
        Store(end, ref target, last);
        return (seen & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<ushort> eight, ref byte target, nuint offset) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, offset), Vector128.Narrow(eight, eight).AsUInt64().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNarrowFew(ref char source, ref byte target, int length)
    {
        uint seen = 0;
        for (var i = 0; i < length; i++)
        {
            uint unit = Unsafe.Add(ref source, i);
            seen |= unit;
            Unsafe.Add(ref target, i) = (byte)unit;
        }

        return seen <= 0x7F;
    }

    /// <summary>The text of UTF-8 bytes; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        return IsAscii(utf8)
            ? string.Create(utf8.Length, utf8, static (characters, bytes) => Widen(bytes, characters))
            : Encoding.UTF8.GetString(utf8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(ReadOnlySpan<byte> bytes)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        if (bytes.Length >= Vector128<byte>.Count)
        {
            var seen = Vector128<byte>.Zero;
            nuint offset = 0;
            var last = (nuint)(bytes.Length - Vector128<byte>.Count);
            for (; offset < last; offset += (nuint)Vector128<byte>.Count)
            {
                seen |= Vector128.LoadUnsafe(ref start, offset);
            }

            seen |= Vector128.LoadUnsafe(ref start, last);
            return seen.ExtractMostSignificantBits() == 0;
        }

        if (bytes.Length >= sizeof(ulong))
        {
            var both = Unsafe.ReadUnaligned<ulong>(ref start) | Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, bytes.Length - sizeof(ulong)));
            return (both & 0x8080808080808080) == 0;
        }

        var few = 0;
        foreach (var b in bytes)
        {
            few |= b;
        }

        return few <= 0x7F;
    }

    private static void Widen(ReadOnlySpan<byte> bytes, Span<char> characters)
    {
        ref var source = ref MemoryMarshal.GetReference(bytes);
        ref var target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(characters));
        if (bytes.Length < Vector128<ushort>.Count)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
            }

            return;
        }

        nuint offset = 0;
        var last = (nuint)(bytes.Length - Vector128<ushort>.Count);
        for (; offset < last; offset += (nuint)Vector128<ushort>.Count)
        {
            Load(ref source, offset).StoreUnsafe(ref target, offset);
        }

        Load(ref source, last).StoreUnsafe(ref target, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Load(ref byte source, nuint offset) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, offset))).AsByte());
}
