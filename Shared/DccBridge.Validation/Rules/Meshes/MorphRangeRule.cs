using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>morph.range: weights that a morph target does not stand.</summary>
internal sealed class MorphRangeRule(RuleThresholds thresholds) : IRule
{
    private readonly double _min = thresholds["min"];
    private readonly double _max = thresholds["max"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MorphRangeRule(thresholds))
    {
        Id = "morph.range",
        Description = "The weights of morph targets (shape keys) lie between -5 and 5.",
        Reason = "Unreal cuts weights off there, so that the shape in the game is not the one in the DCC. Often a weight in per cent was taken for a factor.",
        Remedy = "Set the range of the shape key in the DCC, and make the shape itself larger where it needs more.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "min", Description = "Least weight; 1 is the whole shape.", Default = -5, Minimum = -1000, Maximum = 1000, AtMost = "max" },
            new() { Name = "max", Description = "Greatest weight; 1 is the whole shape.", Default = 5, Minimum = -1000, Maximum = 1000 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Morphs is not { Count: > 0 } morphs)
        {
            return;
        }

        for (var i = 0; i < morphs.Count; i++)
        {
            var morph = morphs[i];

            // Written so that NaN is never inside.
            if (!(morph.MinWeight >= _min && morph.MaxWeight <= _max) && judgement.Takes())
            {
                judgement.Report(
                    Invariant($"The morph target {Quoted.Name(morph.Name)} has weights from {morph.MinWeight:G6} to {morph.MaxWeight:G6}; allowed are {_min:G6} to {_max:G6}."),
                    Invariant($"Set the range of the shape key to at most {_min:G6} to {_max:G6} in the DCC (1 is the whole shape, not 100), and make the shape larger where it needs more."),
                    judgement.OnlyMeshNode);
            }
        }
    }
}
