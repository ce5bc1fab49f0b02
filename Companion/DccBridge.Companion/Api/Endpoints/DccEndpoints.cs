using DccBridge.Companion.Resident;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Running DCCs.</summary>
internal static class DccEndpoints
{
    private static readonly TextParameter Id = new("id", "The DCC.", InPath: true);

    public static void Add(ApiTable table, ApiParts parts)
    {
        var dccs = parts.Resident.Dccs;
        table.Get("/api/dccs", "The DCCs that were found last.", ApiJson.Default.Dccs, _ => dccs.List);
        table.Do("/api/dccs/look", "Looks for running DCCs now.", ApiJson.Default.Dccs, call => dccs.LookAsync(call.Cancellation));
        table.Begin(
            "/api/dccs/{id}/send",
            "Exports the selection of a DCC and sends it.",
            ApiJson.Default.SendRequest,
            new SendRequest(),
            (call, body) => body.Files.Count > 0
                ? throw ApiFailure.Field("files", "leave them out: the DCC exports what is selected in it.")
                : parts.Resident.Activities.SendFromDcc(Known(dccs, call), SendEndpoints.Of(call, body)),
            Id);
        table.Do(
            "POST",
            "/api/dccs/{id}/select",
            "Selects nodes in a DCC.",
            ApiJson.Default.SelectRequest,
            null,
            ApiJson.Default.SelectView,
            (call, body) => body.Nodes.Count == 0
                ? throw ApiFailure.Field("nodes", "name at least one node.")
                : dccs.SelectAsync(Known(dccs, call), body.Nodes, call.Cancellation),
            Id);
    }

    private static string Known(IDccs dccs, ApiCall call)
    {
        var id = Id.Read(call)!;
        return dccs.List.Any(dcc => dcc.Id == id) ? id : throw new ResidentException(ResidentFault.NotFound, "noDcc", $"No DCC \"{ApiCall.Short(id)}\" runs. POST /api/dccs/look looks again.");
    }
}
