using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.uv0: without the first UV channel every textured material shows one colour.</summary>
internal sealed class MeshUv0Rule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new MeshUv0Rule())
    {
        Id = "mesh.uv0",
        Description = "Every part of a mesh has a first UV channel.",
        Reason = "Without the first UV channel a textured material shows one colour, and no tangents can be computed for normal maps.",
        Remedy = "Unwrap the mesh in the DCC and export it with UVs.",
        Severity = Severity.Error,
        Needs = FactKinds.Mesh,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is { UvChannels: < 1 })
        {
            judgement.Report(
                "The mesh, or a part of it, has no UV channel 0.",
                "Unwrap every part of the mesh in the DCC, see that the export writes UVs, and export again.",
                judgement.OnlyMeshNode);
        }
    }
}
