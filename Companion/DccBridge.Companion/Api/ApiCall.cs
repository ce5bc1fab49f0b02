using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api;

/// <summary>One request, as endpoints see it.</summary>
internal sealed class ApiCall(HttpContext context)
{
    private const int ShownLength = 64;

    /// <summary>The whole of it.</summary>
    public HttpContext Context { get; } = context;

    /// <summary>Cancelled when the caller is gone or the server stops.</summary>
    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Who asks, for the activities that come of it: the dashboard with its cookie, others by what they say.</summary>
    public bool IsDashboard => Context.Items.ContainsKey(DashboardMark);

    /// <summary>Marks a request that came with the dashboard's cookie.</summary>
    internal static object DashboardMark { get; } = new();

    /// <summary>Who asks, when the request does not say it.</summary>
    public string Origin => IsDashboard ? "dashboard" : "api";

    /// <summary>A text of a request, short enough to be shown back.</summary>
    public static string Short(string text) => text.Length <= ShownLength ? text : string.Concat(text.AsSpan(0, ShownLength), "...");

    /// <summary>A part of the path.</summary>
    public string PathPart(string name) => Context.Request.RouteValues[name] as string ?? "";

    /// <summary>A part of the query string; null when it is not given.</summary>
    public string? QueryPart(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Refuses a query string with parts that the endpoint does not know, or that are given twice.</summary>
    /// <exception cref="ApiFailure">It has such a part.</exception>
    public void CheckQuery(IReadOnlyList<ApiParameter> known)
    {
        foreach (var (name, values) in Context.Request.Query)
        {
            if (!known.Any(parameter => !parameter.InPath && parameter.Name == name))
            {
                var names = string.Join(", ", known.Where(parameter => !parameter.InPath).Select(parameter => parameter.Name));
                throw ApiFailure.Field(Short(name), names.Length > 0 ? $"is not known here. Allowed in the query are {names}." : "is not known here. Leave the query out.");
            }

            if (values.Count != 1)
            {
                throw ApiFailure.Field(Short(name), "is given more than once. Give it once.");
            }
        }
    }

    /// <summary>Reads the body as JSON.</summary>
    /// <param name="type">What it is to be.</param>
    /// <param name="whenEmpty">Stands for an empty body; null when there must be one.</param>
    /// <exception cref="ApiFailure">It is not that.</exception>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type, T? whenEmpty)
        where T : class, new()
    {
        var body = await ReadBytesAsync().ConfigureAwait(false);
        if (body.Length == 0 && whenEmpty is not null)
        {
            return whenEmpty;
        }

        if (body.Length == 0 || !Context.Request.HasJsonContentType())
        {
            throw body.Length == 0
                ? ApiFailure.Field("body", "is missing. Send a JSON object.")
                : new ApiFailure(StatusCodes.Status415UnsupportedMediaType, "notJson", "Send JSON and say so with the header Content-Type: application/json (curl --json does both).");
        }

        try
        {
            return WithDefaults(body.Span, JsonSerializer.Deserialize(body.Span, type) ?? throw ApiFailure.Field("body", "null is not allowed. Send a JSON object."), type);
        }
        catch (JsonException e)
        {
            throw JsonFault.Of(e, type);
        }
    }

    // Generated readers leave members that are not given at null or zero, whatever the type says of its defaults (init-only members are parameters to them).
    private static T WithDefaults<T>(ReadOnlySpan<byte> body, T read, JsonTypeInfo<T> type)
        where T : class, new()
    {
        var given = (JsonObject)JsonNode.Parse(body)!;
        var whole = (JsonObject)JsonSerializer.SerializeToNode(new T(), type)!;
        if (whole.All(member => given.ContainsKey(member.Key)))
        {
            return read;
        }

        foreach (var name in given.Select(member => member.Key).ToList())
        {
            var value = given[name];
            given.Remove(name);
            whole[name] = value;
        }

        return whole.Deserialize(type)!;
    }

    private async Task<ReadOnlyMemory<byte>> ReadBytesAsync()
    {
        var reader = Context.Request.BodyReader;
        while (true)
        {
            // The server's limit bounds what comes together here.
            var read = await reader.ReadAsync(Cancellation).ConfigureAwait(false);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
