using DccBridge.Validation.Rules;

namespace DccBridge.Validation;

/// <summary>All rules there are.</summary>
public static class RuleCatalogue
{
    /// <summary>Rises whenever a rule judges differently under the same settings; part of <see cref="RuleSet.Hash"/>.</summary>
    public const int Version = 1;

    /// <summary>Sorted by id.</summary>
    public static IReadOnlyList<RuleDefinition> Rules { get; } =
    [
        MeshDegenerateRule.Definition,
        MeshScaleRule.Definition,
        MeshSlotsRule.Definition,
        MeshTrianglesRule.Definition,
        MeshUv0Rule.Definition,
        NameCharactersRule.Definition,
        NamePrefixRule.Definition,
        NameTextureSuffixRule.Definition,
        PathLengthRule.Definition,
        SourceMissingRule.Definition,
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
