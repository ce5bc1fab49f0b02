using System.Buffers;
using System.Runtime.CompilerServices;

namespace MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Announces an array; write <paramref name="count"/> values after it.</summary>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count) => WriteArrayHeader(checked((uint)count));

    /// <summary>Announces an array; write <paramref name="count"/> values after it.</summary>
    public void WriteArrayHeader(uint count)
    {
        if (count <= MessagePackRange.MaxFixArrayCount)
        {
            Reserve(1) = (byte)(MessagePackCode.MinFixArray | count);
            _used++;
        }
        else if (count <= ushort.MaxValue)
        {
            Write2(MessagePackCode.Array16, (ushort)count);
        }
        else
        {
            Write4(MessagePackCode.Array32, count);
        }
    }

    /// <summary>Announces a map; write <paramref name="count"/> keys, each followed by its value.</summary>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMapHeader(int count) => WriteMapHeader(checked((uint)count));

    /// <summary>Announces a map; write <paramref name="count"/> keys, each followed by its value.</summary>
    public void WriteMapHeader(uint count)
    {
        if (count <= MessagePackRange.MaxFixMapCount)
        {
            Reserve(1) = (byte)(MessagePackCode.MinFixMap | count);
            _used++;
        }
        else if (count <= ushort.MaxValue)
        {
            Write2(MessagePackCode.Map16, (ushort)count);
        }
        else
        {
            Write4(MessagePackCode.Map32, count);
        }
    }

    /// <summary>Writes bytes as bin, or nil for null.</summary>
    public void Write(byte[]? src)
    {
        if (src is null)
        {
            WriteNil();
        }
        else
        {
            Write(src.AsSpan());
        }
    }

    /// <summary>Writes bytes as bin.</summary>
    public void Write(scoped ReadOnlySpan<byte> src)
    {
        WriteBinHeader(src.Length);
        Copy(src);
    }

    /// <summary>Writes bytes as bin.</summary>
    /// <exception cref="OverflowException">There are more than 2 147 483 647 bytes.</exception>
    public void Write(in ReadOnlySequence<byte> src)
    {
        WriteBinHeader(checked((int)src.Length));
        WriteRaw(src);
    }

    /// <summary>Announces bytes; write <paramref name="length"/> of them after it, with <see cref="WriteRaw(ReadOnlySpan{byte})"/> or <see cref="GetSpan"/>. With <see cref="OldSpec"/> the header of a string.</summary>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative.</exception>
    public void WriteBinHeader(int length)
    {
        _ = checked((uint)length);
        if (OldSpec)
        {
            WriteStringHeader(length);
        }
        else if (length <= byte.MaxValue)
        {
            Write1(MessagePackCode.Bin8, (byte)length);
        }
        else if (length <= ushort.MaxValue)
        {
            Write2(MessagePackCode.Bin16, (ushort)length);
        }
        else
        {
            Write4(MessagePackCode.Bin32, (uint)length);
        }
    }

    /// <summary>Announces an extension; write its bytes after it.</summary>
    /// <exception cref="OverflowException">The header announces more than 2 147 483 647 bytes.</exception>
    public void WriteExtensionFormatHeader(ExtensionHeader extensionHeader)
    {
        var length = checked((int)extensionHeader.Length);
        var typeCode = unchecked((byte)extensionHeader.TypeCode);
        ref var start = ref Reserve(6);
        switch (length)
        {
            case 1:
                start = MessagePackCode.FixExt1;
                break;
            case 2:
                start = MessagePackCode.FixExt2;
                break;
            case 4:
                start = MessagePackCode.FixExt4;
                break;
            case 8:
                start = MessagePackCode.FixExt8;
                break;
            case 16:
                start = MessagePackCode.FixExt16;
                break;
            case <= byte.MaxValue:
                start = MessagePackCode.Ext8;
                Unsafe.Add(ref start, 1) = (byte)length;
                Unsafe.Add(ref start, 2) = typeCode;
                _used += 3;
                return;
            case <= ushort.MaxValue:
                start = MessagePackCode.Ext16;
                PutBigEndian(ref Unsafe.Add(ref start, 1), (ushort)length);
                Unsafe.Add(ref start, 3) = typeCode;
                _used += 4;
                return;
            default:
                start = MessagePackCode.Ext32;
                PutBigEndian(ref Unsafe.Add(ref start, 1), (uint)length);
                Unsafe.Add(ref start, 5) = typeCode;
                _used += 6;
                return;
        }

        Unsafe.Add(ref start, 1) = typeCode;
        _used += 2;
    }

    /// <summary>Writes an extension, header and bytes.</summary>
    public void WriteExtensionFormat(ExtensionResult extensionData)
    {
        WriteExtensionFormatHeader(extensionData.Header);
        WriteRaw(extensionData.Data);
    }
}
