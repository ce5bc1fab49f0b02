using System.Text.Json.Serialization.Metadata;

namespace DccBridge.Companion.Api;

/// <summary>Who may ask an endpoint.</summary>
internal enum ApiAccess
{
    /// <summary>Who has the token, and the dashboard with its cookie and the secret of its page.</summary>
    Known,

    /// <summary>Who has the token: the dashboard may not.</summary>
    TokenOnly,

    /// <summary>Who has the dashboard's cookie and what else the endpoint wants, which looks at both itself.</summary>
    Cookie,

    /// <summary>Everybody on this machine: nothing in the answer is secret.</summary>
    Everybody,
}

/// <summary>What an endpoint answers when all is well.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">What it says.</param>
/// <param name="Type">Its body; null when it has none, or none that is JSON.</param>
/// <param name="MediaType">The type of a body that is not JSON.</param>
internal sealed record ApiAnswer(int Status, string Description, JsonTypeInfo? Type = null, string? MediaType = null);

/// <summary>One line of the table of endpoints: what serves the request and what the OpenAPI document is made of.</summary>
internal sealed record ApiEndpoint
{
    /// <summary>GET, POST, PUT or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>Its path; parts in braces are parameters.</summary>
    public required string Path { get; init; }

    /// <summary>One line for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>Parts of the address; no other parts of a query string are taken.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The body; null when it has none.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>The body may be left out.</summary>
    public bool BodyIsOptional { get; init; }

    /// <summary>The answers when all is well.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>Who may ask.</summary>
    public ApiAccess Access { get; init; }

    /// <summary>Answers.</summary>
    public required Func<ApiCall, Task> RunAsync { get; init; }

    /// <summary>The noun that it belongs to: the part of the path behind /api/.</summary>
    public string Noun => Path.Split('/') is [_, "api", var noun, ..] ? noun : "dashboard";

    /// <summary>A name for programs that are made from the OpenAPI document ("postFindingsSuppress").</summary>
    public string Name => Method.ToLowerInvariant()
        + string.Concat(Path.Split('/', '-', '.').Where(part => part is not ("" or "api")).Select(part => part[0] == '{' ? "By" + Capital(part[1..^1]) : Capital(part)));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
