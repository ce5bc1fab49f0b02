using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation.Fixes;

/// <summary>The properties that fixes may set, by the names and texts that cross the wire: those of the members of <see cref="TextureFacts"/>.</summary>
public static class FixProperties
{
    /// <summary>"True" or "False".</summary>
    public const string Srgb = nameof(TextureFacts.Srgb);

    /// <summary>A name of <see cref="TextureCompression"/>; "Other" says nothing that could be set.</summary>
    public const string Compression = nameof(TextureFacts.Compression);

    /// <summary>A texture group ("WorldNormalMap").</summary>
    public const string LodGroup = nameof(TextureFacts.LodGroup);

    /// <summary>A truth value as text.</summary>
    public static string Text(bool value) => value ? bool.TrueString : bool.FalseString;

    /// <summary>The value that the asset has; null when it has no such property.</summary>
    public static string? Read(AssetRecord asset, string? property)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return (asset.Facts?.Texture, property) switch
        {
            ({ } texture, Srgb) => Text(texture.Srgb),
            ({ } texture, Compression) => texture.Compression.ToString(),
            ({ } texture, LodGroup) => texture.LodGroup,
            _ => null,
        };
    }

    /// <summary>The asset with the value set; null when it has no such property, or the text is no value of it.</summary>
    public static AssetRecord? Write(AssetRecord asset, string? property, string value)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var changed = (asset.Facts?.Texture, property) switch
        {
            ({ } texture, Srgb) when bool.TryParse(value, out var srgb) => texture with { Srgb = srgb },
            ({ } texture, Compression) when Enum.TryParse<TextureCompression>(value, out var compression) && Enum.IsDefined(compression) && compression != TextureCompression.Other => texture with { Compression = compression },
            ({ } texture, LodGroup) when value.Length > 0 => texture with { LodGroup = value },
            _ => null,
        };
        return changed is null ? null : asset with { Facts = asset.Facts! with { Texture = changed } };
    }
}
