using System.Text.Json;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Probing;

namespace DccBridge.Companion.Resident.Settings;

/// <summary>A list of ports, each as kind:port.</summary>
internal sealed record PortsField(string Name, string Description, Func<CompanionSettings, IReadOnlyList<string>> Get, Func<CompanionSettings, IReadOnlyList<string>, CompanionSettings> Set)
    : SettingsField(Name, Description)
{
    private const int Most = 32;
    // Blender is found by the endpoint file of its add-on, which takes any port.
    private static readonly string[] Kinds = [DccKind.Maya.Key(), DccKind.Houdini.Key(), DccKind.SubstancePainter.Key()];

    /// <inheritdoc/>
    public override string Allowed => $"a list of at most {Most} texts as \"maya:7005\", each of {string.Join(", ", Kinds)} with a port from 1 to 65535";

    /// <inheritdoc/>
    public override CompanionSettings? Read(JsonElement value, CompanionSettings settings)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Most)
        {
            return null;
        }

        string?[] texts = [.. value.EnumerateArray().Select(SettingsText.Of)];
        return texts.All(t => t is not null && DccPort.Parse(t) is not null) ? Set(settings, [.. texts.OfType<string>()]) : null;
    }

    /// <inheritdoc/>
    public override bool IsAllowed(CompanionSettings settings) => Get(settings) is { Count: <= Most } ports && ports.All(p => p is not null && DccPort.Parse(p) is not null);

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
