using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Rules;

namespace DccBridge.Validation;

/// <summary>A rule as the settings want it for some folder.</summary>
internal sealed class RuleInForce
{
    private readonly IRule _rule;

    public RuleInForce(RuleDefinition definition, bool enabled, Severity severity, RuleThresholds thresholds)
    {
        Definition = definition;
        Needs = definition.Needs;
        Enabled = enabled;
        Severity = severity;
        Thresholds = thresholds;
        _rule = definition.Create(thresholds);
    }

    public RuleDefinition Definition { get; }

    /// <summary>Held here too, since it is asked for each asset.</summary>
    public FactKinds Needs { get; }

    public bool Enabled { get; }

    public Severity Severity { get; }

    public RuleThresholds Thresholds { get; }

    /// <summary>The rule as one that proposes fixes; null when it cannot.</summary>
    public IFixableRule? Fixable => _rule as IFixableRule;

    public void Judge(ref AssetJudgement judgement) => _rule.Judge(ref judgement);

    /// <summary>
    /// The severity of a finding under the settings: the rule's worst finding has the severity set; a lesser one keeps its own, but is never worse than that.
    /// </summary>
    public Severity Limit(Severity? reported) =>
        reported is { } severity && severity < Definition.Severity && severity < Severity ? severity : Severity;
}
