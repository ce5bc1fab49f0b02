using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Fixes;
using DccBridge.Validation.Rules;

namespace DccBridge.Tests.Validation.Fixes;

/// <summary>A rule that always finds something and proposes what a test says.</summary>
internal sealed class Proposing(Action<FixDraft> propose) : IFixableRule
{
    public static RuleDefinition Definition(string id, Action<FixDraft> propose) => new(_ => new Proposing(propose))
    {
        Id = id,
        Description = "Always objects.",
        Remedy = "None.",
        Severity = Severity.Error,
    };

    public void Judge(ref AssetJudgement judgement) => judgement.Report("wrong", "mend");

    public void Propose(in AssetJudgement judgement, FixDraft draft) => propose(draft);
}
