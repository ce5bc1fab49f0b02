using System.Buffers.Binary;
using System.Text;

namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>
/// Reads the properties of a record one after the other. What a property is says a letter: Y, C, I, L whole numbers of 2, 1,
/// 4 and 8 bytes, F and D floating ones, S text, R bytes, and f, d, i, l, b, c lists of numbers.
/// </summary>
internal struct FbxCursor(FbxReader reader, FbxRecord record)
{
    private const int TextHeadBytes = 4;
    private const int ArrayHeadBytes = 12;

    private long _position = record.PropertiesStart;

    /// <summary>Properties that are left.</summary>
    public int Left { get; private set; } = record.PropertyCount;

    /// <summary>The letter of the next property; NUL when there is none.</summary>
    public readonly char Next => Left == 0 ? '\0' : (char)Bytes(_position, 1)[0];

    /// <summary>A number, cut to a whole one; null when the next property is none. It is passed over either way.</summary>
    public long? Integer()
    {
        var type = Next;
        if (type is 'F' or 'D')
        {
            var number = Number();
            return number is >= long.MinValue and < long.MaxValue ? (long)number : null;
        }

        long? value = type switch
        {
            'Y' => BinaryPrimitives.ReadInt16LittleEndian(Bytes(_position + 1, 2)),
            'C' or 'B' => Bytes(_position + 1, 1)[0],
            'I' => BinaryPrimitives.ReadInt32LittleEndian(Bytes(_position + 1, 4)),
            'L' => BinaryPrimitives.ReadInt64LittleEndian(Bytes(_position + 1, 8)),
            _ => null,
        };
        Skip();
        return value;
    }

    /// <summary>A number; null when the next property is none. It is passed over either way.</summary>
    public double? Number()
    {
        double? value;
        switch (Next)
        {
            case 'F':
                value = BinaryPrimitives.ReadSingleLittleEndian(Bytes(_position + 1, 4));
                break;
            case 'D':
                value = BinaryPrimitives.ReadDoubleLittleEndian(Bytes(_position + 1, 8));
                break;
            default:
                return Integer();
        }

        Skip();
        return value;
    }

    /// <summary>A text; null when the next property is none. Bytes that are no UTF-8 become replacement characters.</summary>
    /// <param name="maxBytes">Longest text that is taken.</param>
    /// <exception cref="AssetFileException">The text is longer.</exception>
    public string? Text(int maxBytes)
    {
        string? value = null;
        if (Next == 'S')
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(_position + 1, TextHeadBytes));
            if (length > maxBytes)
            {
                throw reader.Source.Error(_position, $"a text is {length} bytes long and the limit is {maxBytes}; shorten the name in the DCC and export again");
            }

            value = Encoding.UTF8.GetString(Bytes(_position + 1 + TextHeadBytes, (int)length));
        }

        Skip();
        return value;
    }

    /// <summary>How many bytes the next property, bytes or text, holds; 0 when it is something else. It is passed over.</summary>
    public long BlobLength()
    {
        var length = Next is 'R' or 'S' ? BinaryPrimitives.ReadUInt32LittleEndian(Bytes(_position + 1, TextHeadBytes)) : 0;
        Skip();
        return length;
    }

    /// <summary>A list of numbers, not yet read; null when the next property is none. It is passed over.</summary>
    public FbxArray? Array()
    {
        var array = ArrayAt(Next);
        Skip();
        return array;
    }

    /// <summary>Passes over a property.</summary>
    public void Skip()
    {
        if (Left == 0)
        {
            return;
        }

        var type = Next;
        var length = type switch
        {
            'C' or 'B' => 1,
            'Y' => 2,
            'I' or 'F' => 4,
            'L' or 'D' => 8,
            'S' or 'R' => TextHeadBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(Bytes(_position + 1, TextHeadBytes)),
            _ => ArrayAt(type) is { } array ? ArrayHeadBytes + array.StoredBytes
                : throw reader.Source.Error(_position, $"a property of \"{FbxReader.Shown(record.Name)}\" has the unknown type {(int)type}; the file was damaged, export it again"),
        };
        if (length > record.PropertiesEnd - _position - 1)
        {
            throw TooShort();
        }

        _position += 1 + length;
        Left--;
    }

    private readonly FbxArray? ArrayAt(char type)
    {
        var size = FbxArray.SizeOf(type);
        if (size == 0)
        {
            return null;
        }

        var head = Bytes(_position + 1, ArrayHeadBytes);
        var array = new FbxArray(
            type,
            BinaryPrimitives.ReadUInt32LittleEndian(head),
            BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) switch
            {
                0 => false,
                1 => true,
                var encoding => throw reader.Source.Error(_position, $"a list of numbers has the encoding {encoding} and only 0 and 1 exist; the file was damaged, export it again"),
            },
            _position + 1 + ArrayHeadBytes,
            BinaryPrimitives.ReadUInt32LittleEndian(head[8..]));
        array.Check(reader.Source);
        return array.StoredBytes <= record.PropertiesEnd - array.Start ? array : throw TooShort();
    }

    private readonly ReadOnlySpan<byte> Bytes(long offset, int length) =>
        length <= record.PropertiesEnd - offset ? reader.At(offset, length, "a property") : throw TooShort();

    private readonly AssetFileException TooShort() =>
        reader.Source.Error(_position, $"a property of \"{FbxReader.Shown(record.Name)}\" goes on after byte {record.PropertiesEnd}, where the properties end; the file was damaged, export it again");
}
