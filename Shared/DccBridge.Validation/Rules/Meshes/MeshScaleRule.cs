using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.scale: sizes that no real thing has, scales left on nodes, and units that cannot be converted.</summary>
internal sealed class MeshScaleRule(RuleThresholds thresholds) : IRule
{
    private const double CentimetresPerMetre = 100;

    private readonly double _minSize = thresholds["minSize"];
    private readonly double _maxSize = thresholds["maxSize"];
    private readonly double _tolerance = thresholds["tolerance"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshScaleRule(thresholds))
    {
        Id = "mesh.scale",
        Description = "A mesh has a plausible size, a known unit, scale 1 on root and mesh nodes, and no non-uniform scale on any node but bones.",
        Reason = "A size that no real thing has is almost always metres taken for centimetres. A scale left on a node comes back in physics, attachments and animation; one that is not uniform shears what hangs below it. The 100 that Blender's FBX export writes for its metres is none of these.",
        Remedy = "Model in real-world size, apply the scale of the objects in the DCC, and export with the right unit.",
        Severity = Severity.Error,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "minSize", Description = "Least length of the longest edge of the bounds, in centimetres.", Default = 1, Minimum = 0, Maximum = 1e9, AtMost = "maxSize" },
            new() { Name = "maxSize", Description = "Greatest length of the longest edge of the bounds, in centimetres.", Default = 100_000, Minimum = 0, Maximum = 1e9 },
            new() { Name = "tolerance", Description = "How far a scale may be from 1, or its axes from one another.", Default = 1e-3, Minimum = 0, Maximum = 1 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh)
        {
            return;
        }

        var unit = mesh.SourceUnitCentimetres;
        if (!(unit > 0 && double.IsFinite(unit)))
        {
            judgement.Report(
                Invariant($"The file gives its unit as {unit} cm, so its size could not be converted."),
                "Set the unit of the scene to centimetres or metres in the DCC and export again.");
        }

        JudgeBounds(ref judgement, mesh);
        for (var i = 0; i < mesh.Nodes?.Count; i++)
        {
            var node = mesh.Nodes[i];

            // What is wrong with bones is told once, by skel.root.
            if ((node.Kind != NodeKind.Bone || judgement.Skeleton is null) && !IsUnitOfBlender(judgement.Asset.Source, unit, node))
            {
                JudgeNode(ref judgement, node);
            }
        }
    }

    private void JudgeBounds(ref AssetJudgement judgement, MeshFacts mesh)
    {
        var size = mesh.Bounds.Size;
        var longest = Math.Max(size.X, Math.Max(size.Y, size.Z));
        if (!double.IsFinite(size.X + size.Y + size.Z))
        {
            judgement.Report(
                "The bounds of the mesh are not finite numbers.",
                "Look for vertices or node transforms far out or broken in the DCC, reset them, and export again.",
                judgement.OnlyMeshNode);
            return;
        }

        if (longest >= _minSize && longest <= _maxSize)
        {
            return;
        }

        var tooSmall = longest < _minSize;
        var unit = mesh.SourceUnitCentimetres;
        var unitNote = unit > 0 && unit != 1 ? Invariant($" One unit of the file was read as {unit:G6} cm.") : "";
        judgement.Report(
            Invariant($"The mesh measures {size.X:G6} x {size.Y:G6} x {size.Z:G6} cm; the longest edge of its bounds must be {(tooSmall ? "at least" : "at most")} {(tooSmall ? _minSize : _maxSize):G6} cm.{unitNote}"),
            $"Check the unit of the scene and of the export: a factor of 100 {(tooSmall ? "too small" : "too large")} means that metres and centimetres were taken for one another. Scale the model to real-world size, apply the scale, and export again.",
            judgement.OnlyMeshNode);
    }

    /// <summary>
    /// Blender's FBX export writes its metres as the scale 100 on each object of the scene and calls the unit a centimetre (Apply Scalings: All Local, the
    /// default). Nobody left that scale behind, and the import applies it to the mesh. Of a skeleton it is a mistake all the same: it stays on the root bone.
    /// </summary>
    private bool IsUnitOfBlender(SourceFile? source, double unit, NodeFacts node) =>
        node.Parent < 0
        && source?.Dcc is { } dcc && dcc.StartsWith("Blender", StringComparison.Ordinal) && dcc.Contains("FBX", StringComparison.Ordinal)
        && IsNear(node.Scale.X * unit / CentimetresPerMetre, 1) && IsNear(node.Scale.Y, node.Scale.X) && IsNear(node.Scale.Z, node.Scale.X);

    private void JudgeNode(ref AssetJudgement judgement, NodeFacts node)
    {
        var scale = node.Scale;
        var uniform = IsNear(scale.X, scale.Y) && IsNear(scale.X, scale.Z) && IsNear(scale.Y, scale.Z);
        var one = IsNear(scale.X, 1) && IsNear(scale.Y, 1) && IsNear(scale.Z, 1);
        var isRoot = node.Parent < 0;
        if (one || (uniform && !isRoot && !node.HasMesh) || !judgement.Takes())
        {
            return;
        }

        var what = isRoot ? "root node" : node.HasMesh ? "mesh node" : "node";
        var wrong = !uniform ? "which is not uniform" : "which is not 1";
        var mirrored = scale.X < 0 || scale.Y < 0 || scale.Z < 0 ? " It mirrors the mesh, which turns its faces inside out." : "";
        var unitNote = uniform && (IsNear(scale.X / CentimetresPerMetre, 1) || IsNear(scale.X * CentimetresPerMetre, 1))
            ? " This is the factor between metres and centimetres: check the unit of the scene and of the export."
            : "";
        judgement.Report(
            Invariant($"The {what} {Quoted.Name(node.Name)} has the scale ({scale.X:G6}, {scale.Y:G6}, {scale.Z:G6}), {wrong}.{mirrored}{unitNote}"),
            $"Select {Quoted.Name(node.Name)} and apply its scale (Blender: Ctrl+A > Scale; Maya: Modify > Freeze Transformations), then export again.",
            new FindingLocator { Node = node.Name });
    }

    // Written so that NaN is never near anything.
    private bool IsNear(double a, double b) => Math.Abs(a - b) <= _tolerance;
}
