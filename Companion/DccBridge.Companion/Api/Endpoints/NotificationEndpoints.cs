using DccBridge.Companion.Api.Contracts;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Holding notifications back.</summary>
internal static class NotificationEndpoints
{
    private const int MostMinutes = 7 * 24 * 60;

    public static void Add(ApiTable table, ApiParts parts)
    {
        var notices = parts.Resident.Notices;
        table.Do("POST", "/api/notifications/pause", "Holds notifications back for some minutes.", ApiJson.Default.PauseRequest, new PauseRequest(), ApiJson.Default.StatusView, (_, body) =>
        {
            if (body.Minutes is < 1 or > MostMinutes)
            {
                throw ApiFailure.Field("minutes", $"{body.Minutes} is not allowed. Use 1 to {MostMinutes}.");
            }

            notices.Pause(TimeSpan.FromMinutes(body.Minutes));
            return Task.FromResult(parts.Resident.Status);
        });
        table.Do("/api/notifications/resume", "Shows notifications again.", ApiJson.Default.StatusView, _ =>
        {
            notices.Resume();
            return Task.FromResult(parts.Resident.Status);
        });
    }
}
