using DccBridge.Companion.Resident;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Sending and validating.</summary>
internal static class SendEndpoints
{
    public static void Add(ApiTable table, ApiParts parts)
    {
        var activities = parts.Resident.Activities;
        table.Begin(
            "/api/send",
            "Sends files to an editor, in the queue of that editor.",
            ApiJson.Default.SendRequest,
            null,
            (call, body) => activities.Send(Of(call, body)));
        table.Begin("/api/send/again", "Sends again what was sent last.", call => activities.SendAgain(call.Origin));
        table.Begin(
            "/api/validate",
            "Validates assets, folders or the whole project in an editor.",
            ApiJson.Default.ValidateRequest,
            new ValidateRequest(),
            (call, body) => activities.Validate(call.IsDashboard ? body with { Origin = call.Origin } : body));
    }

    /// <summary>The dashboard is known by its cookie; others say who they are.</summary>
    public static SendRequest Of(ApiCall call, SendRequest body) => call.IsDashboard ? body with { Origin = call.Origin } : body;
}
