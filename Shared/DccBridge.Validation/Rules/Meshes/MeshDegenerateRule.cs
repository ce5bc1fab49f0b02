using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.degenerate: triangles without area break normals, tangents and collision.</summary>
internal sealed class MeshDegenerateRule(RuleThresholds thresholds) : IRule
{
    private readonly double _errorAbovePercent = thresholds["errorAbovePercent"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshDegenerateRule(thresholds))
    {
        Id = "mesh.degenerate",
        Description = "A mesh has no triangles without area and no positions that are not numbers.",
        Reason = "Triangles without area have no normal and no tangent: they shade black, break collision and light baking, and cost like any other. A position that is not a number makes the whole mesh disappear.",
        Remedy = "Merge doubled vertices and delete faces without area in the DCC, then export again.",
        Severity = Severity.Error,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "errorAbovePercent", Description = "Per cent of triangles without area above which it is an error; up to that it is a warning.", Default = 0.1, Minimum = 0, Maximum = 100 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh)
        {
            return;
        }

        if (mesh.HasInvalidPositions)
        {
            judgement.Report(
                "At least one vertex has a position that is not a finite number.",
                "Find the broken vertices in the DCC (often left by a failed modifier or simulation), delete or reset them, and export again.",
                judgement.OnlyMeshNode);
        }

        if (mesh.DegenerateTriangles <= 0)
        {
            return;
        }

        // Facts of a hostile file may claim more degenerate triangles than triangles.
        var total = Math.Max(mesh.Triangles, mesh.DegenerateTriangles);
        var percent = 100.0 * mesh.DegenerateTriangles / total;
        var isError = percent > _errorAbovePercent;
        judgement.Report(
            Invariant($"{mesh.DegenerateTriangles:N0} of {total:N0} triangles ({percent:0.###} %) have no area; an error above {_errorAbovePercent:0.###} %."),
            "Merge vertices by distance and dissolve degenerate faces (Blender: Mesh > Clean Up; Maya: Mesh > Cleanup, faces with zero geometry area), then export again.",
            judgement.OnlyMeshNode,
            isError ? null : Severity.Warning);
    }
}
