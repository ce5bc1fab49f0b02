using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Rules;
using DccBridge.Validation.Settings;
using static System.FormattableString;

namespace DccBridge.Validation;

/// <summary>What a rule says of itself: the rule reference, the settings reader and the settings schema are held against it.</summary>
public sealed record RuleDefinition
{
    internal RuleDefinition(Func<RuleThresholds, IRule> create) => Create = create;

    /// <summary>Stable id ("tex.pow2").</summary>
    public required string Id { get; init; }

    /// <summary>What it demands, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Why it demands that: what goes wrong otherwise. One or two sentences.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How to mend what it finds, in general; each finding has its own instruction.</summary>
    public required string Remedy { get; init; }

    /// <summary>Severity of its worst finding when the settings say nothing.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Whether it judges when the settings say nothing.</summary>
    public bool EnabledByDefault { get; init; } = true;

    /// <summary>The facts that it judges: an asset with none of them is not put before it. None means that it judges each asset.</summary>
    public FactKinds Needs { get; init; }

    /// <summary>Whether it judges redirectors too, which are no assets that somebody named or made: all other rules pass over them.</summary>
    public bool JudgesRedirectors { get; init; }

    /// <summary>Whether it looks at the overlaps of UVs, which take long to measure; of a studio's own rules nobody knows.</summary>
    public bool ReadsUvOverlaps { get; init; }

    /// <summary>The figures that settings may change.</summary>
    public IReadOnlyList<ThresholdDefinition> Thresholds { get; init; } = [];

    /// <summary>File name of the studio's assembly that it comes from; null for DccBridge's own.</summary>
    public string? Assembly { get; init; }

    /// <summary>Hash of that assembly; null for DccBridge's own.</summary>
    internal string? AssemblyHash { get; init; }

    /// <summary>Makes the rule with the thresholds in force.</summary>
    internal Func<RuleThresholds, IRule> Create { get; }

    /// <summary>The threshold of that name; null when the rule has none.</summary>
    public ThresholdDefinition? FindThreshold(string name)
    {
        foreach (var threshold in Thresholds)
        {
            if (threshold.Name == name)
            {
                return threshold;
            }
        }

        return null;
    }
}

/// <summary>A figure of a rule that settings may change.</summary>
public sealed record ThresholdDefinition
{
    /// <summary>Name of the field in the settings ("maxLength").</summary>
    public required string Name { get; init; }

    /// <summary>What it limits, with the unit.</summary>
    public required string Description { get; init; }

    /// <summary>Its value when the settings say nothing.</summary>
    public required double Default { get; init; }

    /// <summary>Least value allowed.</summary>
    public required double Minimum { get; init; }

    /// <summary>Greatest value allowed.</summary>
    public required double Maximum { get; init; }

    /// <summary>True when only whole numbers make sense.</summary>
    public bool Whole { get; init; }

    /// <summary>Name of a threshold of the same rule that this one must not exceed; null when there is none.</summary>
    public string? AtMost { get; init; }

    /// <summary>Why a value is not allowed and what is; null when it is allowed.</summary>
    public string? FindProblem(double value)
    {
        if (!(value >= Minimum && value <= Maximum))
        {
            return Invariant($"must be from {Minimum} to {Maximum}, but is {value}");
        }

        return Whole && value != Math.Floor(value) ? Invariant($"must be a whole number, but is {value}") : null;
    }
}

/// <summary>What settings say of a rule, and where.</summary>
/// <param name="Settings">What they say.</param>
/// <param name="From">The file, with " (folder)" behind it where a folder's entry says so.</param>
internal readonly record struct SourcedRuleSettings(RuleSettings Settings, string From);

/// <summary>The thresholds of one rule that are in force.</summary>
internal sealed class RuleThresholds
{
    private readonly RuleDefinition _definition;
    private readonly double[] _values;
    private readonly string[] _from;

    /// <param name="definition">The rule.</param>
    /// <param name="changes">What settings say of it, the weakest first, each with where it stands.</param>
    public RuleThresholds(RuleDefinition definition, params ReadOnlySpan<SourcedRuleSettings> changes)
    {
        _definition = definition;
        _values = new double[definition.Thresholds.Count];
        _from = new string[_values.Length];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = definition.Thresholds[i].Default;
            _from[i] = "";
            foreach (var change in changes)
            {
                if (change.Settings.Thresholds.TryGetValue(definition.Thresholds[i].Name, out var value))
                {
                    _values[i] = value;
                    _from[i] = change.From;
                }
            }
        }
    }

    /// <summary>In the order of <see cref="RuleDefinition.Thresholds"/>.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Where each of <see cref="Values"/> comes from; empty for the default.</summary>
    public ReadOnlySpan<string> From => _from;

    /// <exception cref="ArgumentException">The rule did not declare it.</exception>
    public double this[string name]
    {
        get
        {
            for (var i = 0; i < _values.Length; i++)
            {
                if (_definition.Thresholds[i].Name == name)
                {
                    return _values[i];
                }
            }

            throw new ArgumentException($"The rule {_definition.Id} has no threshold \"{name}\".", nameof(name));
        }
    }
}
