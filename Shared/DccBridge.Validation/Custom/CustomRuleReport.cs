using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Custom;

/// <summary>Takes what a studio's own rule finds in one asset. Used by one thread.</summary>
public sealed class CustomRuleReport
{
    /// <summary>Most findings that are kept; the rest is counted.</summary>
    public const int MaxFindings = AssetJudgement.MaxFindingsPerRule;

    /// <summary>Most characters of a message or an instruction; the rest is cut off.</summary>
    public const int MaxTextLength = 1000;

    private readonly Func<string, double> _threshold;
    private readonly List<CustomFinding> _findings = [];

    /// <summary>An empty report.</summary>
    /// <param name="threshold">Gives the value in force of a threshold; throws <see cref="ArgumentException"/> for one that the rule did not declare.</param>
    public CustomRuleReport(Func<string, double> threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        _threshold = threshold;
    }

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<CustomFinding> Findings => _findings;

    /// <summary>How many findings were not kept.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The value in force of a threshold that the rule declares.</summary>
    /// <exception cref="ArgumentException">The rule did not declare it.</exception>
    public double Threshold(string name) => _threshold(name);

    /// <summary>Reports a finding.</summary>
    /// <param name="message">What is wrong, with the figures.</param>
    /// <param name="fix">How to mend it, as an instruction.</param>
    /// <param name="locator">Where it is; null for the whole asset.</param>
    /// <param name="severity">Null for the severity of the rule; a lesser one for a lesser finding.</param>
    /// <exception cref="ArgumentException">A text is empty, or there is no such severity.</exception>
    public void Report(string message, string fix, FindingLocator? locator = null, Severity? severity = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        ArgumentException.ThrowIfNullOrWhiteSpace(fix);
        if (severity is { } given && !Enum.IsDefined(given))
        {
            throw new ArgumentException($"There is no severity {(int)given}.", nameof(severity));
        }

        if (_findings.Count < MaxFindings)
        {
            _findings.Add(new CustomFinding(Cut(message), Cut(fix), locator, severity));
        }
        else
        {
            LeftOut++;
        }
    }

    /// <summary>Takes over what another report of the same rule has.</summary>
    public void TakeOver(CustomRuleReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _findings.AddRange(other._findings.Take(MaxFindings - _findings.Count));
        LeftOut += other.LeftOut;
    }

    private static string Cut(string text) => text.Length <= MaxTextLength ? text : string.Concat(text.AsSpan(0, MaxTextLength - 3), "...");
}

/// <summary>What a studio's own rule found.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">How to mend it.</param>
/// <param name="Locator">Where it is; null for the whole asset.</param>
/// <param name="Severity">Null for the severity of the rule.</param>
public sealed record CustomFinding(string Message, string Fix, FindingLocator? Locator, Severity? Severity);
