using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.tris: a budget for LOD 0. Off until a project sets it, since no figure fits all.</summary>
internal sealed class MeshTrianglesRule(RuleThresholds thresholds) : IRule
{
    private readonly int _budget = (int)thresholds["budget"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshTrianglesRule(thresholds))
    {
        Id = "mesh.tris",
        Description = "LOD 0 of a mesh keeps to the triangle budget of its folder.",
        Reason = "Triangles cost memory and time on each frame that shows them. No figure fits all projects, so that the budget is the project's to set.",
        Remedy = "Reduce the mesh in the DCC, split it, or raise the budget of its folder.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
        EnabledByDefault = false,
        Thresholds =
        [
            new() { Name = "budget", Description = "Most triangles of LOD 0.", Default = 63_000, Minimum = 1, Maximum = 1e9, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is { } mesh && mesh.Triangles > _budget)
        {
            judgement.Report(
                Invariant($"LOD 0 has {mesh.Triangles:N0} triangles, {(long)mesh.Triangles - _budget:N0} more than the budget of {_budget:N0}."),
                "Reduce the mesh in the DCC or split it and export again; or raise the budget of its folder in DccBridge.settings.json.",
                judgement.OnlyMeshNode);
        }
    }
}
