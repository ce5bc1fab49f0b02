using DccBridge.Companion.Cli.Rendering;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Cli;

/// <summary>Verdicts in figures. Suppressed findings count by themselves only.</summary>
internal sealed record FindingCount(int Assets, int Errors, int Warnings, int Infos, int Suppressed, int NotValidated)
{
    public static FindingCount Of(IReadOnlyCollection<Verdict> verdicts)
    {
        var findings = verdicts.SelectMany(v => v.Findings).ToArray();
        var spoken = findings.Where(f => f.SuppressedBecause is null).ToArray();
        return new FindingCount(
            verdicts.Count,
            spoken.Count(f => f.Severity == Severity.Error),
            spoken.Count(f => f.Severity == Severity.Warning),
            spoken.Count(f => f.Severity == Severity.Info),
            findings.Length - spoken.Length,
            verdicts.Count(v => v.Outcome == VerdictOutcome.NotValidated));
    }

    /// <summary>What the findings alone say of the run.</summary>
    public int ExitCode => NotValidated > 0 ? ExitCodes.Failed : Errors > 0 ? ExitCodes.Findings : ExitCodes.Clean;

    /// <summary>"5 errors, 6 warnings" or "no findings".</summary>
    public string Text
    {
        get
        {
            var parts = new List<string>();
            Add(Errors, "error");
            Add(Warnings, "warning");
            Add(Infos, "note");
            if (Suppressed > 0)
            {
                parts.Add($"{Suppressed} suppressed");
            }

            if (NotValidated > 0)
            {
                parts.Add($"{NotValidated} not validated");
            }

            return parts.Count == 0 ? "no findings" : string.Join(", ", parts);

            void Add(int number, string noun)
            {
                if (number > 0)
                {
                    parts.Add(ByteText.Count(number, noun));
                }
            }
        }
    }
}
