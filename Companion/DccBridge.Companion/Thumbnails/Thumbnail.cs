namespace DccBridge.Companion.Thumbnails;

/// <summary>A small picture.</summary>
/// <param name="Bytes">Its file.</param>
/// <param name="MediaType">image/png or image/jpeg.</param>
internal sealed record Thumbnail(byte[] Bytes, string MediaType)
{
    /// <summary>Media type of PNG.</summary>
    public const string Png = "image/png";

    /// <summary>Media type of JPEG.</summary>
    public const string Jpeg = "image/jpeg";
}
