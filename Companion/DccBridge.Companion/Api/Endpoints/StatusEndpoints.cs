namespace DccBridge.Companion.Api.Endpoints;

/// <summary>The companion at a glance, and the editors.</summary>
internal static class StatusEndpoints
{
    public static void Add(ApiTable table, ApiParts parts)
    {
        table.Get("/api/status", "The companion at a glance.", ApiJson.Default.StatusView, _ => parts.Resident.Status);
        table.Get("/api/editors", "The running editors.", ApiJson.Default.Editors, _ => parts.Resident.Status.Editors);
    }
}
