using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Records;

/// <summary>The record of a texture: facts from the file, import settings from the asset when it is an update.</summary>
internal static class TextureRecord
{
    /// <param name="main">The record as far as all classes share it.</param>
    /// <param name="content">What the file holds, with the default import settings.</param>
    /// <param name="existing">The asset that is updated; null for a new one.</param>
    public static AssetRecord Of(AssetRecord main, AssetFileContent content, AssetRecord? existing)
    {
        if (content.Facts.Texture is not { } facts || existing?.Facts.Texture is not { } kept)
        {
            return main with { References = existing?.References ?? [] };
        }

        return main with
        {
            References = existing.References,
            Facts = content.Facts with
            {
                Texture = facts with
                {
                    Srgb = kept.Srgb,
                    Compression = kept.Compression,
                    LodGroup = kept.LodGroup,
                    MaxTextureSize = kept.MaxTextureSize,
                    NoMipmaps = kept.NoMipmaps,
                    NeverStream = kept.NeverStream,
                },
            },
        };
    }
}
