using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>Text of the settings file to values and back. What cannot be used is a problem that names file, field and what is allowed; its default stands in.</summary>
internal static class SettingsReader
{
    /// <summary>Longest file in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const string SchemaMember = "$schema";

    /// <summary>Reads.</summary>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>The values, null when it is no JSON object at all, and what is wrong.</returns>
    public static (CompanionSettings? Values, IReadOnlyList<string> Problems) Read(string file, ReadOnlyMemory<byte> content)
    {
        if (content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            content = content[3..];
        }

        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(file, document.RootElement)
                : (null, [$"{file}: it must hold an object, as {{ \"port\": 65433 }}. The settings from before are in force."]);
        }
        catch (JsonException e)
        {
            return (null, [string.Create(CultureInfo.InvariantCulture, $"{file}: line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}: it is no JSON ({Reason(e)}). Mend it there; the settings from before are in force.")]);
        }
        catch (InvalidOperationException)
        {
            return (null, [$"{file}: a name in it is no valid text. Mend it; the settings from before are in force."]);
        }
    }

    /// <summary>What is wrong with values that somebody wants to save.</summary>
    public static IReadOnlyList<string> Check(CompanionSettings values) =>
        [.. SettingsFields.All.Where(f => !f.IsAllowed(values)).Select(f => $"'{f.Name}' must be {f.Allowed}.")];

    /// <summary>Writes.</summary>
    public static void Write(Stream stream, CompanionSettings values)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString(SchemaMember, SettingsSchema.FileName);
        foreach (var field in SettingsFields.All)
        {
            field.Write(json, values);
        }

        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static (CompanionSettings Values, IReadOnlyList<string> Problems) Read(string file, JsonElement root)
    {
        var values = new CompanionSettings();
        var problems = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (!seen.Add(member.Name))
            {
                problems.Add($"{file}: '{member.Name}' stands there twice; the last one counts. Remove the others.");
            }

            if (SettingsFields.All.FirstOrDefault(f => f.Name == member.Name) is { } field)
            {
                if (field.Read(member.Value, values) is { } changed)
                {
                    values = changed;
                }
                else
                {
                    problems.Add($"{file}: '{field.Name}' is {SettingsText.Shown(member.Value)} and must be {field.Allowed}. Its default is in force.");
                }
            }
            else if (member.Name != SchemaMember)
            {
                problems.Add($"{file}: '{member.Name}' is not known and has no effect.{Suggestion(member.Name)}");
            }
        }

        return (values, problems);
    }

    private static string Suggestion(string name)
    {
        var meant = SettingsFields.All.Select(f => f.Name).FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? SettingsFields.All.Select(f => f.Name).Where(n => name.Length >= 4 && (n.Contains(name, StringComparison.OrdinalIgnoreCase) || name.Contains(n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault();
        return meant is null ? $" Known are {string.Join(", ", SettingsFields.All.Select(f => f.Name))}." : $" Do you mean '{meant}'?";
    }

    private static string Reason(JsonException e)
    {
        // The place follows the reason in its text, and stands before it here.
        var end = e.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }
}
