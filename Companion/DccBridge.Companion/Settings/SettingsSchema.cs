using System.Text.Json;
using System.Text.Json.Nodes;
using DccBridge.Companion.Resident;

namespace DccBridge.Companion.Settings;

/// <summary>The JSON Schema of the settings file: text editors complete and check it as one types. Defaults are those of <see cref="CompanionSettings"/>.</summary>
internal static class SettingsSchema
{
    /// <summary>The members and what they may be.</summary>
    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        SettingsField.Number("port", "Port of dashboard and API on 127.0.0.1; another free one is taken when it is occupied. 0 is any.", s => s.Port, 0, 65535),
        SettingsField.Flag("startAtLogin", "Start when you log in.", s => s.StartAtLogin),
        SettingsField.Flag("notifications", "Show notifications.", s => s.Notifications),
        SettingsField.Number("notificationDelaySeconds", "How long the verdicts of a run are collected before one notification tells of them, in seconds.", s => s.NotificationDelaySeconds, 0, 300),
        SettingsField.Choice("watchSources", "What to do when a sent file changes on disk.", s => s.WatchSources, "off", "offer", "send"),
        SettingsField.Number("watchQuietMilliseconds", "How long a changed file must be quiet before it counts as saved, in milliseconds.", s => s.WatchQuietMilliseconds, 100, 60_000),
        SettingsField.Text("preferredEditor", "The editor that a send goes to when several run: part of a project's name or path; null asks.", s => s.PreferredEditor),
        SettingsField.Number("keepActivityDays", "Days that activities are kept.", s => s.KeepActivityDays, 1, 90),
        SettingsField.Flag("findDccs", "Look for running DCCs.", s => s.FindDccs),
        SettingsField.List("dccPorts", "More ports to look for DCCs on 127.0.0.1, as kind:port (maya:7005, houdini:18820).", s => s.DccPorts, "^(blender|maya|houdini|painter):[1-9][0-9]{0,4}$", 32),
        SettingsField.Choice("logLevel", "Lines of the log.", s => s.LogLevel, "error", "warning", "information", "debug"),
    ];

    /// <summary>The schema as text.</summary>
    public static string Text()
    {
        var defaults = new CompanionSettings();
        var members = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "This schema." } };
        foreach (var field in Fields)
        {
            members[field.Name] = field.Schema(defaults);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "DccBridge companion settings",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = members,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}

/// <summary>One member of the settings file.</summary>
internal sealed class SettingsField
{
    private readonly Func<CompanionSettings, JsonObject> _schema;

    private SettingsField(string name, string description, Func<CompanionSettings, JsonNode?> standard, Func<JsonObject> allowed)
    {
        Name = name;
        _schema = defaults =>
        {
            var schema = allowed();
            schema["description"] = description;
            schema["default"] = standard(defaults);
            return schema;
        };
    }

    /// <summary>Its name in the file.</summary>
    public string Name { get; }

    /// <summary>A whole number.</summary>
    public static SettingsField Number(string name, string description, Func<CompanionSettings, int> read, int least, int most) =>
        new(name, description, s => read(s), () => new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    /// <summary>Yes or no.</summary>
    public static SettingsField Flag(string name, string description, Func<CompanionSettings, bool> read) =>
        new(name, description, s => read(s), () => new JsonObject { ["type"] = "boolean" });

    /// <summary>One of some words.</summary>
    public static SettingsField Choice(string name, string description, Func<CompanionSettings, string> read, params string[] allowed) =>
        new(name, description, s => read(s), () => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. allowed.Select(word => (JsonNode)word)]) });

    /// <summary>A text, or null.</summary>
    public static SettingsField Text(string name, string description, Func<CompanionSettings, string?> read) =>
        new(name, description, s => read(s), () => new JsonObject { ["type"] = new JsonArray("string", "null") });

    /// <summary>Texts of a form.</summary>
    public static SettingsField List(string name, string description, Func<CompanionSettings, IReadOnlyList<string>> read, string pattern, int most) =>
        new(name, description, s => new JsonArray([.. read(s).Select(text => (JsonNode)text)]), () => new JsonObject
        {
            ["type"] = "array",
            ["maxItems"] = most,
            ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = pattern },
        });

    /// <summary>What it may be.</summary>
    public JsonObject Schema(CompanionSettings defaults) => _schema(defaults);
}
