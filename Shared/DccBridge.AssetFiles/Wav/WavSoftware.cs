using System.Buffers.Binary;
using System.Text;

namespace DccBridge.AssetFiles.Wav;

/// <summary>The entry ISFT of a list INFO: the program that wrote the file.</summary>
internal static class WavSoftware
{
    /// <summary>The text; null when the list is another or has none. A damaged list says nothing: no sound fails for it.</summary>
    /// <param name="list">The list: its type, then entries of four letters, length and text, each padded to an even length.</param>
    public static string? Find(ReadOnlySpan<byte> list)
    {
        if (!list.StartsWith("INFO"u8))
        {
            return null;
        }

        for (long at = 4; at + 8 <= list.Length;)
        {
            var entry = list[(int)at..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            if (length > entry.Length - 8)
            {
                return null;
            }

            if (entry.StartsWith("ISFT"u8))
            {
                return Encoding.UTF8.GetString(entry.Slice(8, (int)length)).TrimEnd('\0');
            }

            at += 8 + length + (length & 1);
        }

        return null;
    }
}
