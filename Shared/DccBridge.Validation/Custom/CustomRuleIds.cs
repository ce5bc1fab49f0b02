namespace DccBridge.Validation.Custom;

/// <summary>The ids of a studio's own rules.</summary>
internal static class CustomRuleIds
{
    private const int MaxPartLength = 32;
    private const int MaxParts = 5;

    /// <summary>Beginnings of findings that are no rules.</summary>
    private static readonly string[] Reserved = ["dccbridge", "project", "settings"];

    /// <summary>The first parts that are DccBridge's own, sorted.</summary>
    public static IReadOnlyList<string> Families { get; } =
        [.. RuleCatalogue.Rules.Select(rule => FamilyOf(rule.Id)).Concat(Reserved).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The same demands as a regular expression, for the schema.</summary>
    public static string Pattern =>
        $"^(?!({string.Join('|', Families)})\\.)[a-z][a-z0-9]{{0,{MaxPartLength - 1}}}(\\.[a-z0-9]{{1,{MaxPartLength}}}){{1,{MaxParts - 1}}}$";

    /// <summary>Why an id is not allowed; null when it is.</summary>
    public static string? FindProblem(string? id)
    {
        var parts = (id ?? "").Split('.');
        if (parts.Length is < 2 or > MaxParts || !char.IsAsciiLetterLower(parts[0].FirstOrDefault()) || !parts.All(IsPart))
        {
            return $"its id must be the studio's name, a dot and the rule's name, in lower-case English letters and digits (\"acme.lod.count\"), but is \"{Cut(id)}\"";
        }

        return Families.Contains(parts[0]) ? $"its id \"{id}\" begins with \"{parts[0]}\", which belongs to DccBridge itself; begin it with the studio's name" : null;
    }

    private static string FamilyOf(string id) => id[..id.IndexOf('.', StringComparison.Ordinal)];

    private static bool IsPart(string part) => part.Length is >= 1 and <= MaxPartLength && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static string Cut(string? id) => id is null ? "" : id.Length <= 64 ? id : id[..64] + "...";
}
