using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Fixes;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Textures;

/// <summary>tex.lodgroup: textures of the user interface and normal maps are in groups of their own.</summary>
internal sealed class TextureLodGroupRule : IFixableRule
{
    private const string InterfaceFolder = "UI";

    /// <summary>Whether one of the folders is that of the user interface.</summary>
    public static bool IsInInterfaceFolder(ReadOnlySpan<char> folders) => HasFolder(folders, InterfaceFolder);

    public static RuleDefinition Definition { get; } = new(_ => new TextureLodGroupRule())
    {
        Id = "tex.lodgroup",
        Description = "Textures with the compression or in a folder of the user interface are in the texture group UI, normal maps (_N) in one of the normal-map groups.",
        Reason = "The group decides how far a texture is scaled down on each platform. In a group of the world icons get blurred, and normal maps are scaled together with colours.",
        Remedy = "Set Texture Group in the texture's import settings.",
        Severity = Severity.Warning,
        Needs = FactKinds.Texture,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Texture is not { } texture || TextureGroups.IsUserInterface(texture))
        {
            return;
        }

        var isCompressed = texture.Compression == TextureCompression.UserInterface;
        if (isCompressed || IsInInterfaceFolder(judgement.Folders))
        {
            judgement.Report(
                $"The texture {(isCompressed ? "has the compression of the user interface" : "lies in a folder \"UI\"")}, but its group is {Quoted.Name(texture.LodGroup)} instead of \"UI\".",
                "Set Texture Group to UI in the texture's import settings.");
        }
        else if (judgement.Naming.Textures.ContentOf(judgement.Name) == TextureContent.Normal && !TextureGroups.IsNormalMap(texture))
        {
            judgement.Report(
                $"The suffix _{TextureSuffixes.SuffixOf(judgement.Name)} says normal map, but the group of the texture is {Quoted.Name(texture.LodGroup)}, which is none of normal maps.",
                "Set Texture Group to WorldNormalMap in the texture's import settings (CharacterNormalMap, WeaponNormalMap or VehicleNormalMap where it belongs to one).");
        }
    }

    public void Propose(in AssetJudgement judgement, FixDraft draft)
    {
        var texture = judgement.Texture!;
        var isInterface = texture.Compression == TextureCompression.UserInterface || IsInInterfaceFolder(judgement.Folders);
        draft.Set(FixProperties.LodGroup, isInterface ? TextureGroups.UserInterface : TextureGroups.NormalMapsOf(texture));
    }

    private static bool HasFolder(ReadOnlySpan<char> folders, ReadOnlySpan<char> name)
    {
        foreach (var range in folders.Split('/'))
        {
            if (folders[range].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
