using DccBridge.Companion.Resident;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Sent files that are watched.</summary>
internal static class SourceEndpoints
{
    private static readonly TextParameter Id = new("id", "The watched source.", InPath: true);

    public static void Add(ApiTable table, ApiParts parts)
    {
        var sources = parts.Resident.Sources;
        table.Get("/api/sources", "Sent files that are watched, changed ones first.", ApiJson.Default.Sources, _ => sources.List);
        table.Begin("/api/sources/{id}/resend", "Sends one again.", call => sources.Resend(Id.Read(call)!, call.Origin), Id);
        table.Silent(
            "DELETE",
            "/api/sources/{id}",
            "Watches one no more; file and asset stay.",
            call => sources.Forget(Id.Read(call)!)
                ? Task.CompletedTask
                : throw new ResidentException(ResidentFault.NotFound, "noSource", "This source is not watched. GET /api/sources lists those that are."),
            Id);
    }
}
