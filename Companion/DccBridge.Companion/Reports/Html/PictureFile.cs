using System.Security.Cryptography;
using DccBridge.Companion.Offline;
using DccBridge.Companion.Thumbnails;

namespace DccBridge.Companion.Reports.Html;

/// <summary>
/// Takes the pictures of textures out of their files: small ones as they are, larger PNGs made smaller, until bytes or time run out.
/// Made anew for each page.
/// </summary>
internal sealed class PictureFile
{
    /// <summary>Most bytes of pictures in a page; as base64 text they take a third more.</summary>
    public const long MaxPageBytes = 12 << 20;

    /// <summary>Longest file that is put into the page as it is, in bytes.</summary>
    public const int MaxBytes = 256 << 10;

    /// <summary>A PNG above this is rather made smaller.</summary>
    private const int SmallBytes = 32 << 10;

    /// <summary>A small file may unpack to more pixels than a browser has memory for.</summary>
    private const long MaxShownPixels = 4 << 20;

    /// <summary>Pixels to unpack for a page: about ten seconds.</summary>
    private const long MaxUnpackedPixels = 1L << 30;

    private long _bytesLeft = MaxPageBytes;
    private long _pixelsLeft = MaxUnpackedPixels;

    /// <summary>The picture as an address that holds it whole; null when there is none, there is no room, or its file is another one by now.</summary>
    public string? AddressOf(JudgedAsset asset)
    {
        if (asset.Figures.Pixels is not { } size || asset.Bytes == 0 || _bytesLeft <= 0)
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(asset.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
            return stream.Length != asset.Bytes ? null : Whole(stream, asset, size, SmallBytes) ?? Small(stream, size) ?? Whole(stream, asset, size, MaxBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone since it was judged: a drawing stands in for it.
            return null;
        }
    }

    private string? Small(FileStream stream, (int Width, int Height) size)
    {
        stream.Position = 0;
        var bytes = PngThumbnail.Make(stream, _pixelsLeft);

        // A broken one has cost its time too.
        _pixelsLeft -= Math.Min(_pixelsLeft, (long)size.Width * size.Height);
        return bytes is null || bytes.Length > _bytesLeft ? null : Address("image/png", bytes);
    }

    private string? Whole(FileStream stream, JudgedAsset asset, (int Width, int Height) size, int maxBytes)
    {
        if (asset.Bytes > Math.Min(_bytesLeft, maxBytes) || (long)size.Width * size.Height > MaxShownPixels)
        {
            return null;
        }

        stream.Position = 0;
        var bytes = new byte[asset.Bytes];
        stream.ReadExactly(bytes);
        return MediaType(bytes) is { } type && Convert.ToHexStringLower(SHA256.HashData(bytes)) == asset.Verdict.ContentHash ? Address(type, bytes) : null;
    }

    private string Address(string type, byte[] bytes)
    {
        _bytesLeft -= bytes.Length;
        return $"data:{type};base64,{Convert.ToBase64String(bytes)}";
    }

    private static string? MediaType(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(PngImage.Signature) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;
}
