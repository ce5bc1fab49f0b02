using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Content;

/// <summary>
/// The file that holds the record of an asset: "/Game/Props/SM_Crate" is "Game/Props/SM_Crate.asset.json" in the content folder.
/// </summary>
/// <remarks>
/// One path, one file, on every system: characters that some file system refuses, folds or gives a meaning (dots among them, so
/// that no name leads upwards) are written as %XX of their UTF-8 bytes, in upper case where a letter has one; so is the first
/// letter of a Windows device name. A name that would be too long for a file is cut and ends with its hash.
/// </remarks>
internal static class RecordFileName
{
    /// <summary>Ending of every record file.</summary>
    public const string Ending = ".asset.json";

    /// <summary>Longest name of a file or folder that all usual file systems take, in bytes.</summary>
    public const int MaxNameLength = 255;

    private const int HashDigits = 32;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+() ");

    /// <summary>The file of the asset, relative to the content folder, with '/' between names.</summary>
    /// <exception cref="EditorException">The path is no package path.</exception>
    public static string Of(string assetPath)
    {
        string[] segments = assetPath.Split('/');
        if (segments.Length < 3 || segments[0].Length != 0 || segments.AsSpan(1).Contains(string.Empty))
        {
            throw new EditorException(ErrorCode.InvalidAssetPath, $"'{assetPath}' is no asset path: expected a root, folders and a name, as in '/Game/Props/SM_Crate'.");
        }

        var names = new string[segments.Length - 1];
        for (int i = 0; i < names.Length; i++)
        {
            // Room for the ending is kept for folders too: a folder and an asset of one name are cut alike.
            names[i] = Shorten(Escape(segments[i + 1]), segments[i + 1]);
        }

        return string.Join('/', names) + Ending;
    }

    private static string Escape(string segment)
    {
        bool isDevice = IsDeviceName(segment);
        var text = new StringBuilder(segment.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        int position = 0;
        foreach (Rune rune in segment.EnumerateRunes())
        {
            bool isEdgeSpace = rune.Value == ' ' && (position == 0 || position == segment.Length - 1);
            if (rune.IsAscii && Plain.Contains((char)rune.Value) && !isEdgeSpace && !(isDevice && position == 0))
            {
                text.Append((char)rune.Value);
            }
            else
            {
                int count = Rune.ToUpperInvariant(rune).EncodeToUtf8(utf8);
                foreach (byte b in utf8[..count])
                {
                    text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
                }
            }

            position += rune.Utf16SequenceLength;
        }

        return text.ToString();
    }

    private static string Shorten(string name, string segment)
    {
        int room = MaxNameLength - Ending.Length;
        if (name.Length <= room)
        {
            return name;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(segment.ToUpperInvariant()));
        return string.Concat(name.AsSpan(0, room - HashDigits - 2), "%-", Convert.ToHexString(hash).AsSpan(0, HashDigits));
    }

    private static bool IsDeviceName(string segment)
    {
        string upper = segment.ToUpperInvariant();
        return upper is "CON" or "PRN" or "AUX" or "NUL"
            || (upper.Length == 4 && (upper.StartsWith("COM", StringComparison.Ordinal) || upper.StartsWith("LPT", StringComparison.Ordinal)) && char.IsAsciiDigit(upper[3]));
    }
}
