using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.pivot: the pivot is the origin of the file; a mesh far away from it was placed in a scene, not modelled for one.</summary>
internal sealed class MeshPivotRule(RuleThresholds thresholds) : IRule
{
    private readonly double _extents = thresholds["extents"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshPivotRule(thresholds))
    {
        Id = "mesh.pivot",
        Description = "The pivot lies in the bounds of the mesh, or not far outside.",
        Reason = "The mesh turns and scales around its pivot, and is placed, snapped and selected by it.",
        Remedy = "Move the mesh to the origin of the scene in the DCC, apply its transform, and export again.",
        Severity = Severity.Info,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "extents", Description = "How far outside the pivot may lie, in halves of the longest edge of the bounds.", Default = 1, Minimum = 0, Maximum = 1e6 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh)
        {
            return;
        }

        var (min, max, size) = (mesh.Bounds.Min, mesh.Bounds.Max, mesh.Bounds.Size);
        var (x, y, z) = (Outside(min.X, max.X), Outside(min.Y, max.Y), Outside(min.Z, max.Z));
        var distance = Math.Sqrt((x * x) + (y * y) + (z * z));
        var extent = Math.Max(size.X, Math.Max(size.Y, size.Z)) / 2;

        // Bounds that are not finite, or nothing, are told by mesh.scale.
        if (extent > 0 && double.IsFinite(distance) && distance > extent * _extents)
        {
            judgement.Report(
                Invariant($"The pivot lies {distance:G6} cm outside of the mesh, whose longest edge measures {extent * 2:G6} cm."),
                "Move the mesh to the origin of the scene in the DCC (or set its origin there), apply the transform, and export again.",
                judgement.OnlyMeshNode);
        }
    }

    private static double Outside(double min, double max) => Math.Max(0, Math.Max(min, -max));
}
