using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.slots: empty slots show the grey default material, unused ones cost memory, each used one a draw call.</summary>
internal sealed class MeshSlotsRule(RuleThresholds thresholds) : IRule
{
    private readonly int _maxSlots = (int)thresholds["maxSlots"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshSlotsRule(thresholds))
    {
        Id = "mesh.slots",
        Description = "Each material slot of a mesh has a material that is not the engine's default (error) and is used (warning), and there are not too many (warning).",
        Reason = "An empty slot, or one with the engine's default material, shows a grey checkerboard. Each slot is a draw call, also one that nobody uses.",
        Remedy = "Assign a material to empty slots and remove unused ones in the DCC; merge materials where there are too many.",
        Severity = Severity.Error,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "maxSlots", Description = "Most material slots of a mesh.", Default = 10, Minimum = 1, Maximum = 1000, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Slots is not { Count: > 0 } slots)
        {
            return;
        }

        for (var i = 0; i < slots.Count; i++)
        {
            JudgeSlot(ref judgement, slots[i], i);
        }

        if (slots.Count > _maxSlots && judgement.Takes(Severity.Warning))
        {
            judgement.Report(
                Invariant($"The mesh has {slots.Count:N0} material slots; at most {_maxSlots:N0} are allowed. Each slot is a draw call."),
                "Merge materials (for example into one with an atlas texture), or split the mesh.",
                judgement.OnlyMeshNode,
                Severity.Warning);
        }
    }

    private static void JudgeSlot(ref AssetJudgement judgement, MaterialSlot slot, int index)
    {
        if (string.IsNullOrEmpty(slot.Name) || string.IsNullOrEmpty(slot.Material))
        {
            if (judgement.Takes())
            {
                var name = string.IsNullOrEmpty(slot.Name) ? "" : " " + Quoted.Name(slot.Name);
                judgement.Report(
                    Invariant($"Material slot {index}{name} is empty; {slot.Triangles:N0} triangles would show Unreal's default material."),
                    Invariant($"Assign a material to slot {index} in the DCC, or give its faces another slot and remove it; then export again."),
                    LocatorOf(judgement, slot, index));
            }
        }
        else if (IsEngineDefault(slot.Material))
        {
            if (judgement.Takes())
            {
                judgement.Report(
                    Invariant($"Material slot {index} {Quoted.Name(slot.Name)} has the engine's default material; {slot.Triangles:N0} triangles show it."),
                    "Put the material that was meant into the slot in Unreal.",
                    LocatorOf(judgement, slot, index));
            }
        }
        else if (slot.Triangles <= 0 && judgement.Takes(Severity.Warning))
        {
            judgement.Report(
                Invariant($"Material slot {index} {Quoted.Name(slot.Name)} is used by no triangle."),
                "Remove unused material slots in the DCC (Blender: Object > Clean Up > Remove Unused Material Slots) and export again.",
                LocatorOf(judgement, slot, index),
                Severity.Warning);
        }
    }

    /// <summary>WorldGridMaterial is what Unreal shows where none was set, DefaultMaterial what it made of an imported material that it could not read.</summary>
    private static bool IsEngineDefault(string material) =>
        material.StartsWith("/Engine/EngineMaterials/", StringComparison.OrdinalIgnoreCase)
        && (material.EndsWith("/WorldGridMaterial", StringComparison.OrdinalIgnoreCase) || material.EndsWith("/DefaultMaterial", StringComparison.OrdinalIgnoreCase));

    private static FindingLocator LocatorOf(in AssetJudgement judgement, MaterialSlot slot, int index) => new()
    {
        Node = judgement.OnlyMeshNode?.Node,
        Material = string.IsNullOrEmpty(slot.Name) ? null : slot.Name,
        Slot = index,
    };
}
