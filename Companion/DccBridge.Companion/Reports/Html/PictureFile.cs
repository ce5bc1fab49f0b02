using System.Security.Cryptography;
using DccBridge.Companion.Offline;

namespace DccBridge.Companion.Reports.Html;

/// <summary>Takes the picture of a texture out of its file, where a browser can show it and it is small.</summary>
internal static class PictureFile
{
    /// <summary>Longest file that is put into the page, in bytes.</summary>
    public const int MaxBytes = 256 << 10;

    /// <summary>A small file may unpack to more pixels than a browser has memory for.</summary>
    private const long MaxPixels = 4 << 20;

    /// <summary>The picture as an address that holds it whole; null when there is none, it is large, or its file is another one by now.</summary>
    /// <param name="asset">The texture.</param>
    /// <param name="left">Bytes that the page still takes.</param>
    public static string? AddressOf(JudgedAsset asset, long left)
    {
        if (asset.Figures.Pixels is not { } pixels || (long)pixels.Width * pixels.Height > MaxPixels || asset.Bytes > Math.Min(left, MaxBytes) || asset.Bytes == 0)
        {
            return null;
        }

        try
        {
            var bytes = new byte[asset.Bytes];
            using var stream = new FileStream(asset.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            stream.ReadExactly(bytes);
            return MediaType(bytes) is { } type && Convert.ToHexStringLower(SHA256.HashData(bytes)) == asset.Verdict.ContentHash
                ? $"data:{type};base64,{Convert.ToBase64String(bytes)}"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone since it was judged: a drawing stands in for it.
            return null;
        }
    }

    private static string? MediaType(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;
}
