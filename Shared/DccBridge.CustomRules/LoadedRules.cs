using DccBridge.Validation.Custom;

namespace DccBridge.CustomRules;

/// <summary>The rules of one assembly, and the context that goes with them.</summary>
internal sealed class LoadedRules(RuleAssemblyContext context, string contentHash, IReadOnlyList<GuardedRule> rules, IReadOnlyList<string> problems) : ILoadedRules
{
    /// <inheritdoc/>
    public string ContentHash => contentHash;

    /// <inheritdoc/>
    public IReadOnlyList<CustomRule> Rules => rules;

    /// <inheritdoc/>
    public IReadOnlyList<string> Problems => problems;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rule in rules)
        {
            rule.Dispose();
        }

        context.Unload();
    }
}
