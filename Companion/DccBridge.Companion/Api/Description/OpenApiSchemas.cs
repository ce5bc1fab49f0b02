using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace DccBridge.Companion.Api.Description;

/// <summary>The schemas of the types that endpoints read and answer, out of the same type information that reads and writes them.</summary>
/// <param name="bodies">Types that are read: what they do not know is refused, and what they do not require may be left out. Of others all members are written.</param>
internal sealed class OpenApiSchemas(IEnumerable<Type> bodies)
{
    private readonly HashSet<Type> _bodies = [.. bodies];
    private readonly SortedDictionary<string, JsonNode?> _components = new(StringComparer.Ordinal);

    /// <summary>The schema of a type, or a reference to it.</summary>
    public JsonNode Of(JsonTypeInfo type)
    {
        var element = type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } ? type.Options.GetTypeInfo(item) : null;
        return element is not null ? new JsonObject { ["type"] = "array", ["items"] = Of(element) } : IsComponent(type) ? Refer(type) : Export(type);
    }

    /// <summary>All that references lead to.</summary>
    public JsonObject All() => new(_components.Select(component => KeyValuePair.Create(component.Key, component.Value?.DeepClone())));

    private static bool IsComponent(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Object || type.Type.IsEnum;

    private JsonObject Refer(JsonTypeInfo type)
    {
        if (_components.TryAdd(type.Type.Name, null))
        {
            _components[type.Type.Name] = Export(type);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Type.Name}" };
    }

    private JsonNode Export(JsonTypeInfo type) => type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
        {
            var inner = Nullable.GetUnderlyingType(context.TypeInfo.Type) is { } value ? context.TypeInfo.Options.GetTypeInfo(value) : context.TypeInfo;
            if (context.Path.Length > 0 && IsComponent(inner))
            {
                return MayBeNull(schema) ? new JsonObject { ["anyOf"] = new JsonArray(Refer(inner), new JsonObject { ["type"] = "null" }) } : Refer(inner);
            }

            if (schema is JsonObject { Count: > 0 } described && context.TypeInfo.Kind == JsonTypeInfoKind.Object && !_bodies.Contains(context.TypeInfo.Type))
            {
                described.Remove("additionalProperties");
                described["required"] = new JsonArray([.. context.TypeInfo.Properties.Select(property => (JsonNode)property.Name)]);
            }

            return schema;
        },
    });

    private static bool MayBeNull(JsonNode schema) =>
        schema is JsonObject described
        && ((described["type"] is JsonArray types && types.Any(type => type?.GetValue<string>() == "null"))
            || (described["enum"] is JsonArray values && values.Any(value => value is null)));
}
