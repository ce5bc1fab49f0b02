using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Custom;

/// <summary>Makes a rule of DccBridge out of a studio's own.</summary>
internal static class CustomRuleDefinition
{
    private const int MaxTextLength = 500;
    private const int MaxThresholds = 16;
    private const int MaxNameLength = 64;

    /// <summary>Asks a rule what it says of itself.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="assembly">File name of its assembly.</param>
    /// <param name="contentHash">Hash of its assembly.</param>
    /// <exception cref="CustomRuleException">It says something that is not allowed.</exception>
    public static RuleDefinition Of(CustomRule rule, string assembly, string contentHash)
    {
        var definition = new RuleDefinition(thresholds => new CustomRuleAdapter(rule, thresholds))
        {
            Id = rule.Id ?? "",
            Description = rule.Description ?? "",
            Remedy = rule.Remedy ?? "",
            Severity = rule.Severity,
            EnabledByDefault = rule.EnabledByDefault,
            Thresholds = [.. rule.Thresholds ?? []],
            Assembly = assembly,
            AssemblyHash = contentHash,
        };
        return FindProblem(definition) is { } problem ? throw new CustomRuleException(problem) : definition;
    }

    private static string? FindProblem(RuleDefinition rule) =>
        CustomRuleIds.FindProblem(rule.Id)
        ?? FindTextProblem("Description", rule.Description)
        ?? FindTextProblem("Remedy", rule.Remedy)
        ?? (Enum.IsDefined(rule.Severity) ? null : $"there is no severity {(int)rule.Severity}")
        ?? (rule.Thresholds.Count > MaxThresholds ? $"it has more than {MaxThresholds} thresholds" : null)
        ?? (rule.Thresholds.Any(threshold => threshold is null) ? "one of its thresholds is null" : null)
        ?? rule.Thresholds.Select(threshold => FindThresholdProblem(rule, threshold)).FirstOrDefault(problem => problem is not null);

    private static string? FindTextProblem(string name, string text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > MaxTextLength || text.Any(char.IsControl)
            ? $"its {name} must be one line of 1 to {MaxTextLength} characters"
            : null;

    private static string? FindThresholdProblem(RuleDefinition rule, ThresholdDefinition threshold)
    {
        if (string.IsNullOrEmpty(threshold.Name) || threshold.Name.Length > MaxNameLength || !threshold.Name.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiLetter(threshold.Name[0]))
        {
            return $"the name of a threshold must be 1 to {MaxNameLength} English letters and digits, beginning with a letter";
        }

        return threshold.Name is "enabled" or "severity" ? $"a threshold must not be called \"{threshold.Name}\", which every rule has"
            : rule.Thresholds.Count(other => other.Name == threshold.Name) > 1 ? $"it has two thresholds \"{threshold.Name}\""
            : threshold.FindProblem(threshold.Default) is { } problem ? $"the default of its threshold \"{threshold.Name}\" {problem}"
            : threshold.AtMost is { } other && rule.FindThreshold(other) is null ? $"its threshold \"{threshold.Name}\" must be at most \"{other}\", which it does not have"
            : FindTextProblem($"threshold \"{threshold.Name}\": the description", threshold.Description ?? "");
    }
}
