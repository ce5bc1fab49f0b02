using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.ucx: nodes that are meant as collision and would be imported as something else.</summary>
internal sealed class MeshCollisionNodesRule : IRule
{
    public static RuleDefinition Definition { get; } = new(_ => new MeshCollisionNodesRule())
    {
        Id = "mesh.ucx",
        Description = "Each node UCX_, UBX_, USP_ or UCP_ is named after a mesh node of the file, and does not hang below another mesh.",
        Reason = "Unreal finds collision by the name of the mesh that it belongs to. What it does not find is imported as a visible mesh, or dropped; what hangs below a mesh ends up in the wrong place.",
        Remedy = "Rename the node in the DCC after its mesh (UCX_<mesh>_01), and unparent it.",
        Severity = Severity.Error,
        Needs = FactKinds.Mesh,
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh?.Collisions is not { Count: > 0 } collisions)
        {
            return;
        }

        for (var i = 0; i < collisions.Count; i++)
        {
            var collision = collisions[i];
            if (collision.Target is null && judgement.Takes())
            {
                var only = judgement.OnlyMeshNode?.Node is { } mesh ? $" to {Quoted.Name(PrefixOf(collision.Shape) + mesh)} or {Quoted.Name(PrefixOf(collision.Shape) + mesh + "_01")}" : " after its mesh";
                judgement.Report(
                    $"The collision node {Quoted.Name(collision.Node)} is named after no mesh node of the file.",
                    $"Rename the node{only} in the DCC and export again.",
                    new FindingLocator { Node = collision.Node });
            }

            if (collision.IsNested && judgement.Takes())
            {
                judgement.Report(
                    $"The collision node {Quoted.Name(collision.Node)} hangs below another mesh.",
                    "Unparent the node and keep its transform (Blender: Alt+P > Clear and Keep Transformation; Maya: Edit > Unparent), then export again.",
                    new FindingLocator { Node = collision.Node });
            }
        }
    }

    private static string PrefixOf(CollisionShape shape) => shape switch
    {
        CollisionShape.Box => "UBX_",
        CollisionShape.Sphere => "USP_",
        CollisionShape.Capsule => "UCP_",
        _ => "UCX_",
    };
}
