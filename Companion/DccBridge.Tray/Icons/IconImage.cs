using System.Buffers.Binary;

namespace DccBridge.Tray.Icons;

/// <summary>A square picture; colours are not multiplied by their opacity.</summary>
/// <param name="Size">Pixels of an edge.</param>
/// <param name="Pixels">Opacity, red, green, blue from the highest byte on; row after row from the top.</param>
internal sealed record IconImage(int Size, uint[] Pixels)
{
    /// <summary>The bytes in the order opacity, red, green, blue, as StatusNotifierItem wants them.</summary>
    public byte[] Argb() => Bytes((to, pixel) => BinaryPrimitives.WriteUInt32BigEndian(to, pixel));

    /// <summary>The bytes in the order red, green, blue, opacity, as PNG and notifications want them.</summary>
    public byte[] Rgba() => Bytes((to, pixel) => BinaryPrimitives.WriteUInt32BigEndian(to, (pixel << 8) | (pixel >> 24)));

    /// <summary>The bytes in the order blue, green, red, opacity, as Windows wants them.</summary>
    public byte[] Bgra() => Bytes((to, pixel) => BinaryPrimitives.WriteUInt32LittleEndian(to, pixel));

    private byte[] Bytes(PixelWriter write)
    {
        byte[] bytes = new byte[Pixels.Length * 4];
        for (int i = 0; i < Pixels.Length; i++)
        {
            write(bytes.AsSpan(i * 4, 4), Pixels[i]);
        }

        return bytes;
    }

    private delegate void PixelWriter(Span<byte> to, uint pixel);
}
