using DccBridge.Validation.Custom;

namespace DccBridge.Validation.Settings;

/// <summary>What a settings file may say, while it is read: which rules there are, and what weaker files forbid.</summary>
/// <param name="Catalogue">All rules, a studio's own included.</param>
/// <param name="IsOpen">True when a studio's rules could not be loaded: then an id that may be one of theirs is passed over, not refused.</param>
/// <param name="Locks">What is locked, and the file that locks it.</param>
internal sealed record ReadingRules(IReadOnlyList<RuleDefinition> Catalogue, bool IsOpen, IReadOnlyDictionary<string, string> Locks)
{
    /// <summary>DccBridge's own rules, nothing locked.</summary>
    public static ReadingRules Default { get; } = new(RuleCatalogue.Rules, false, new Dictionary<string, string>());

    /// <summary>The ids of all rules.</summary>
    public IEnumerable<string> Ids => Catalogue.Select(rule => rule.Id);

    /// <summary>The rule of that id; null when there is none.</summary>
    public RuleDefinition? Find(string id) => Catalogue.FirstOrDefault(rule => rule.Id == id);

    /// <summary>Whether an id that nobody knows may belong to a rule that could not be loaded.</summary>
    public bool MayBeElsewhere(string id) => IsOpen && CustomRuleIds.FindProblem(id) is null;

    /// <summary>Why this file must not say anything of a rule or a field; null when it may.</summary>
    public string? FindLock(string name) => Locks.TryGetValue(name, out var file)
        ? $"is locked by {file}: no file that is stronger than that one may change it. Take the entry out of this file, or have the lock lifted there"
        : null;
}
