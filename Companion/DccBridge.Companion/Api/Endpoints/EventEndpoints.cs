using DccBridge.Companion.Api.Description;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api.Endpoints;

/// <summary>Changes as they happen, and the description of all this.</summary>
internal static class EventEndpoints
{
    public static void Add(ApiTable table, ApiParts parts)
    {
        var stream = new EventStream(parts);
        table.Add(new ApiEndpoint
        {
            Method = "GET",
            Path = "/api/events",
            Summary = "Changes as they happen, as Server-Sent Events: status (first, and whenever it changes), activity, findings, dccs, sources, notice, settings, and lost, which means: ask for everything again.",
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "A stream that ends when the reader goes or the companion ends.", MediaType: "text/event-stream")],
            RunAsync = stream.RunAsync,
        });
        var document = new Lazy<byte[]>(() => OpenApi.Write(table));
        table.Add(new ApiEndpoint
        {
            Method = "GET",
            Path = "/openapi.json",
            Summary = "This description.",
            Access = ApiAccess.Everybody,
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "OpenAPI 3.1.", MediaType: "application/openapi+json")],
            RunAsync = async call =>
            {
                call.Context.Response.ContentType = "application/openapi+json; charset=utf-8";
                await call.Context.Response.Body.WriteAsync(document.Value, call.Cancellation).ConfigureAwait(false);
            },
        });
    }
}
