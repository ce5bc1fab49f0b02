using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>What Unreal's texture groups say of the textures in them.</summary>
internal static class TextureGroups
{
    /// <summary>The group of the user interface.</summary>
    public const string UserInterface = "UI";

    /// <summary>How the groups of normal maps end: WorldNormalMap, CharacterNormalMap, WeaponNormalMap, VehicleNormalMap.</summary>
    public const string NormalMapEnding = "NormalMap";

    /// <summary>Whether the texture is for the user interface, which shows it without mip levels.</summary>
    public static bool IsUserInterface(TextureFacts? texture) =>
        texture is not null && string.Equals(texture.LodGroup, UserInterface, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the texture is in a group of normal maps.</summary>
    public static bool IsNormalMap(TextureFacts texture) =>
        texture.LodGroup is not null && texture.LodGroup.EndsWith(NormalMapEnding, StringComparison.OrdinalIgnoreCase);
}
