namespace DccBridge.Companion.Api.Endpoints;

/// <summary>All endpoints, noun by noun.</summary>
internal static class ApiEndpoints
{
    public static void AddAll(ApiTable table, ApiParts parts)
    {
        StatusEndpoints.Add(table, parts);
        SendEndpoints.Add(table, parts);
        ActivityEndpoints.Add(table, parts);
        FindingEndpoints.Add(table, parts);
        FixEndpoints.Add(table, parts);
        DccEndpoints.Add(table, parts);
        SourceEndpoints.Add(table, parts);
        SettingsEndpoints.Add(table, parts);
        DoctorEndpoints.Add(table, parts);
        NotificationEndpoints.Add(table, parts);
        SessionEndpoints.Add(table, parts);
        EventEndpoints.Add(table, parts);
    }
}
