using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DccBridge.Companion.Api.Contracts;
using DccBridge.Companion.Api.Security;

namespace DccBridge.Companion.Api.Description;

/// <summary>The OpenAPI 3.1 document, made out of the table of endpoints.</summary>
internal static class OpenApi
{
    private const string Problem = "application/problem+json";

    /// <summary>Writes it.</summary>
    public static byte[] Write(ApiTable table) => Encoding.UTF8.GetBytes(Make(table).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    private static JsonObject Make(ApiTable table)
    {
        var schemas = new OpenApiSchemas(table.Endpoints.Select(endpoint => endpoint.Body?.Type).OfType<Type>());
        var paths = new JsonObject();
        foreach (var path in table.Endpoints.GroupBy(endpoint => endpoint.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(endpoint => KeyValuePair.Create(endpoint.Method.ToLowerInvariant(), (JsonNode?)Operation(endpoint, schemas))));
        }

        var responses = new JsonObject
        {
            ["Problem"] = new JsonObject
            {
                ["description"] = "It was not done; the detail says what to do.",
                ["content"] = new JsonObject { [Problem] = new JsonObject { ["schema"] = schemas.Of(ApiJson.Default.ProblemView) } },
            },
        };
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "DccBridge companion",
                ["version"] = typeof(OpenApi).Assembly.GetName().Version?.ToString(3),
                ["summary"] = "Assets to Unreal, verdicts back: for shelf buttons and scripts on this machine.",
                ["description"] = "The token is in the file companion.token in the companion's folder; companion.json beside it has the address too.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(Needs("token"), Needs("dashboard", "dashboardSecret")),
            ["tags"] = new JsonArray([.. table.Endpoints.Select(endpoint => endpoint.Noun).Distinct().Select(noun => (JsonNode)new JsonObject { ["name"] = noun })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["dashboard"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "cookie",
                        ["name"] = "dccbridge-65433",
                        ["description"] = "The dashboard's own; the name ends with the port. It counts only together with the secret of the page.",
                    },
                    ["dashboardSecret"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = ApiGate.SecretHeader,
                        ["description"] = "The secret that a page of the dashboard got from POST /api/dashboard-secret; needed with each request that comes with the cookie.",
                    },
                },
                ["responses"] = responses,
                ["schemas"] = schemas.All(),
            },
        };
    }

    // All of these together.
    private static JsonObject Needs(params string[] schemes) => new(schemes.Select(scheme => KeyValuePair.Create(scheme, (JsonNode?)new JsonArray())));

    private static JsonObject Operation(ApiEndpoint endpoint, OpenApiSchemas schemas)
    {
        var operation = new JsonObject { ["operationId"] = endpoint.Name, ["summary"] = endpoint.Summary, ["tags"] = new JsonArray(endpoint.Noun) };
        if (endpoint.Access != ApiAccess.Known)
        {
            operation["security"] = endpoint.Access switch
            {
                ApiAccess.Everybody => [],
                ApiAccess.Cookie => new JsonArray(Needs("dashboard")),
                _ => new JsonArray(Needs("token")),
            };
        }

        if (endpoint.Parameters.Count > 0)
        {
            operation["parameters"] = new JsonArray([.. endpoint.Parameters.Select(parameter => (JsonNode)new JsonObject
            {
                ["name"] = parameter.Name,
                ["in"] = parameter.InPath ? "path" : "query",
                ["description"] = parameter.Description,
                ["required"] = parameter.InPath || parameter is TextParameter { IsRequired: true },
                ["schema"] = parameter.Schema(),
            })]);
        }

        if (endpoint.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = !endpoint.BodyIsOptional, ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Of(body) } } };
        }

        var responses = new JsonObject();
        foreach (var answer in endpoint.Answers)
        {
            var response = new JsonObject { ["description"] = answer.Description };
            if (answer.Type is { } type)
            {
                response["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Of(type) } };
            }
            else if (answer.MediaType is { } media)
            {
                response["content"] = new JsonObject { [media] = new JsonObject() };
            }

            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        responses["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        operation["responses"] = responses;
        return operation;
    }
}
