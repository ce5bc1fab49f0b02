using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Skeletons;

/// <summary>skel.root: one root with the scale 1, and nothing weighted to the bones that only carry targets.</summary>
internal sealed class SkeletonRootRule(RuleThresholds thresholds) : IRule
{
    private const string TargetPrefix = "ik_";

    private readonly double _tolerance = thresholds["tolerance"];

    public static RuleDefinition Definition { get; } = new(thresholds => new SkeletonRootRule(thresholds))
    {
        Id = "skel.root",
        Description = "A skeleton has one root, the root has the scale 1, and no vertex hangs on bones for IK targets (ik_...).",
        Reason = "Unreal imports a skeleton with several roots in part or not at all. A scale of the root comes back in root motion, sockets and physics, and is different in each animation. IK bones jump to their targets and take along what hangs on them.",
        Remedy = "Put all bones below one root, apply the scale of the armature, and take the weights off IK bones in the DCC.",
        Severity = Severity.Error,
        Needs = FactKinds.Skeleton,
        Thresholds =
        [
            new() { Name = "tolerance", Description = "How far a scale may be from 1.", Default = 1e-3, Minimum = 0, Maximum = 1 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Skeleton?.Bones is not { Count: > 0 } bones)
        {
            return;
        }

        string? firstRoot = null;
        for (var i = 0; i < bones.Count; i++)
        {
            var bone = bones[i];
            if (bone.Parent < 0)
            {
                if (firstRoot is null)
                {
                    firstRoot = bone.Name ?? "";
                }
                else if (judgement.Takes())
                {
                    judgement.Report(
                        $"The bone {Quoted.Name(bone.Name)} is one more root beside {Quoted.Name(firstRoot)}.",
                        "Put all bones below one root bone in the DCC, and leave bones that do not belong to the character out of the export.",
                        new FindingLocator { Node = bone.Name });
                }

                JudgeScale(ref judgement, bone);
            }

            if (bone.Vertices > 0 && bone.Name is not null && bone.Name.StartsWith(TargetPrefix, StringComparison.OrdinalIgnoreCase) && judgement.Takes())
            {
                judgement.Report(
                    Invariant($"{bone.Vertices:N0} vertices hang on the bone {Quoted.Name(bone.Name)}, which by its name only carries an IK target."),
                    "Give the weights to the bone that deforms there, and lock or exclude the IK bones when weighting.",
                    new FindingLocator { Node = bone.Name });
            }
        }
    }

    private void JudgeScale(ref AssetJudgement judgement, BoneFacts root)
    {
        var scale = root.Scale;
        if ((IsOne(scale.X) && IsOne(scale.Y) && IsOne(scale.Z)) || !judgement.Takes())
        {
            return;
        }

        judgement.Report(
            Invariant($"The root bone {Quoted.Name(root.Name)} has the scale ({scale.X:G6}, {scale.Y:G6}, {scale.Z:G6}), which is not 1."),
            "Apply the scale of the armature (Blender: select armature and mesh, Ctrl+A > Scale) and export again; where it is the 100 of Blender's metres, export with Apply Scalings: FBX Units Scale.",
            new FindingLocator { Node = root.Name });
    }

    // Written so that NaN is not one.
    private bool IsOne(double factor) => Math.Abs(factor - 1) <= _tolerance;
}
