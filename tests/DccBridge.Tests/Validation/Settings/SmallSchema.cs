using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DccBridge.Tests.Validation.Settings;

/// <summary>The part of JSON Schema that the settings schema uses; an unknown keyword is an error, so that none is passed over.</summary>
internal static class SmallSchema
{
    public static string? FindProblem(JsonObject root, JsonObject schema, JsonNode? value, string path)
    {
        foreach (var (keyword, argument) in schema)
        {
            var problem = keyword switch
            {
                "$schema" or "$id" or "title" or "description" or "default" or "definitions" or "examples" => null,
                "$ref" => FindProblem(root, Resolve(root, (string)argument!), value, path),
                "type" => IsOfType(value, argument!) ? null : $"{path} is not {argument}",
                "enum" => argument!.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)) ? null : $"{path} is none of {argument}",
                "anyOf" => argument!.AsArray().Any(option => FindProblem(root, option!.AsObject(), value, path) is null) ? null : $"{path} fits no choice",
                "pattern" => value is not JsonValue text || text.GetValueKind() != JsonValueKind.String || Regex.IsMatch((string)text!, (string)argument!) ? null : $"{path} does not match {argument}",
                "minimum" => value?.GetValueKind() != JsonValueKind.Number || (double)value >= (double)argument! ? null : $"{path} is below {argument}",
                "maximum" => value?.GetValueKind() != JsonValueKind.Number || (double)value <= (double)argument! ? null : $"{path} is above {argument}",
                "maxLength" => value?.GetValueKind() != JsonValueKind.String || ((string)value!).Length <= (int)argument! ? null : $"{path} is too long",
                "required" => value is not JsonObject owner || argument!.AsArray().All(name => owner.ContainsKey((string)name!)) ? null : $"{path} lacks one of {argument}",
                "maxProperties" => value is not JsonObject many || many.Count <= (int)argument! ? null : $"{path} has too many fields",
                "maxItems" => value is not JsonArray items || items.Count <= (int)argument! ? null : $"{path} has too many entries",
                "items" => value is not JsonArray array ? null : array.Select((item, i) => FindProblem(root, argument!.AsObject(), item, $"{path}[{i}]")).FirstOrDefault(found => found is not null),
                "properties" or "patternProperties" or "additionalProperties" or "propertyNames" => null,
                _ => throw new NotSupportedException($"The keyword {keyword} is not known to this test."),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return value is JsonObject fields ? FindFieldProblem(root, schema, fields, path) : null;
    }

    private static string? FindFieldProblem(JsonObject root, JsonObject schema, JsonObject value, string path)
    {
        var properties = schema["properties"]?.AsObject();
        foreach (var (name, field) in value)
        {
            var fieldPath = $"{path}/{name}";
            if (schema["propertyNames"] is JsonObject names && FindProblem(root, names, JsonValue.Create(name), fieldPath) is { } nameProblem)
            {
                return nameProblem;
            }

            var byPattern = schema["patternProperties"]?.AsObject().FirstOrDefault(pattern => Regex.IsMatch(name, pattern.Key)).Value;
            var problem = properties?[name] is JsonObject known ? FindProblem(root, known, field, fieldPath)
                : byPattern is JsonObject fitting ? FindProblem(root, fitting, field, fieldPath)
                : schema["additionalProperties"] switch
                {
                    JsonObject others => FindProblem(root, others, field, fieldPath),
                    JsonValue allowed when !(bool)allowed => $"{fieldPath} is not known",
                    _ => null,
                };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static JsonObject Resolve(JsonObject root, string reference)
    {
        JsonNode node = root;
        foreach (var step in reference.Split('/').Skip(1))
        {
            node = node[step] ?? throw new KeyNotFoundException(reference);
        }

        return node.AsObject();
    }

    private static bool IsOfType(JsonNode? value, JsonNode type) => type is JsonArray types
        ? types.Any(choice => IsOfType(value, choice!))
        : (string)type! switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && (double)value == Math.Floor((double)value),
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "null" => value is null,
            var other => throw new NotSupportedException(other),
        };
}
