using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Rules.Textures;

namespace DccBridge.Validation.Naming;

/// <summary>
/// The import settings of files that no editor has imported: nobody chose any, and a picture that says nothing of its colours is none the worse for it. It is taken
/// to be imported as its name asks. What the file does say stays, so that a mask that claims to be a colour picture is still found.
/// </summary>
internal static class UnstatedSettings
{
    /// <summary>The record with these settings; itself when there is nothing to fill in.</summary>
    public static AssetRecord FillIn(AssetRecord asset, in AssetJudgement judgement)
    {
        if (judgement.Texture is not { IsFloat: false } texture)
        {
            return asset;
        }

        if (TextureLodGroupRule.IsInInterfaceFolder(judgement.Folders))
        {
            texture = texture with { LodGroup = TextureGroups.UserInterface };
        }

        if (texture.FileColorSpace == ColorSpace.Unspecified)
        {
            texture = judgement.Naming.Textures.ContentOf(judgement.Name) switch
            {
                TextureContent.Color => texture with { Srgb = true, Compression = TextureCompression.Default },
                TextureContent.Normal => texture with { Srgb = false, Compression = TextureCompression.NormalMap, LodGroup = TextureGroups.NormalMapsOf(texture) },
                TextureContent.Data => texture with { Srgb = false, Compression = texture.Compression == TextureCompression.Grayscale ? texture.Compression : TextureCompression.Masks },
                _ => texture,
            };
        }

        return asset with { Facts = asset.Facts with { Texture = texture } };
    }
}
