using DccBridge.AssetFiles.Reading;

namespace DccBridge.AssetFiles.Fbx.Container;

/// <summary>A list of numbers in the file, as it is or deflated (zlib). Where it lies, not what it holds.</summary>
/// <param name="Type">f and d floating numbers, i and l whole ones of 4 and 8 bytes, b and c single bytes.</param>
/// <param name="Count">How many numbers.</param>
/// <param name="IsDeflated">True when the bytes are a zlib stream.</param>
/// <param name="Start">Offset of the first stored byte.</param>
/// <param name="StoredBytes">Bytes in the file.</param>
internal readonly record struct FbxArray(char Type, uint Count, bool IsDeflated, long Start, uint StoredBytes)
{
    // Deflate stores at best 258 bytes in two bits (RFC 1951), that is 1032 to 1.
    private const long MaxRatio = 1032;

    /// <summary>Bytes of all numbers.</summary>
    public long PlainBytes => (long)Count * SizeOf(Type);

    /// <summary>Bytes of a number of a type; 0 when it is no type of a list.</summary>
    public static int SizeOf(char type) => type switch
    {
        'f' or 'i' => 4,
        'd' or 'l' => 8,
        'b' or 'c' => 1,
        _ => 0,
    };

    /// <summary>Refuses a length that cannot be, before anybody takes memory for it.</summary>
    public void Check(ByteSource source)
    {
        if (!IsDeflated && StoredBytes != PlainBytes)
        {
            throw source.Error(Start, $"a list of {Count} numbers must have {PlainBytes} bytes and has {StoredBytes}; the file was damaged, export it again");
        }

        if (IsDeflated && PlainBytes > StoredBytes * MaxRatio)
        {
            throw source.Error(Start, $"a list claims {Count} numbers, which cannot be inflated from {StoredBytes} bytes; the file was damaged, export it again");
        }
    }
}
