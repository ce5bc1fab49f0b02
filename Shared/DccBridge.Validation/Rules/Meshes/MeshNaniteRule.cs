using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.nanite: the policy of a folder, and materials that Nanite does not draw as they are meant.</summary>
internal sealed class MeshNaniteRule(RuleThresholds thresholds) : IRule
{
    private const int Required = 1;
    private const int Forbidden = 2;

    // Instances of instances; a longer chain is a circle or a mistake.
    private const int MostParents = 8;

    private readonly int _policy = (int)thresholds["policy"];
    private readonly bool _forbidMoving = thresholds["forbidMoving"] > 0;

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshNaniteRule(thresholds))
    {
        Id = "mesh.nanite",
        Description = "Nanite is on or off as the policy of the folder says, and off for meshes whose materials are translucent or move vertices.",
        Reason = "Nanite draws opaque and masked materials only: others show the default material. Moving vertices cost it what it saves.",
        Remedy = "Switch Nanite as the finding says in the mesh editor, or put another material into the slot.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "policy", Description = "0 allows both, 1 requires Nanite, 2 forbids it. Meant for folders.", Default = 0, Minimum = 0, Maximum = 2, Whole = true },
            new() { Name = "forbidMoving", Description = "1 forbids Nanite for materials that move vertices, 0 allows it.", Default = 1, Minimum = 0, Maximum = 1, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { Nanite: { } isOn } mesh)
        {
            return;
        }

        if (_policy == (isOn ? Forbidden : Required))
        {
            judgement.Report(
                $"Nanite is {(isOn ? "on" : "off")}, which this folder {(isOn ? "forbids" : "does not allow")}.",
                $"Switch Nanite {(isOn ? "off" : "on")} in the mesh editor.");
        }

        for (var i = 0; isOn && i < mesh.Slots?.Count; i++)
        {
            JudgeSlot(ref judgement, mesh.Slots[i], i);
        }
    }

    private void JudgeSlot(ref AssetJudgement judgement, MaterialSlot slot, int index)
    {
        var (blend, moves) = Look(judgement.Others, slot.Material);
        var isTranslucent = blend is not (null or "Opaque" or "Masked");
        if ((isTranslucent || (moves && _forbidMoving)) && judgement.Takes())
        {
            judgement.Report(
                Invariant($"Nanite is on, but the material {Quoted.End(slot.Material)} of slot {index} {(isTranslucent ? $"has the blend mode {Quoted.Name(blend)}" : "moves vertices")}."),
                "Switch Nanite off in the mesh editor, or put an opaque or masked material that does not move vertices into the slot.",
                new FindingLocator { Material = string.IsNullOrEmpty(slot.Name) ? null : slot.Name, Slot = index });
        }
    }

    /// <summary>What the material says, and where it is an instance and says nothing, its parents.</summary>
    private static (string? Blend, bool Moves) Look(IOtherAssets others, string? path)
    {
        string? blend = null;
        bool? moves = null;
        for (var depth = 0; path is not null && depth < MostParents && (blend is null || moves is null); depth++)
        {
            var material = others.Find(path)?.Facts?.Material;
            blend ??= material?.BlendMode;
            moves ??= material?.MovesVertices;
            path = material?.Parent;
        }

        return (blend, moves ?? false);
    }
}
