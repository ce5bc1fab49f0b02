namespace DccBridge.AssetFiles;

/// <summary>How far into a file to look. The facts are the same at both depths but for those that <see cref="Whole"/> names.</summary>
public enum AssetFileDepth
{
    /// <summary>
    /// The headers, which takes the same few reads whatever the file's length. All figures of a texture and a sound are there; damage is
    /// found as far as the headers show it: an uncompressed TGA, the offset table of an EXR and the samples of a WAV must lie inside the file.
    /// </summary>
    Header = 0,

    /// <summary>
    /// To the end, as far as it can be checked without decoding: a PNG is inflated, the packets of a TGA and the scans of a JPEG are walked,
    /// every chunk of an EXR is looked up. Only this depth gives <see cref="Protocol.Contracts.Assets.TextureFacts.AlphaUse"/> (PNG, TGA), and
    /// <see cref="AssetFileContent.Dcc"/> where a PNG names its program after the image data.
    /// </summary>
    Whole = 1,
}
