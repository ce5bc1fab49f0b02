using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>The JSON schema (draft-07) of the settings file, for text editors and the dashboard: made of the fields that the reader itself goes by.</summary>
internal static class SettingsSchema
{
    /// <summary>Name of the schema file; it lies beside the settings.</summary>
    public const string FileName = "companion.settings.schema.json";

    /// <summary>The schema.</summary>
    /// <returns>JSON, indented, with line feeds and one at its end.</returns>
    public static string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", "DccBridge companion settings");
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            json.WriteStartObject("properties");
            json.WriteStartObject("$schema");
            json.WriteString("type", "string");
            json.WriteString("description", "Address of this schema, for editors.");
            json.WriteEndObject();
            foreach (var field in SettingsFields.All)
            {
                json.WriteStartObject(field.Name);
                json.WriteString("description", field.Description);
                field.WriteType(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
