namespace DccBridge.Validation.Rules;

/// <summary>One rule with its thresholds. It reads facts, never files, holds no state between assets and may run on several threads at once.</summary>
internal interface IRule
{
    /// <summary>Reports what is wrong with the asset of <paramref name="judgement"/>.</summary>
    void Judge(ref AssetJudgement judgement);
}
