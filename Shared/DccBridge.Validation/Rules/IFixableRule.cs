using DccBridge.Validation.Fixes;

namespace DccBridge.Validation.Rules;

/// <summary>A rule that can say, as data, what its findings advise. Only what follows from the facts alone; nothing that guesses at geometry.</summary>
internal interface IFixableRule : IRule
{
    /// <summary>Proposes what mends the findings, or says why that cannot be done. Called only for an asset on which the rule reported.</summary>
    /// <param name="judgement">The asset, under the name that rules before this one gave it.</param>
    /// <param name="draft">Takes the proposals.</param>
    void Propose(in AssetJudgement judgement, FixDraft draft);
}
