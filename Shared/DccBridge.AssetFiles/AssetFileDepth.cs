namespace DccBridge.AssetFiles;

/// <summary>How far into a file to look. The facts are the same at all depths but for those that <see cref="Checked"/> names.</summary>
public enum AssetFileDepth
{
    /// <summary>
    /// The headers, which takes the same few reads whatever the file's length. All figures of a texture and a sound are there; damage is
    /// found as far as the headers show it: an uncompressed TGA, the offset table of an EXR and the samples of a WAV must lie inside the file.
    /// </summary>
    Header = 0,

    /// <summary>
    /// To the end, as far as it can be checked without decoding: every checksum of a PNG is compared, the packets of a TGA and the scans of a JPEG
    /// are walked, every chunk of an EXR is looked up. A file that was cut off or changed on the way is found; a PNG without alpha whose checksums are right
    /// and whose image data is wrong all the same, which only the program that wrote it can have done, is not. From this depth on there are
    /// <see cref="Protocol.Contracts.Assets.TextureFacts.AlphaUse"/> (PNG, TGA; a PNG with alpha is inflated for it), and
    /// <see cref="AssetFileContent.Dcc"/> where a PNG names its program after the image data.
    /// </summary>
    Checked = 1,

    /// <summary>As <see cref="Checked"/>, and every PNG is inflated: its image data gives exactly its rows.</summary>
    Whole = 2,
}
