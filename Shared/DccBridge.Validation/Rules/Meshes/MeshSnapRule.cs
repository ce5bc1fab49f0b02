using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.snap: pieces of a modular set fit a grid. Off by default; meant to be switched on for the folders of such sets.</summary>
internal sealed class MeshSnapRule(RuleThresholds thresholds) : IRule
{
    private readonly double _grid = thresholds["grid"];
    private readonly double _tolerance = thresholds["tolerance"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshSnapRule(thresholds))
    {
        Id = "mesh.snap",
        Description = "The edges of the bounds of a modular piece are multiples of the grid. For folders of modular sets.",
        Reason = "Pieces that miss the grid leave gaps or overlap, and flicker where they do.",
        Remedy = "Model on the grid in the DCC, and snap the outer vertices to it.",
        Severity = Severity.Info,
        Needs = FactKinds.Mesh,
        EnabledByDefault = false,
        Thresholds =
        [
            new() { Name = "grid", Description = "Step of the grid, in centimetres.", Default = 10, Minimum = 0.01, Maximum = 1e6 },
            new() { Name = "tolerance", Description = "How far an edge may be from a multiple, in centimetres.", Default = 0.01, Minimum = 0, Maximum = 1e6 },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh)
        {
            return;
        }

        var size = mesh.Bounds.Size;
        if (double.IsFinite(size.X + size.Y + size.Z) && !(IsOnGrid(size.X) && IsOnGrid(size.Y) && IsOnGrid(size.Z)))
        {
            judgement.Report(
                Invariant($"The mesh measures {size.X:G6} x {size.Y:G6} x {size.Z:G6} cm; each edge should be a multiple of {_grid:G6} cm."),
                "Snap the outer vertices to the grid in the DCC and export again; or switch the rule off for folders without modular pieces.",
                judgement.OnlyMeshNode);
        }
    }

    private bool IsOnGrid(double length) => Math.Abs(length - (Math.Round(length / _grid) * _grid)) <= _tolerance;
}
