using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles;

/// <summary>
/// The import settings that a texture gets when nobody chose any. Modelled on Unreal's texture import, not equal to it:
/// Unreal switches sRGB on below 16 bits, whatever the file says, and recognises normal maps by looking at the pixels.
/// Here the file's own statement decides, and a normal map is recognised by its name, but only when the file does not
/// claim to be sRGB: one that was exported as a colour picture stays visible as the mistake that it is. Silence is no claim: TGA and JPEG hardly ever
/// say anything, nor does the PNG export of Blender, and Unreal would see by the pixels what it is.
/// Floating-point pictures (EXR) are linear and kept as HDR whatever their names, as in Unreal.
/// </summary>
public static class TextureImportDefaults
{
    /// <summary>Name endings, in capitals, that mark a normal map.</summary>
    public static IReadOnlyList<string> NormalMapEndings { get; } = ["_N", "_NRM", "_NORMAL"];

    /// <summary>Fills in the import settings; the facts that come from the file stay as they are.</summary>
    /// <param name="stem">Name of the file without folders and ending ("T_Crate_N").</param>
    /// <param name="facts">Facts read from the file.</param>
    public static TextureFacts For(string stem, TextureFacts facts)
    {
        ArgumentNullException.ThrowIfNull(stem);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.IsFloat)
        {
            return facts with { Srgb = false, Compression = TextureCompression.Hdr, LodGroup = "World" };
        }

        var gray = facts.Channels <= 2;
        var srgb = facts.BitDepth <= 8 && facts.FileColorSpace switch
        {
            ColorSpace.Srgb => true,
            ColorSpace.Linear => false,
            _ => !gray,
        };
        var mayBeNormals = !srgb || facts.FileColorSpace == ColorSpace.Unspecified;
        if (mayBeNormals && !gray && IsNormalMapName(stem))
        {
            return facts with { Srgb = false, Compression = TextureCompression.NormalMap, LodGroup = "WorldNormalMap" };
        }

        return facts with { Srgb = srgb, Compression = gray ? TextureCompression.Grayscale : TextureCompression.Default, LodGroup = "World" };
    }

    private static bool IsNormalMapName(string stem)
    {
        foreach (var ending in NormalMapEndings)
        {
            if (stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
