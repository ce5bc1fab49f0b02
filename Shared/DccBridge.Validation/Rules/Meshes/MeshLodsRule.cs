using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.lods: a mesh that is neither small nor Nanite has simpler versions for the distance.</summary>
internal sealed class MeshLodsRule(RuleThresholds thresholds) : IRule
{
    private readonly int _above = (int)thresholds["aboveTriangles"];
    private readonly int _least = (int)thresholds["leastLevels"];
    private readonly bool _naniteUnknown = thresholds["naniteUnknown"] > 0;

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshLodsRule(thresholds))
    {
        Id = "mesh.lods",
        Description = "A mesh without Nanite and with more than 5,000 triangles has at least two levels of detail.",
        Reason = "Without levels of detail all its triangles are drawn even where the mesh is a few pixels wide. Nanite does that by itself.",
        Remedy = "Add nodes <mesh>_LOD1, _LOD2 in the DCC, let Unreal generate levels in the mesh editor, or switch Nanite on.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "aboveTriangles", Description = "Triangles of LOD 0 up to which a mesh needs no others.", Default = 5000, Minimum = 0, Maximum = 1e9, Whole = true },
            new() { Name = "leastLevels", Description = "Least number of levels of detail, LOD 0 counted.", Default = 2, Minimum = 1, Maximum = 8, Whole = true },
            new() { Name = "naniteUnknown", Description = "1 judges also meshes of which nobody knows whether Nanite is on, such as files without an editor; 0 passes them over.", Default = 0, Minimum = 0, Maximum = 1, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh || mesh.Triangles <= _above || (mesh.Nanite ?? !_naniteUnknown))
        {
            return;
        }

        var levels = 1 + (mesh.Lods?.Count ?? 0);
        if (levels < _least)
        {
            judgement.Report(
                Invariant($"LOD 0 has {mesh.Triangles:N0} triangles, and the mesh has {levels} of at least {_least} levels of detail; needed above {_above:N0} triangles without Nanite."),
                "Add simpler versions as nodes <mesh>_LOD1, <mesh>_LOD2 in the DCC and export again; or let Unreal generate levels of detail in the mesh editor, or switch Nanite on.",
                judgement.OnlyMeshNode);
        }
    }
}
