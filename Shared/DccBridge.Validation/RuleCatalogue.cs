using DccBridge.Validation.Rules.Animations;
using DccBridge.Validation.Rules.Materials;
using DccBridge.Validation.Rules.Meshes;
using DccBridge.Validation.Rules.Names;
using DccBridge.Validation.Rules.Packages;
using DccBridge.Validation.Rules.Paths;
using DccBridge.Validation.Rules.References;
using DccBridge.Validation.Rules.Skeletons;
using DccBridge.Validation.Rules.Sounds;
using DccBridge.Validation.Rules.Sources;
using DccBridge.Validation.Rules.Textures;

namespace DccBridge.Validation;

/// <summary>All rules there are.</summary>
public static class RuleCatalogue
{
    /// <summary>Rises whenever a rule judges differently under the same settings; part of <see cref="RuleSet.Hash"/>.</summary>
    public const int Version = 2;

    /// <summary>Sorted by id.</summary>
    public static IReadOnlyList<RuleDefinition> Rules { get; } =
    [
        AnimationRateRule.Definition,
        MaterialInstanceRule.Definition,
        MaterialSamplersRule.Definition,
        MeshCollisionRule.Definition,
        MeshDegenerateRule.Definition,
        MeshLightmapRule.Definition,
        MeshLodsRule.Definition,
        MeshNaniteRule.Definition,
        MeshNormalsRule.Definition,
        MeshPivotRule.Definition,
        MeshScaleRule.Definition,
        MeshSlotsRule.Definition,
        MeshSnapRule.Definition,
        MeshTrianglesRule.Definition,
        MeshCollisionNodesRule.Definition,
        MeshUv0Rule.Definition,
        MeshUvCountRule.Definition,
        MorphRangeRule.Definition,
        NameCaseRule.Definition,
        NameCharactersRule.Definition,
        NameClashRule.Definition,
        NameJunkRule.Definition,
        NamePrefixRule.Definition,
        NameTextureSuffixRule.Definition,
        NameVariantRule.Definition,
        PathDepthRule.Definition,
        PathGenericRule.Definition,
        PathLengthRule.Definition,
        PathTopLevelRule.Definition,
        DevelopersReferenceRule.Definition,
        RedirectorRule.Definition,
        SkeletonBonesRule.Definition,
        SkinInfluencesRule.Definition,
        SkeletonNamesRule.Definition,
        SkeletonRootRule.Definition,
        SoundRateRule.Definition,
        SourceAbsoluteRule.Definition,
        SourceMissingRule.Definition,
        SourceStaleRule.Definition,
        SourceTextureRule.Definition,
        PackageNotCheckedOutRule.Definition,
        PackageUnsavedRule.Definition,
        TextureAlphaRule.Definition,
        TextureLodGroupRule.Definition,
        TextureMaskRule.Definition,
        TextureMaximumSizeRule.Definition,
        TextureNormalRule.Definition,
        TexturePowerOfTwoRule.Definition,
        TextureSrgbRule.Definition,
    ];

    /// <summary>The rule of that id; null when there is none.</summary>
    public static RuleDefinition? Find(string? id)
    {
        foreach (var rule in Rules)
        {
            if (rule.Id == id)
            {
                return rule;
            }
        }

        return null;
    }
}
