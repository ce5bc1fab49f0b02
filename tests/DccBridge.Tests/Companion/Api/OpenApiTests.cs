using System.Text.Json;
using DccBridge.Companion.Api;
using DccBridge.Companion.Resident;

namespace DccBridge.Tests.Companion.Api;

/// <summary>The description says what the table says, and the table what the contract says.</summary>
[TestFixture]
public sealed class OpenApiTests
{
    private ApiBench _bench = null!;
    private JsonElement _document;

    [OneTimeSetUp]
    public async Task Start()
    {
        _bench = await ApiBench.StartAsync();
        using var stranger = _bench.NewClient();
        _document = JsonDocument.Parse(await stranger.GetStringAsync("/openapi.json")).RootElement.Clone();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _bench.DisposeAsync();

    [Test]
    public void Every_endpoint_of_the_table_is_described_and_nothing_else()
    {
        var described = _document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        Assert.That(described, Is.EquivalentTo(_bench.Server.Table.Endpoints.Select(endpoint => $"{endpoint.Method} {endpoint.Path}")));
    }

    [Test]
    public void Every_endpoint_has_a_name_of_its_own_and_its_parameters()
    {
        var names = new List<string>();
        foreach (var endpoint in _bench.Server.Table.Endpoints)
        {
            var operation = _document.GetProperty("paths").GetProperty(endpoint.Path).GetProperty(endpoint.Method.ToLowerInvariant());
            names.Add(operation.GetProperty("operationId").GetString()!);
            var parameters = operation.TryGetProperty("parameters", out var given) ? given.EnumerateArray().Select(p => p.GetProperty("name").GetString()).ToList() : [];
            Assert.That(parameters, Is.EqualTo(endpoint.Parameters.Select(p => p.Name)), endpoint.Path);
            var inPath = endpoint.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1]);
            Assert.That(endpoint.Parameters.Where(p => p.InPath).Select(p => p.Name), Is.EqualTo(inPath), endpoint.Path);
            Assert.That(operation.TryGetProperty("requestBody", out _), Is.EqualTo(endpoint.Body is not null), endpoint.Path);
        }

        Assert.That(names, Is.Unique);
    }

    [Test]
    public void It_says_what_each_endpoint_asks_for()
    {
        var schemes = _document.GetProperty("components").GetProperty("securitySchemes");
        Assert.That(schemes.EnumerateObject().Select(scheme => scheme.Name), Is.EqualTo(new[] { "token", "dashboard", "dashboardSecret" }));
        Assert.That((schemes.GetProperty("dashboardSecret").GetProperty("in").GetString(), schemes.GetProperty("dashboardSecret").GetProperty("name").GetString()), Is.EqualTo(("header", "X-DccBridge")));
        Assert.That(Needs(_document), Is.EqualTo(new[] { "token", "dashboard+dashboardSecret" }));
        foreach (var endpoint in _bench.Server.Table.Endpoints)
        {
            var operation = _document.GetProperty("paths").GetProperty(endpoint.Path).GetProperty(endpoint.Method.ToLowerInvariant());
            string[]? wanted = endpoint.Access switch { ApiAccess.Known => null, ApiAccess.TokenOnly => ["token"], ApiAccess.Cookie => ["dashboard"], _ => [] };
            Assert.That(operation.TryGetProperty("security", out _) ? Needs(operation) : null, Is.EqualTo(wanted), endpoint.Path);
        }

        // Any of these; what is joined by + is needed together.
        static string[] Needs(JsonElement element) => [.. element.GetProperty("security").EnumerateArray().Select(need => string.Join('+', need.EnumerateObject().Select(scheme => scheme.Name)))];
    }

    [Test]
    public void References_lead_somewhere()
    {
        var schemas = _document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => $"#/components/schemas/{s.Name}").Append("#/components/responses/Problem").ToList();
        var references = References(_document).Distinct().ToList();
        Assert.That(references, Is.EquivalentTo(schemas));
        Assert.That(_document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Value.ValueKind), Is.All.EqualTo(JsonValueKind.Object));
    }

    [Test]
    public void Schemas_say_what_is_read_and_written()
    {
        var schemas = _document.GetProperty("components").GetProperty("schemas");
        Assert.Multiple(() =>
        {
            Assert.That(schemas.GetProperty("ResidentState").GetProperty("enum").EnumerateArray().Select(v => v.GetString()), Is.EqualTo(new[] { "noEditor", "connecting", "connected", "findings", "busy", "attention" }));
            Assert.That(schemas.GetProperty("SendRequest").GetProperty("additionalProperties").GetBoolean(), Is.False);
            Assert.That(schemas.GetProperty("SendRequest").TryGetProperty("required", out _), Is.False);
            Assert.That(schemas.GetProperty("FindingView").GetProperty("required").EnumerateArray().Select(v => v.GetString()), Does.Contain("node").And.Contain("id"));
            Assert.That(schemas.GetProperty("FindingView").GetProperty("properties").GetProperty("source").GetProperty("anyOf")[0].GetProperty("$ref").GetString(), Is.EqualTo("#/components/schemas/SourceView"));
        });
    }

    [Test]
    public async Task The_contract_is_served()
    {
        string[] contract =
        [
            "GET /api/status", "GET /api/editors", "POST /api/send", "POST /api/send/again", "POST /api/validate", "GET /api/activities", "GET /api/activities/{id}",
            "POST /api/activities/{id}/cancel", "GET /api/findings", "GET /api/findings/{id}", "POST /api/findings/{id}/select", "POST /api/findings/{id}/show",
            "POST /api/findings/{id}/validate", "POST /api/findings/{id}/open-source", "POST /api/findings/{id}/suppress", "POST /api/findings/{id}/fix",
            "POST /api/fixes/{undoId}/undo", "GET /api/findings/{id}/thumbnail", "GET /api/history", "GET /api/dccs", "POST /api/dccs/look", "POST /api/dccs/{id}/send",
            "POST /api/dccs/{id}/select", "GET /api/sources", "POST /api/sources/{id}/resend", "DELETE /api/sources/{id}", "GET /api/settings", "PUT /api/settings",
            "GET /api/settings/schema", "GET /api/doctor", "POST /api/doctor/fix", "GET /api/logs", "POST /api/notifications/pause", "POST /api/notifications/resume",
            "POST /api/dashboard-link", "POST /api/dashboard-secret", "POST /api/quit", "GET /api/events", "GET /openapi.json", "GET /open",
        ];
        Assert.That(_bench.Server.Table.Endpoints.Select(endpoint => $"{endpoint.Method} {endpoint.Path}"), Is.EquivalentTo(contract));

        // Each is really routed: without the token none of the guarded ones answers, and none is unknown.
        using var stranger = _bench.NewClient();
        foreach (var endpoint in _bench.Server.Table.Endpoints.Where(endpoint => endpoint.Access is not (ApiAccess.Everybody or ApiAccess.Cookie)))
        {
            var path = endpoint.Path.Replace("{id}", "x").Replace("{undoId}", "x");
            var answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(endpoint.Method), path));
            await ApiBench.ProblemAsync(answer, System.Net.HttpStatusCode.Unauthorized, "noToken");
        }
    }

    [Test]
    public async Task The_settings_schema_has_every_member()
    {
        var schema = await _bench.GetJsonAsync("/api/settings/schema");
        var members = JsonSerializer.SerializeToNode(new CompanionSettings(), ApiJson.Default.CompanionSettings)!.AsObject().Select(member => member.Key);
        Assert.That(schema.GetProperty("properties").EnumerateObject().Select(member => member.Name).Where(name => name != "$schema"), Is.EqualTo(members));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
