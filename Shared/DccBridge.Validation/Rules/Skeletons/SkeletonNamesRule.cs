using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Skeletons;

/// <summary>skel.names: the bones of a mesh or an animation are bones of the skeleton asset that it uses. Silent where that is not known.</summary>
internal sealed class SkeletonNamesRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new SkeletonNamesRule())
    {
        Id = "skel.names",
        Description = "Each bone of a skeletal mesh or an animation is a bone of the skeleton asset that it uses.",
        Reason = "Unreal joins bones by name. A bone that the skeleton does not have is not animated, or the import is refused.",
        Remedy = "Rename the bones in the DCC as the skeleton has them, or send to another skeleton.",
        Severity = Severity.Error,
        Needs = FactKinds.Skeleton,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Skeleton is not { Bones: { Count: > 0 } bones, Skeleton: { Length: > 0 } path }
            || judgement.Others.Find(path)?.Facts?.Skeleton is not { Bones: { Count: > 0 } wanted } target || target.BoneCount > wanted.Count)
        {
            return;
        }

        // Nearly always the bones are the same in the same order; only otherwise a set is worth its memory.
        HashSet<string>? names = null;
        for (var i = 0; i < bones.Count; i++)
        {
            var name = bones[i].Name ?? "";
            if (i < wanted.Count && string.Equals(name, wanted[i].Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            names ??= NamesOf(wanted);
            if (!names.Contains(name) && judgement.Takes())
            {
                judgement.Report(
                    $"The bone {Quoted.Name(name)} is not one of the skeleton {Quoted.End(path)}.",
                    "Rename the bone in the DCC as the skeleton has it (case does not count), leave it out of the export, or choose another skeleton.",
                    new FindingLocator { Node = name });
            }
        }
    }

    private static HashSet<string> NamesOf(IReadOnlyList<BoneFacts> bones)
    {
        var names = new HashSet<string>(bones.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < bones.Count; i++)
        {
            names.Add(bones[i].Name ?? "");
        }

        return names;
    }
}
