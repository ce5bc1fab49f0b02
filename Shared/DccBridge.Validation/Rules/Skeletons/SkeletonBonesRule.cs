using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Skeletons;

/// <summary>skel.bones: more bones than one section can address, or than the project allows.</summary>
internal sealed class SkeletonBonesRule(RuleThresholds thresholds) : IRule
{
    private readonly int _maxPerSection = (int)thresholds["maxPerSection"];
    private readonly int _maxBones = (int)thresholds["maxBones"];

    public static RuleDefinition Definition { get; } = new(thresholds => new SkeletonBonesRule(thresholds))
    {
        Id = "skel.bones",
        Description = "The triangles of one material hang on at most 256 bones, and the skeleton keeps to the project's budget of bones.",
        Reason = "Bones are counted in 8 bits for each section of a skeletal mesh: more need the project setting for 16-bit bone indices. Each bone is computed on each frame.",
        Remedy = "Split the mesh by material, weight fewer bones, or raise the limit where the project uses 16-bit bone indices.",
        Severity = Severity.Error,
        Needs = FactKinds.Skeleton | FactKinds.Skin,
        Thresholds =
        [
            new() { Name = "maxPerSection", Description = "Most bones that the triangles of one material may hang on; 65536 where the project uses 16-bit bone indices.", Default = 256, Minimum = 1, Maximum = 65_536, Whole = true },
            new() { Name = "maxBones", Description = "Most bones of a skeleton: the project's budget. The default is what the engine can count.", Default = 65_536, Minimum = 1, Maximum = 65_536, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Skin is { } skin && skin.MaxBonesPerSection > _maxPerSection)
        {
            judgement.Report(
                Invariant($"The triangles of one material hang on {skin.MaxBonesPerSection:N0} bones; at most {_maxPerSection:N0} are allowed."),
                "Give parts of the mesh another material, or weight fewer bones, and export again; or switch 16-bit bone indices on in the project settings and raise maxPerSection in DccBridge.settings.json.",
                judgement.OnlyMeshNode);
        }

        if (judgement.Skeleton is { } skeleton && Math.Max(skeleton.BoneCount, skeleton.Bones?.Count ?? 0) is var count && count > _maxBones)
        {
            judgement.Report(
                Invariant($"The skeleton has {count:N0} bones; at most {_maxBones:N0} are allowed."),
                "Leave bones that move nothing out of the export, or raise maxBones of its folder in DccBridge.settings.json.");
        }
    }
}
