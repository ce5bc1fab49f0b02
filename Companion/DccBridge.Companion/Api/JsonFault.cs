using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DccBridge.Companion.Api;

/// <summary>What is wrong with a JSON body, as an instruction that names the field and what is allowed.</summary>
internal static class JsonFault
{
    /// <summary>Finds the field of the failure in the type that was to be read.</summary>
    public static ApiFailure Of(JsonException failure, JsonTypeInfo type)
    {
        var (field, found) = Walk(failure.Path ?? "$", type);
        if (found is { Kind: JsonTypeInfoKind.Object } && Unmapped(failure.Message) is { } unknown)
        {
            var names = string.Join(", ", found.Properties.Select(property => property.Name));
            return ApiFailure.Field(ApiCall.Short(unknown), names.Length > 0 ? $"is not known here. Allowed are {names}." : "is not known here. Leave it out.");
        }

        if (failure.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase))
        {
            return ApiFailure.Field(field, "has a member twice. Give each one once.");
        }

        var line = failure.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $" (line {number + 1}, byte {failure.BytePositionInLine + 1})") : "";
        return failure.InnerException is JsonException or null && IsSyntax(failure)
            ? ApiFailure.Field(field == "body" ? "body" : $"body, near {field}", $"is no JSON{line}. Send one JSON object, in UTF-8.")
            : ApiFailure.Field(field, $"is not what is allowed{line}. Use {Words(found)}.");
    }

    // A reader's failure has the reader's exception inside, whose type is not public.
    private static bool IsSyntax(JsonException failure) => failure.InnerException?.GetType().Name == "JsonReaderException" || failure.GetType() != typeof(JsonException);

    private static string? Unmapped(string message)
    {
        // "The JSON property 'x' could not be mapped to any .NET member contained in type 'T'."
        const string End = "' could not be mapped";
        var end = message.IndexOf(End, StringComparison.Ordinal);
        var start = end < 0 ? -1 : message.IndexOf('\'', StringComparison.Ordinal);
        return start >= 0 && start < end ? message[(start + 1)..end] : null;
    }

    private static (string Field, JsonTypeInfo? Type) Walk(string path, JsonTypeInfo root)
    {
        JsonTypeInfo? type = root;
        var field = "";
        foreach (var part in path.Split('.', '[').Skip(1))
        {
            if (part.EndsWith(']'))
            {
                field += $"[{part}";
                type = type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? root.Options.GetTypeInfo(element) : null;
                continue;
            }

            var property = type?.Properties.FirstOrDefault(candidate => candidate.Name == part);
            if (property is null && type is { Kind: JsonTypeInfoKind.Object })
            {
                // The path names the member that is not known; the type is the one it stands in.
                break;
            }

            field += field.Length > 0 ? $".{part}" : part;
            type = property is null ? null : root.Options.GetTypeInfo(property.PropertyType);
        }

        return (field.Length > 0 ? field : "body", type);
    }

    private static string Words(JsonTypeInfo? type) => type switch
    {
        null => "another value",
        { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } => $"a list of {Plural(element)}",
        { Kind: JsonTypeInfoKind.Object } => $"an object with {string.Join(", ", type.Properties.Select(property => property.Name))}",
        _ => Single(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
    };

    private static string Single(Type type) =>
        type == typeof(string) ? "a text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(Guid) ? "an id (0f8fad5b-d9cb-469f-a165-70867728950e)"
        : type == typeof(DateOnly) ? "a day (2026-12-31)"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}"
        : "another value";

    private static string Plural(Type type) => type == typeof(string) ? "texts" : "objects";
}
