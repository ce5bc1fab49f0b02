using System.Globalization;
using System.Text.Json;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>A list of ports, each as kind:port.</summary>
internal sealed record PortsField(string Name, string Description, Func<CompanionSettings, IReadOnlyList<string>> Get, Func<CompanionSettings, IReadOnlyList<string>, CompanionSettings> Set)
    : SettingsField(Name, Description)
{
    private const int Most = 32;
    private static readonly string[] Kinds = ["maya", "houdini", "blender", "painter"];

    /// <inheritdoc/>
    public override string Allowed => $"a list of at most {Most} texts as \"maya:7005\", each of {string.Join(", ", Kinds)} with a port from 1 to 65535";

    /// <summary>Kind and port of an entry; null when it is not allowed.</summary>
    public static (string Kind, int Port)? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Kinds.Contains(text[..colon]) && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? (text[..colon], port)
            : null;
    }

    /// <inheritdoc/>
    public override CompanionSettings? Read(JsonElement value, CompanionSettings settings)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Most)
        {
            return null;
        }

        string?[] texts = [.. value.EnumerateArray().Select(SettingsText.Of)];
        return texts.All(t => t is not null && Parse(t) is not null) ? Set(settings, [.. texts.OfType<string>()]) : null;
    }

    /// <inheritdoc/>
    public override bool IsAllowed(CompanionSettings settings) => Get(settings) is { Count: <= Most } ports && ports.All(p => p is not null && Parse(p) is not null);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, CompanionSettings settings)
    {
        json.WriteStartArray(Name);
        foreach (var port in Get(settings))
        {
            json.WriteStringValue(port);
        }

        json.WriteEndArray();
    }

    /// <inheritdoc/>
    public override void WriteType(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteNumber("maxItems", Most);
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteString("pattern", $"^({string.Join('|', Kinds)}):[0-9]{{1,5}}$");
        json.WriteEndObject();
        json.WriteStartArray("default");
        json.WriteEndArray();
    }
}
