using System.Buffers.Binary;
using System.Text;

namespace DccBridge.Tray.DBus;

/// <summary>Writes values by signature, little-endian. Offsets count from the first byte that this writer wrote, which must be at a multiple of 8.</summary>
internal sealed class BusWriter
{
    // By the specification.
    private const int MostArrayBytes = 1 << 26;
    private const int MostNesting = 64;

    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Writes one value.</summary>
    /// <param name="signature">One complete type.</param>
    /// <param name="value">
    /// A value of that type: numbers of the same size, <see cref="ObjectPath"/>, <see cref="SignatureText"/>, <see cref="BusVariant"/>; <c>byte[]</c> or a list
    /// for an array; a list of <see cref="KeyValuePair{TKey,TValue}"/> of objects for a dictionary; <c>object[]</c> for a structure.
    /// </param>
    /// <exception cref="BusFormatException">The value is not of that type.</exception>
    public void Write(string signature, object value)
    {
        BusSignature.CheckSingle(signature);
        WriteAt(signature, value, 0);
    }

    /// <summary>Fills with zeros up to a boundary.</summary>
    public void Align(int boundary) => Reserve((boundary - (_length % boundary)) % boundary).Clear();

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Overwrites four bytes.</summary>
    public void Patch(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(at), value);

    private void WriteAt(string signature, object value, int depth)
    {
        if (depth > MostNesting)
        {
            throw new BusFormatException($"Values are nested deeper than {MostNesting}.");
        }

        Align(BusSignature.Alignment(signature[0]));
        switch (signature[0], value)
        {
            case ('y', byte number): Reserve(1)[0] = number; break;
            case ('b', bool flag): BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), flag ? 1u : 0u); break;
            case ('n', short number): BinaryPrimitives.WriteInt16LittleEndian(Reserve(2), number); break;
            case ('q', ushort number): BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), number); break;
            case ('i', int number): BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), number); break;
            case ('u', uint number): BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), number); break;
            case ('x', long number): BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), number); break;
            case ('t', ulong number): BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), number); break;
            case ('d', double number): BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), number); break;
            case ('s', string text): WriteString(text); break;
            case ('o', ObjectPath path): WriteString(ObjectPath.IsValid(path.Value) ? path.Value : throw new BusFormatException($"'{path.Value}' is no object path.")); break;
            case ('g', SignatureText text): WriteSignature(text.Value); break;
            case ('v', BusVariant variant): WriteVariant(variant, depth); break;
            case ('(', object[] fields): WriteStructure(signature, fields, depth); break;
            case ('a', _): WriteArray(signature[1..], value, depth); break;
            default: throw new BusFormatException($"A value of type {value.GetType().Name} does not fit the signature '{signature}'.");
        }
    }

    private void WriteString(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new BusFormatException("A string holds a zero character, which D-Bus does not allow.");
        }

        // Halves of surrogate pairs become U+FFFD: the bus would end the connection at bytes that are no UTF-8.
        int size = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), (uint)size);
        Encoding.UTF8.GetBytes(text, Reserve(size));
        Reserve(1)[0] = 0;
    }

    private void WriteSignature(string text)
    {
        _ = BusSignature.Split(text);
        Reserve(1)[0] = (byte)text.Length;
        Encoding.ASCII.GetBytes(text, Reserve(text.Length));
        Reserve(1)[0] = 0;
    }

    private void WriteVariant(BusVariant variant, int depth)
    {
        BusSignature.CheckSingle(variant.Signature);
        WriteSignature(variant.Signature);
        WriteAt(variant.Signature, variant.Value, depth + 1);
    }

    private void WriteStructure(string signature, object[] fields, int depth)
    {
        var types = BusSignature.Split(signature[1..^1]);
        if (types.Count != fields.Length)
        {
            throw new BusFormatException($"The structure '{signature}' has {types.Count} fields; {fields.Length} were given.");
        }

        for (int i = 0; i < fields.Length; i++)
        {
            WriteAt(types[i], fields[i], depth + 1);
        }
    }

    private void WriteArray(string element, object value, int depth)
    {
        int lengthAt = _length;
        Reserve(4);
        Align(BusSignature.Alignment(element[0]));
        int start = _length;
        if (element == "y" && value is byte[] bytes)
        {
            Raw(bytes);
        }
        else if (element[0] == '{' && value is IEnumerable<KeyValuePair<object, object>> entries)
        {
            string valueType = element[2..^1];
            foreach (var (key, held) in entries)
            {
                Align(8);
                WriteAt(element[1..2], key, depth + 1);
                WriteAt(valueType, held, depth + 1);
            }
        }
        else if (element[0] != '{' && value is System.Collections.IEnumerable list and not string)
        {
            foreach (object one in list)
            {
                WriteAt(element, one, depth + 1);
            }
        }
        else
        {
            throw new BusFormatException($"A value of type {value.GetType().Name} does not fit the signature 'a{element}'.");
        }

        if (_length - start > MostArrayBytes)
        {
            throw new BusFormatException($"An array of {_length - start} bytes; at most {MostArrayBytes} are allowed.");
        }

        Patch(lengthAt, (uint)(_length - start));
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
