using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation.Settings;

/// <summary>Checks settings that were made by code; the reader checks those of a file itself, where it knows the line.</summary>
internal static class ValidationSettingsCheck
{
    /// <exception cref="ArgumentException">Something is not allowed; the message says what is.</exception>
    public static void Throw(ValidationSettings settings, IReadOnlyList<RuleDefinition> catalogue)
    {
        if (FindProblem(settings, catalogue) is { } problem)
        {
            throw new ArgumentException(problem, nameof(settings));
        }
    }

    private static string? FindProblem(ValidationSettings settings, IReadOnlyList<RuleDefinition> catalogue) =>
        FindRulesProblem("", settings.Rules, catalogue)
        ?? FindFolderProblem(settings, catalogue)
        ?? settings.Suppressions.Select(suppression => FindSuppressionProblem(suppression, catalogue)).FirstOrDefault(problem => problem is not null)
        ?? settings.Prefixes.SelectMany(entry => entry.Value).Select(SettingsLimits.FindPrefixProblem).FirstOrDefault(problem => problem is not null)
        ?? settings.TextureSuffixes.Keys.Select(SettingsLimits.FindSuffixProblem).FirstOrDefault(problem => problem is not null);

    private static string? FindFolderProblem(ValidationSettings settings, IReadOnlyList<RuleDefinition> catalogue)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, folder) in settings.Folders)
        {
            if (!AssetPath.CheckFolder(path, out var problem))
            {
                return problem;
            }

            if (!seen.Add(path))
            {
                return $"The folder {path} is given twice (case does not count).";
            }

            if (FindRulesProblem(path + ": ", folder.Rules, catalogue) is { } ruleProblem)
            {
                return ruleProblem;
            }
        }

        return null;
    }

    private static string? FindRulesProblem(string where, IReadOnlyDictionary<string, RuleSettings> rules, IReadOnlyList<RuleDefinition> catalogue)
    {
        foreach (var (id, rule) in rules)
        {
            if (catalogue.FirstOrDefault(known => known.Id == id) is not { } definition)
            {
                return $"{where}There is no rule \"{id}\". The rules are {string.Join(", ", catalogue.Select(known => known.Id))}.";
            }

            foreach (var (name, value) in rule.Thresholds)
            {
                if (definition.FindThreshold(name) is not { } threshold)
                {
                    return $"{where}The rule {id} has no threshold \"{name}\"; it has {string.Join(", ", definition.Thresholds.Select(known => known.Name))}.";
                }

                if (threshold.FindProblem(value) is { } problem)
                {
                    return $"{where}{id}.{name} {problem}.";
                }
            }

            if (RuleSettingsReader.FindOrderProblem(definition, rule.Thresholds) is { } contradiction)
            {
                return $"{where}{id} {contradiction}.";
            }
        }

        return null;
    }

    private static string? FindSuppressionProblem(Suppression suppression, IReadOnlyList<RuleDefinition> catalogue)
    {
        if (catalogue.All(known => known.Id != suppression.Rule))
        {
            return $"A suppression names the rule \"{suppression.Rule}\", which does not exist. The rules are {string.Join(", ", catalogue.Select(known => known.Id))}.";
        }

        if (!AssetPath.CheckFolder(suppression.Path, out var problem))
        {
            return $"A suppression of {suppression.Rule} has a path that is not allowed. {problem}";
        }

        return SettingsLimits.FindReasonProblem(suppression.Reason) is { } reasonProblem
            ? $"The reason of the suppression of {suppression.Rule} for {suppression.Path} {reasonProblem}."
            : null;
    }
}
