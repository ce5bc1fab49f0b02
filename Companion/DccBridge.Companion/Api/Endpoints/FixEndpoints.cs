using DccBridge.Companion.Api.Contracts;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>What rules can mend by themselves.</summary>
internal static class FixEndpoints
{
    private static readonly TextParameter Id = new("id", "The finding.", InPath: true);
    private static readonly IdParameter UndoId = new("undoId", "From the answer to the fix.");

    public static void Add(ApiTable table, ApiParts parts)
    {
        var findings = parts.Resident.Findings;
        table.Do(
            "POST",
            "/api/findings/{id}/fix",
            "Shows what a fix would change; with the planHash of that preview it makes exactly that, or nothing.",
            ApiJson.Default.FixRequest,
            new FixRequest(),
            ApiJson.Default.FixView,
            (call, body) => body.PlanHash is { } plan
                ? findings.ApplyFixAsync(FindingEndpoints.Known(findings, call).Id, plan, call.Cancellation)
                : findings.PreviewFixAsync(FindingEndpoints.Known(findings, call).Id, call.Cancellation),
            Id);
        table.Do(
            "POST",
            "/api/fixes/{undoId}/undo",
            "Takes a fix back.",
            ApiJson.Default.UndoRequest,
            null,
            ApiJson.Default.FixView,
            (call, body) => body.Project.Length == 0
                ? throw ApiFailure.Field("project", "name the project of the fix.")
                : findings.UndoFixAsync(body.Project, UndoId.Read(call), call.Cancellation),
            UndoId);
    }
}
