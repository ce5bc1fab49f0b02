using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Materials;

/// <summary>mat.domain: meshes show instances of few materials. Off by default, since each plain import makes a material per slot.</summary>
internal sealed class MaterialInstanceRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new MaterialInstanceRule())
    {
        Id = "mat.domain",
        Description = "The slots of a mesh hold material instances, not materials.",
        Reason = "Each material compiles shaders of its own, for minutes and in every build; instances share those of their parent and are changed at once.",
        Remedy = "Make instances of a master material of the project, and put them into the slots.",
        Severity = Severity.Info,
        Needs = FactKinds.Mesh,
        EnabledByDefault = false,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Slots is not { Count: > 0 } slots)
        {
            return;
        }

        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].Material is { Length: > 0 } path && judgement.Others.Find(path)?.Class == AssetClasses.Material && judgement.Takes())
            {
                judgement.Report(
                    Invariant($"Material slot {i} {Quoted.Name(slots[i].Name)} holds {Quoted.End(path)}, which is a material and no instance."),
                    "Make an instance of a master material of the project and put it into the slot.",
                    new FindingLocator { Material = string.IsNullOrEmpty(slots[i].Name) ? null : slots[i].Name, Slot = i });
            }
        }
    }
}
