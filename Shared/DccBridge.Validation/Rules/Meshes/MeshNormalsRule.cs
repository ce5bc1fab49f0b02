using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.normals: a file without normals is shaded as Unreal guesses.</summary>
internal sealed class MeshNormalsRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new MeshNormalsRule())
    {
        Id = "mesh.normals",
        Description = "Every part of a mesh has normals.",
        Reason = "Without them Unreal computes its own, and hard and smooth edges are not those that the artist set; baked normal maps do not fit any more.",
        Remedy = "Export with normals (FBX: with smoothing groups or normals).",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is { HasNormals: false })
        {
            judgement.Report(
                "The mesh, or a part of it, has no normals.",
                "Switch the export of normals on (Blender: glTF > Mesh > Normals, OBJ > Normals, FBX > Smoothing; Maya: FBX > Smoothing Groups) and export again.",
                judgement.OnlyMeshNode);
        }
    }
}
