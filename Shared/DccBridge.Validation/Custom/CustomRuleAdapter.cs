using DccBridge.Validation.Rules;

namespace DccBridge.Validation.Custom;

/// <summary>A studio's own rule among DccBridge's.</summary>
internal sealed class CustomRuleAdapter(CustomRule rule, RuleThresholds thresholds) : IRule
{
    public void Judge(ref AssetJudgement judgement)
    {
        var report = new CustomRuleReport(name => thresholds[name]);
        rule.Judge(judgement.Asset, report);
        foreach (var finding in report.Findings)
        {
            judgement.Report(finding.Message, finding.Fix, finding.Locator, finding.Severity);
        }

        judgement.LeaveOut(report.LeftOut);
    }
}
