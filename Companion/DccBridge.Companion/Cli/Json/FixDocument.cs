using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Cli.Json;

/// <summary>One change of a fix; <c>Kind</c> is rename or setProperty.</summary>
internal sealed record FixChangePart(string AssetPath, string Kind, string? Property, string Before, string After, IReadOnlyList<string> Rules, IReadOnlyList<string> UpdatedReferences)
{
    public static FixChangePart Of(FixChange change) => new(
        change.AssetPath, change.Kind == FixKind.Rename ? "rename" : "setProperty", change.Property, change.Before, change.After, change.Rules, change.UpdatedReferences);
}

/// <summary>A finding that was left alone.</summary>
internal sealed record FixRefusalPart(string AssetPath, string Rule, string Reason);

/// <summary>The document of <c>fix</c>; <c>State</c> is preview, fixed or undone.</summary>
internal sealed record FixDocument(
    string Command,
    int ExitCode,
    string Summary,
    EditorPart Editor,
    string State,
    string PlanHash,
    Guid? UndoId,
    IReadOnlyList<FixChangePart> Changes,
    IReadOnlyList<FixRefusalPart> Refused)
{
    public static FixDocument Of(FixAssetsResult result, string state, string summary, int code, EditorInfo editor) => new(
        "fix",
        code,
        summary,
        EditorPart.Of(editor),
        state,
        result.PlanHash,
        result.UndoId,
        [.. result.Changes.Select(FixChangePart.Of)],
        [.. result.Refused.Select(r => new FixRefusalPart(r.AssetPath, r.Rule, r.Reason))]);
}
