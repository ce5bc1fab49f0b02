using System.Globalization;
using System.Text;

namespace DccBridge.Validation;

/// <summary>The rule reference, RULES.md, as the rules tell it of themselves.</summary>
public static class RuleReference
{
    /// <summary>The whole reference as Markdown: a paragraph per rule, grouped by what they judge, sorted by id. Ends with a line end; lines end with \n.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# Rule reference\n\n");
        text.Append(CultureInfo.InvariantCulture, $"The {RuleCatalogue.Rules.Count} rules of DccBridge. This file is made from the rules themselves; a test compares it with them.\n\n");
        text.Append("Severity is that of a rule's worst finding; \"off\" means that a project must enable the rule. Sizes are in centimetres, those of textures in pixels. ");
        text.Append("A rule says nothing where nobody knows the facts that it judges.\n\n");
        text.Append("Every rule is changed in `DccBridge.settings.json`, for the project or for a folder: `\"rules\": { \"<id>\": { \"enabled\": true, \"severity\": \"warning\", \"<threshold>\": 1 } }`; ");
        text.Append("a single finding is accepted with an entry in `\"suppressions\"`.\n");
        var group = "";
        foreach (var rule in RuleCatalogue.Rules)
        {
            if (GroupOf(rule.Id) is var own && own != group)
            {
                group = own;
                text.Append(CultureInfo.InvariantCulture, $"\n## {TitleOf(group)}\n");
            }

            Append(text, rule);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, RuleDefinition rule)
    {
        var severity = rule.Severity.ToString().ToLowerInvariant();
        text.Append(CultureInfo.InvariantCulture, $"\n### `{rule.Id}`\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**{rule.Description}** ({severity}{(rule.EnabledByDefault ? "" : ", off")}) {rule.Reason}");
        text.Append(CultureInfo.InvariantCulture, $" *To mend:* {rule.Remedy} *To switch {(rule.EnabledByDefault ? "off" : "on")}:* `\"{rule.Id}\": {{ \"enabled\": {(rule.EnabledByDefault ? "false" : "true")} }}`.\n");
        if (rule.Thresholds.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var threshold in rule.Thresholds)
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{threshold.Name}`, default {threshold.Default} ({threshold.Minimum} to {threshold.Maximum}): {threshold.Description}\n");
        }
    }

    private static string GroupOf(string id) => id[..id.IndexOf('.', StringComparison.Ordinal)];

    private static string TitleOf(string group) => group switch
    {
        "anim" => "Animations",
        "mat" => "Materials",
        "mesh" => "Meshes",
        "morph" => "Morph targets",
        "name" => "Names",
        "path" => "Paths",
        "ref" => "References",
        "skel" => "Skeletons",
        "snd" => "Sounds",
        "src" => "Sources",
        "state" => "State of the package",
        "tex" => "Textures",
        _ => group,
    };
}
