using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Rules;

namespace DccBridge.Validation;

/// <summary>A rule as the settings want it for some folder.</summary>
internal sealed class RuleInForce
{
    private readonly IRule _rule;

    /// <param name="definition">The rule.</param>
    /// <param name="changes">What settings say of it, the weakest first.</param>
    public RuleInForce(RuleDefinition definition, IReadOnlyList<SourcedRuleSettings> changes)
    {
        Definition = definition;
        Needs = definition.Needs;
        var enabled = changes.LastOrDefault(change => change.Settings.Enabled is not null);
        var severity = changes.LastOrDefault(change => change.Settings.Severity is not null);
        Enabled = enabled.Settings?.Enabled ?? definition.EnabledByDefault;
        EnabledFrom = enabled.From ?? "";
        Severity = severity.Settings?.Severity ?? definition.Severity;
        SeverityFrom = severity.From ?? "";
        Thresholds = new RuleThresholds(definition, [.. changes]);
        _rule = definition.Create(Thresholds);
    }

    public RuleDefinition Definition { get; }

    /// <summary>Held here too, since it is asked for each asset.</summary>
    public FactKinds Needs { get; }

    public bool Enabled { get; }

    /// <summary>Where <see cref="Enabled"/> comes from; empty for the default.</summary>
    public string EnabledFrom { get; }

    public Severity Severity { get; }

    /// <summary>Where <see cref="Severity"/> comes from; empty for the default.</summary>
    public string SeverityFrom { get; }

    public RuleThresholds Thresholds { get; }

    public void Judge(ref AssetJudgement judgement) => _rule.Judge(ref judgement);

    /// <summary>
    /// The severity of a finding under the settings: the rule's worst finding has the severity set; a lesser one keeps its own, but is never worse than that.
    /// </summary>
    public Severity Limit(Severity? reported) =>
        reported is { } severity && severity < Definition.Severity && severity < Severity ? severity : Severity;

    /// <summary>As it crosses the wire.</summary>
    public RuleInfo ToInfo() => new()
    {
        Id = Definition.Id,
        Description = Definition.Description,
        Enabled = Enabled,
        Severity = Severity,
        EnabledFrom = EnabledFrom,
        SeverityFrom = SeverityFrom,
        Thresholds = [.. Definition.Thresholds.Select((threshold, i) => new ThresholdInfo
        {
            Name = threshold.Name,
            Value = Thresholds.Values[i],
            From = Thresholds.From[i],
            Description = threshold.Description,
        })],
        Assembly = Definition.Assembly,
    };
}
