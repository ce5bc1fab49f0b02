using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Findings, and what can be done about one.</summary>
internal static class FindingEndpoints
{
    private static readonly TextParameter Id = new("id", "The finding.", InPath: true);
    private static readonly TextParameter Project = new("project", "Only of the project of this name.");
    private static readonly TextParameter Severity = new("severity", "Only of this severity.") { Allowed = ["info", "warning", "error"] };
    private static readonly TextParameter Rule = new("rule", "Only of the rule of this id (tex.pow2).");
    private static readonly TextParameter Path = new("path", "Only of this asset, or of assets below this folder (/Game/Props).");
    private static readonly TextParameter Text = new("text", "Words that must all occur in asset, rule, message, node or source.");
    private static readonly OptionalIdParameter Run = new("run", "Only what this run of a validation judged last (runId of findings and verdicts).");
    private static readonly FlagParameter Suppressed = new("suppressed", "1 shows accepted findings too.");
    private static readonly TextParameter Sort = new("sort", "Order and groups.") { Allowed = ["severity", "asset", "rule", "source", "time"], Default = "severity" };
    private static readonly NumberParameter Offset = new("offset", "How many to pass over.", 0, 10_000_000, 0);
    private static readonly NumberParameter Limit = new("limit", "At most this many.", 1, 1000, 200);
    private static readonly TextParameter HistoryProject = new("project", "Name of the project.") { IsRequired = true };
    private static readonly TextParameter HistoryPath = new("path", "Package path of the asset.") { IsRequired = true };

    public static void Add(ApiTable table, ApiParts parts)
    {
        var findings = parts.Resident.Findings;
        table.Get("/api/findings", "What validation found.", ApiJson.Default.FindingPage, call => findings.Query(Query(call)), Project, Severity, Rule, Path, Text, Run, Suppressed, Sort, Offset, Limit);
        table.Get("/api/findings/{id}", "One finding.", ApiJson.Default.FindingView, call => Known(findings, call), Id);
        table.Do("/api/findings/{id}/select", "Selects its node in the DCC that has its source open.", ApiJson.Default.SelectView, call => findings.SelectAsync(Known(findings, call).Id, call.Cancellation), Id);
        table.Silent("POST", "/api/findings/{id}/show", "Shows its asset in Unreal.", call => findings.ShowAsync(Known(findings, call).Id, call.Cancellation), Id);
        table.Begin("/api/findings/{id}/validate", "Validates its asset again.", call => findings.Validate(Known(findings, call).Id, call.Origin), Id);
        table.Silent("POST", "/api/findings/{id}/open-source", "Opens its source.", call => findings.OpenSourceAsync(Known(findings, call).Id, call.Cancellation), Id);
        table.Silent(
            "/api/findings/{id}/suppress",
            "Accepts it, with a reason; or all findings of its rule in a folder.",
            ApiJson.Default.SuppressRequest,
            (call, body) => string.IsNullOrWhiteSpace(body.Reason)
                ? throw ApiFailure.Field("reason", "say why the finding is accepted; it is shown with it.")
                : findings.SuppressAsync(Known(findings, call).Id, body.Reason.Trim(), body.Until, body.Folder, call.Cancellation),
            Id);
        table.Add(new ApiEndpoint
        {
            Method = "GET",
            Path = "/api/findings/{id}/thumbnail",
            Summary = "A picture of its asset.",
            Parameters = [Id],
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "A texture made small (a JPEG as it is), or a mesh as it looks from its front right corner.", MediaType: "image/*")],
            RunAsync = call => ThumbnailAsync(findings, call),
        });
        table.Get("/api/history", "Judgements of an asset, newest first.", ApiJson.Default.Verdicts, call => findings.History(HistoryProject.Read(call)!, HistoryPath.Read(call)!), HistoryProject, HistoryPath);
    }

    /// <summary>The finding that the path names.</summary>
    public static FindingView Known(IFindings findings, ApiCall call) =>
        findings.Find(Id.Read(call)!) ?? throw new ResidentException(ResidentFault.NotFound, "noFinding", "This finding is not there any more: it was mended, or its asset was judged anew. GET /api/findings lists what stands.");

    private static FindingQuery Query(ApiCall call) => new()
    {
        Project = Project.Read(call),
        Severity = Severity.Read(call),
        Rule = Rule.Read(call),
        Path = Path.Read(call),
        Text = Text.Read(call),
        Run = Run.Read(call),
        Suppressed = Suppressed.Read(call),
        Sort = Sort.Read(call)!,
        Offset = Offset.Read(call),
        Limit = Limit.Read(call),
    };

    private static async Task ThumbnailAsync(IFindings findings, ApiCall call)
    {
        var picture = await findings.ThumbnailAsync(Known(findings, call).Id, call.Cancellation).ConfigureAwait(false)
            ?? throw new ResidentException(ResidentFault.NotFound, "noThumbnail", "There is no picture of this asset.");
        var response = call.Context.Response;
        response.ContentType = picture.MediaType;
        response.ContentLength = picture.Bytes.Length;
        await response.Body.WriteAsync(picture.Bytes, call.Cancellation).ConfigureAwait(false);
    }
}
