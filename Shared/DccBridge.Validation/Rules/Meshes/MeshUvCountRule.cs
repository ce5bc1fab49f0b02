using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.uvcount: UV channels that nobody uses cost memory on each vertex; the engine keeps eight.</summary>
internal sealed class MeshUvCountRule(RuleThresholds thresholds) : IRule
{
    private readonly int _warnAbove = (int)thresholds["warnAbove"];
    private readonly int _errorAbove = (int)thresholds["errorAbove"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshUvCountRule(thresholds))
    {
        Id = "mesh.uvcount",
        Description = "A mesh has no more UV channels than the engine keeps (error) and hardly more than materials use (warning).",
        Reason = "Unreal keeps eight channels and drops the others. Each takes memory on each vertex, also when no material reads it.",
        Remedy = "Delete UV channels that no material and no lightmap uses in the DCC, then export again.",
        Severity = Severity.Error,
        Needs = FactKinds.Mesh,
        Thresholds =
        [
            new() { Name = "warnAbove", Description = "UV channels above which it is a warning.", Default = 4, Minimum = 1, Maximum = 8, Whole = true, AtMost = "errorAbove" },
            new() { Name = "errorAbove", Description = "UV channels above which it is an error.", Default = 8, Minimum = 1, Maximum = 8, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh)
        {
            return;
        }

        // Channels that only some parts have are kept for all.
        var count = Math.Max(mesh.UvChannels, mesh.Uvs?.Count ?? 0);
        var isError = count > _errorAbove;
        if (isError || count > _warnAbove)
        {
            judgement.Report(
                Invariant($"The mesh has {count:N0} UV channels; {(isError ? "at most" : "there should be at most")} {(isError ? _errorAbove : _warnAbove)}{(isError ? " are allowed" : "")}."),
                "Delete the UV channels that no material and no lightmap uses in the DCC, then export again.",
                judgement.OnlyMeshNode,
                isError ? null : Severity.Warning);
        }
    }
}
