using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;

namespace DccBridge.Server.ValidationRuns;

/// <summary>Adds what the project's own validators found to the verdicts of the rules.</summary>
internal static class ProjectFindings
{
    /// <summary>The rule id of all of them: Unreal does not say which validator spoke.</summary>
    public const string RuleId = "project.validator";

    private const string Fix = "Do what the message says; it comes from a validator of the Unreal project, not from DccBridge.";

    /// <summary>The verdict with these findings too, worst first, and the outcome that follows.</summary>
    public static Verdict AddTo(Verdict verdict, IReadOnlyList<ProjectFinding> found)
    {
        if (found.Count == 0)
        {
            return verdict;
        }

        var added = found.Select(finding => new Finding { RuleId = RuleId, Severity = finding.Severity, Message = finding.Message, Fix = Fix });

        return verdict with
        {
            Findings = [.. verdict.Findings.Concat(added).OrderBy(finding => finding.SuppressedBecause is not null).ThenByDescending(finding => finding.Severity)],
            Outcome = OutcomeOf(verdict.Outcome, found.Max(finding => finding.Severity)),
        };
    }

    private static VerdictOutcome OutcomeOf(VerdictOutcome outcome, Severity worst) => (outcome, worst) switch
    {
        (_, Severity.Error) => VerdictOutcome.Failed,
        (VerdictOutcome.Passed, Severity.Warning) => VerdictOutcome.Warnings,
        _ => outcome,
    };
}
