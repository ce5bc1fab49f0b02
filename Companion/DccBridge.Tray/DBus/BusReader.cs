using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tray.DBus;

/// <summary>Reads values by signature out of bytes that may be hostile. Offsets count from the first byte, which lies at a multiple of 8 of its message.</summary>
internal ref struct BusReader
{
    // By the specification: arrays, structures and variants together.
    private const int MostNesting = 64;
    private const int MostArrayBytes = 1 << 26;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _isBigEndian;
    private int _at;

    /// <param name="bytes">What is read.</param>
    /// <param name="isBigEndian">In which order numbers lie.</param>
    public BusReader(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        _bytes = bytes;
        _isBigEndian = isBigEndian;
    }

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _at;

    /// <summary>Reads one value, in the types that <see cref="BusWriter.Write"/> takes; lists are arrays of objects.</summary>
    /// <exception cref="BusFormatException">The bytes are not such a value.</exception>
    public object Read(string signature) => ReadAt(signature, 0);

    /// <summary>Passes over the zeros up to a boundary.</summary>
    /// <exception cref="BusFormatException">They are missing or not zero.</exception>
    public void Align(int boundary)
    {
        if (Take((boundary - (_at % boundary)) % boundary).ContainsAnyExcept((byte)0))
        {
            throw new BusFormatException("The filling before a value is not zero.");
        }
    }

    private object ReadAt(string signature, int depth)
    {
        if (depth > MostNesting)
        {
            throw new BusFormatException($"Values are nested deeper than {MostNesting}.");
        }

        char type = signature[0];
        Align(BusSignature.Alignment(type));
        switch (type)
        {
            case 'y': return Take(1)[0];
            case 'b': return ReadUInt32() switch { 0 => false, 1 => true, var other => throw new BusFormatException($"A boolean of value {other}.") };
            case 'n': return (short)ReadUInt16();
            case 'q': return ReadUInt16();
            case 'i': return (int)ReadUInt32();
            case 'u': return ReadUInt32();
            case 'x': return (long)ReadUInt64();
            case 't': return ReadUInt64();
            case 'd': return BitConverter.UInt64BitsToDouble(ReadUInt64());
            case 's': return ReadString();
            case 'o':
                string path = ReadString();
                return ObjectPath.IsValid(path) ? new ObjectPath(path) : throw new BusFormatException($"'{path}' is no object path.");
            case 'g':
                string text = ReadSignature();
                _ = BusSignature.Split(text);
                return new SignatureText(text);
            case 'v':
                string held = ReadSignature();
                BusSignature.CheckSingle(held);
                return new BusVariant(held, ReadAt(held, depth + 1));
            case '(': return ReadFields(BusSignature.Split(signature[1..^1]), depth + 1);
            case 'a': return ReadArray(signature[1..], depth + 1);
            default: throw new BusFormatException($"Values of type '{type}' are not read here.");
        }
    }

    private object[] ReadFields(IReadOnlyList<string> types, int depth)
    {
        var fields = new object[types.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = ReadAt(types[i], depth);
        }

        return fields;
    }

    private object ReadArray(string element, int depth)
    {
        uint size = ReadUInt32();
        Align(BusSignature.Alignment(element[0]));
        if (size > MostArrayBytes || size > _bytes.Length - _at)
        {
            throw new BusFormatException($"An array claims {size} bytes; {_bytes.Length - _at} are left.");
        }

        int end = _at + (int)size;
        if (element == "y")
        {
            return Take((int)size).ToArray();
        }

        // Every element takes a byte at least, so the list is bounded by the size of the message.
        if (element[0] == '{')
        {
            string valueType = element[2..^1];
            var entries = new List<KeyValuePair<object, object>>();
            while (_at < end)
            {
                Align(8);
                object key = ReadAt(element[1..2], depth + 1);
                entries.Add(new(key, ReadAt(valueType, depth + 1)));
            }

            CheckEnd(end);
            return entries.ToArray();
        }

        var list = new List<object>();
        while (_at < end)
        {
            list.Add(ReadAt(element, depth));
        }

        CheckEnd(end);
        return list.ToArray();
    }

    private readonly void CheckEnd(int end)
    {
        if (_at != end)
        {
            throw new BusFormatException("The last element of an array reaches beyond its end.");
        }
    }

    private string ReadString()
    {
        uint size = ReadUInt32();
        return size < _bytes.Length - _at ? Text((int)size) : throw new BusFormatException($"A string claims {size} bytes; {_bytes.Length - _at} are left.");
    }

    private string ReadSignature() => Text(Take(1)[0]);

    private string Text(int size)
    {
        var bytes = Take(size);
        if (Take(1)[0] != 0 || bytes.Contains((byte)0))
        {
            throw new BusFormatException("A string does not end with its only zero.");
        }

        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new BusFormatException("A string is not UTF-8.");
        }
    }

    private ushort ReadUInt16() => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Take(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    private uint ReadUInt32() => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Take(4)) : BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private ulong ReadUInt64() => _isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(Take(8)) : BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw new BusFormatException($"The bytes end in the middle of a value: {count} are wanted, {_bytes.Length - _at} are left.");
        }

        _at += count;
        return _bytes.Slice(_at - count, count);
    }
}
