using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.collision: a static mesh that nothing can touch. Silent where nobody knows the asset's collision.</summary>
internal sealed class MeshCollisionRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new MeshCollisionRule())
    {
        Id = "mesh.collision",
        Description = "A static mesh has a simple collision shape, or collides by its triangles.",
        Reason = "Players and objects fall through a mesh without collision, and nobody sees that before they try.",
        Remedy = "Add UCX_, UBX_, USP_ or UCP_ nodes in the DCC, or a simple collision in the mesh editor.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Asset.Class == AssetClasses.StaticMesh && judgement.Mesh is { SimpleCollisions: <= 0, ComplexAsSimple: false })
        {
            judgement.Report(
                "The mesh has no simple collision shape and does not collide by its triangles.",
                "Add a node UCX_<mesh> (UBX_, USP_, UCP_) in the DCC and export again, or add a simple collision in the mesh editor.",
                judgement.OnlyMeshNode);
        }
    }
}
