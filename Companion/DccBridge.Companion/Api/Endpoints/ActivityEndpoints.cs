using DccBridge.Companion.Api.Contracts;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>What is done and was done.</summary>
internal static class ActivityEndpoints
{
    private static readonly NumberParameter Offset = new("offset", "How many to pass over.", 0, 1_000_000, 0);
    private static readonly NumberParameter Limit = new("limit", "At most this many.", 1, 1000, 50);
    private static readonly NumberParameter Wait = new("wait", "Seconds to wait for its end; the answer comes when it has ended, or then.", 0, 60, 0);
    private static readonly IdParameter Id = new("id", "The activity.");

    public static void Add(ApiTable table, ApiParts parts)
    {
        var activities = parts.Resident.Activities;
        table.Get("/api/activities", "What is done and was done, newest first.", ApiJson.Default.ActivityPage, call => new ActivityPage(activities.List(Offset.Read(call), Limit.Read(call))), Offset, Limit);
        table.GetAsync("/api/activities/{id}", "One activity.", ApiJson.Default.ActivityView, async call => await FindAsync(table, activities, call).ConfigureAwait(false), Id, Wait);
        table.Do(
            "/api/activities/{id}/cancel",
            "Asks an activity to stop.",
            ApiJson.Default.CancelView,
            call => Task.FromResult(new CancelView(activities.Cancel(Known(activities, Id.Read(call)).Id))),
            Id);
    }

    private static async Task<ActivityView> FindAsync(ApiTable table, IActivities activities, ApiCall call)
    {
        var activity = Known(activities, Id.Read(call));
        var wait = Wait.Read(call);
        return wait > 0 && await table.EndOfAsync(call, activity.Id, TimeSpan.FromSeconds(wait)).ConfigureAwait(false) is { } ended
            ? ended
            : Known(activities, activity.Id);
    }

    private static ActivityView Known(IActivities activities, Guid id) =>
        activities.Find(id) ?? throw new ResidentException(ResidentFault.NotFound, "noActivity", $"There is no activity {id:D}. GET /api/activities lists those that are known.");
}
