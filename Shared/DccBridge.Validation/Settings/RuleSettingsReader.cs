using System.Globalization;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using static DccBridge.Validation.Settings.SettingsChecks;

namespace DccBridge.Validation.Settings;

/// <summary>Reads what a settings file says of rules: for all, for folders, and which are locked.</summary>
internal static class RuleSettingsReader
{
    private static readonly string[] FolderFields = ["rules"];
    private static readonly string[] RuleFields = ["enabled", "severity"];

    public static Dictionary<string, FolderSettings> ReadFolders(ref JsonCursor cursor, ReadingRules reading)
    {
        var folders = new Dictionary<string, FolderSettings>(StringComparer.OrdinalIgnoreCase);
        cursor.EnterObject("an object of folders and their settings ({\"/Game/UI\": {\"rules\": {}}})");
        while (cursor.NextField(out var path))
        {
            if (!AssetPath.CheckFolder(path, out var problem))
            {
                throw cursor.FailAtName("is not a content folder. " + problem);
            }

            RequireRoom(ref cursor, folders.Count, SettingsLimits.MaxFolders);
            var folder = new FolderSettings();
            cursor.EnterObject("an object with the field rules");
            while (cursor.NextField(out var name))
            {
                folder = name == "rules" ? folder with { Rules = ReadRules(ref cursor, reading) } : throw UnknownField(ref cursor, name, FolderFields);
            }

            folders.Add(path, folder);
        }

        return folders;
    }

    public static Dictionary<string, RuleSettings> ReadRules(ref JsonCursor cursor, ReadingRules reading)
    {
        var rules = new Dictionary<string, RuleSettings>(StringComparer.Ordinal);
        cursor.EnterObject("an object of rule ids and their settings ({\"tex.pow2\": {\"severity\": \"warning\"}})");
        while (cursor.NextField(out var id))
        {
            RequireName(ref cursor, reading.FindLock(id));
            if (reading.Find(id) is { } rule)
            {
                rules.Add(id, ReadRule(ref cursor, rule));
            }
            else if (reading.MayBeElsewhere(id))
            {
                cursor.Skip();
            }
            else
            {
                throw UnknownRule(ref cursor, id, reading.Ids, atName: true);
            }
        }

        return rules;
    }

    public static List<string> ReadLocked(ref JsonCursor cursor, ReadingRules reading)
    {
        var locked = new List<string>();
        cursor.EnterArray("an array of rule ids ([\"tex.pow2\"])");
        while (cursor.NextElement(SettingsLimits.MaxLocked))
        {
            var name = cursor.ReadString("the id of a rule as a string");
            if (!SettingsLimits.LockableFields.Contains(name) && reading.Find(name) is null && !reading.MayBeElsewhere(name))
            {
                throw UnknownRule(ref cursor, name, [.. SettingsLimits.LockableFields, .. reading.Ids], atName: false);
            }

            locked.Add(name);
        }

        return locked;
    }

    /// <summary>Thresholds that contradict one another; null when none do. Only what stands in one place is compared: the other may come from a folder above.</summary>
    public static string? FindOrderProblem(RuleDefinition rule, IReadOnlyDictionary<string, double> thresholds)
    {
        foreach (var threshold in rule.Thresholds)
        {
            if (threshold.AtMost is { } other
                && thresholds.TryGetValue(threshold.Name, out var value)
                && thresholds.TryGetValue(other, out var limit)
                && value > limit)
            {
                return string.Create(CultureInfo.InvariantCulture, $"contradicts: {threshold.Name} ({value}) must not be more than {other} ({limit})");
            }
        }

        return null;
    }

    private static RuleSettings ReadRule(ref JsonCursor cursor, RuleDefinition rule)
    {
        var settings = new RuleSettings();
        var thresholds = new Dictionary<string, double>(StringComparer.Ordinal);
        var fields = RuleFields.Concat(rule.Thresholds.Select(threshold => threshold.Name)).ToList();
        cursor.EnterObject($"an object with the fields {string.Join(", ", fields)}");
        while (cursor.NextField(out var name))
        {
            switch (name)
            {
                case "enabled":
                    settings = settings with { Enabled = cursor.ReadBoolean() };
                    break;
                case "severity":
                    settings = settings with { Severity = ReadSeverity(ref cursor) };
                    break;
                default:
                    var threshold = rule.FindThreshold(name) ?? throw UnknownField(ref cursor, name, fields);
                    var value = cursor.ReadNumber("a number");
                    Require(ref cursor, threshold.FindProblem(value));
                    thresholds.Add(name, value);
                    Require(ref cursor, FindOrderProblem(rule, thresholds));
                    break;
            }
        }

        return settings with { Thresholds = thresholds };
    }

    private static Severity ReadSeverity(ref JsonCursor cursor) => ReadChoice(ref cursor, SettingsLimits.Severities) switch
    {
        "info" => Severity.Info,
        "warning" => Severity.Warning,
        _ => Severity.Error,
    };
}
