using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Skeletons;

/// <summary>skel.influences: more bones on one vertex than the engine keeps, and vertices that no bone moves.</summary>
internal sealed class SkinInfluencesRule(RuleThresholds thresholds) : IRule
{
    private readonly int _warnAbove = (int)thresholds["warnAbove"];
    private readonly int _errorAbove = (int)thresholds["errorAbove"];

    public static RuleDefinition Definition { get; } = new(thresholds => new SkinInfluencesRule(thresholds))
    {
        Id = "skel.influences",
        Description = "No vertex of a skinned mesh hangs on more bones than the engine keeps (12, error) or draws fast (8, warning), and each hangs on one (warning).",
        Reason = "Unreal keeps the strongest bones of a vertex and drops the others, which shows at shoulders and hips. A vertex without a bone stays behind at the origin.",
        Remedy = "Limit the influences per vertex and normalise the weights in the DCC; give each vertex at least one bone.",
        Severity = Severity.Error,
        Needs = FactKinds.Skin,
        Thresholds =
        [
            new() { Name = "warnAbove", Description = "Bones on one vertex above which it is a warning.", Default = 8, Minimum = 1, Maximum = 12, Whole = true, AtMost = "errorAbove" },
            new() { Name = "errorAbove", Description = "Bones on one vertex above which it is an error.", Default = 12, Minimum = 1, Maximum = 12, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Skin is not { } skin)
        {
            return;
        }

        var isError = skin.MaxInfluences > _errorAbove;
        if (isError || skin.MaxInfluences > _warnAbove)
        {
            judgement.Report(
                Invariant($"A vertex hangs on {skin.MaxInfluences:N0} bones; {(isError ? "at most" : "there should be at most")} {(isError ? _errorAbove : _warnAbove)}{(isError ? " are allowed" : "")}."),
                Invariant($"Limit the influences to {Math.Min(_warnAbove, _errorAbove)} per vertex in the DCC (Blender: Weights > Limit Total; Maya: Skin > Prune Small Weights), normalise the weights, and export again."),
                judgement.OnlyMeshNode,
                isError ? null : Severity.Warning);
        }

        if (skin.UnweightedVertices > 0)
        {
            judgement.Report(
                Invariant($"{skin.UnweightedVertices:N0} vertices hang on no bone."),
                "Give these vertices a bone in the DCC (Blender: Select > Select All by Trait > Ungrouped Vertices shows them), normalise the weights, and export again.",
                judgement.OnlyMeshNode,
                Severity.Warning);
        }
    }
}
