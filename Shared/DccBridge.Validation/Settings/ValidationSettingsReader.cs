using System.Globalization;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Settings;

/// <summary>Reads the content of a settings file: one method per kind of value.</summary>
internal static class ValidationSettingsReader
{
    private static readonly string[] RootFields = ["$schema", "preset", "prefixes", "textureSuffixes", "rules", "folders", "suppressions"];
    private static readonly string[] FolderFields = ["rules"];
    private static readonly string[] SuppressionFields = ["rule", "path", "reason", "expires"];
    private static readonly string[] RuleFields = ["enabled", "severity"];

    public static ValidationSettings Read(ref JsonCursor cursor)
    {
        var settings = new ValidationSettings();
        cursor.Start();
        cursor.EnterObject("an object with the settings");
        while (cursor.NextField(out var name))
        {
            settings = name switch
            {
                "$schema" => IgnoreText(ref cursor, settings),
                "preset" => settings with { Preset = ReadPreset(ref cursor) },
                "prefixes" => settings with { Prefixes = ReadPrefixes(ref cursor) },
                "textureSuffixes" => settings with { TextureSuffixes = ReadTextureSuffixes(ref cursor) },
                "rules" => settings with { Rules = ReadRules(ref cursor) },
                "folders" => settings with { Folders = ReadFolders(ref cursor) },
                "suppressions" => settings with { Suppressions = ReadSuppressions(ref cursor) },
                _ => throw UnknownField(ref cursor, name, RootFields),
            };
        }

        cursor.Finish();
        return settings;
    }

    private static ValidationSettings IgnoreText(ref JsonCursor cursor, ValidationSettings settings)
    {
        _ = cursor.ReadString("the address of the schema as a string");
        return settings;
    }

    private static NamingPreset ReadPreset(ref JsonCursor cursor)
    {
        var text = ReadChoice(ref cursor, NamingPresetNames.All);
        return NamingPresetNames.Find(text)!.Value;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadPrefixes(ref JsonCursor cursor)
    {
        var prefixes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        cursor.EnterObject("an object of class names and prefixes ({\"StaticMesh\": \"SM_\"})");
        while (cursor.NextField(out var name))
        {
            RequireName(ref cursor, SettingsLimits.FindClassProblem(name));
            RequireRoom(ref cursor, prefixes.Count, SettingsLimits.MaxClasses);
            if (cursor.IsString)
            {
                prefixes.Add(name, [ReadPrefix(ref cursor)]);
                continue;
            }

            var list = new List<string>();
            cursor.EnterArray("a prefix or an array of prefixes; an empty array leaves the class unjudged");
            while (cursor.NextElement(SettingsLimits.MaxPrefixes))
            {
                list.Add(ReadPrefix(ref cursor));
            }

            prefixes.Add(name, list);
        }

        return prefixes;
    }

    private static string ReadPrefix(ref JsonCursor cursor)
    {
        var prefix = cursor.ReadString("a prefix as a string");
        Require(ref cursor, SettingsLimits.FindPrefixProblem(prefix));
        return prefix;
    }

    private static Dictionary<string, TextureContent> ReadTextureSuffixes(ref JsonCursor cursor)
    {
        var suffixes = new Dictionary<string, TextureContent>(StringComparer.OrdinalIgnoreCase);
        cursor.EnterObject("an object of suffixes and their content ({\"Disp\": \"data\"})");
        while (cursor.NextField(out var name))
        {
            RequireName(ref cursor, SettingsLimits.FindSuffixProblem(name));
            RequireRoom(ref cursor, suffixes.Count, SettingsLimits.MaxTextureSuffixes);
            suffixes.Add(name, ReadChoice(ref cursor, SettingsLimits.Contents) switch
            {
                "color" => TextureContent.Color,
                "data" => TextureContent.Data,
                _ => TextureContent.Normal,
            });
        }

        return suffixes;
    }

    private static Dictionary<string, FolderSettings> ReadFolders(ref JsonCursor cursor)
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
                folder = name == "rules" ? folder with { Rules = ReadRules(ref cursor) } : throw UnknownField(ref cursor, name, FolderFields);
            }

            folders.Add(path, folder);
        }

        return folders;
    }

    private static Dictionary<string, RuleSettings> ReadRules(ref JsonCursor cursor)
    {
        var rules = new Dictionary<string, RuleSettings>(StringComparer.Ordinal);
        cursor.EnterObject("an object of rule ids and their settings ({\"tex.pow2\": {\"severity\": \"warning\"}})");
        while (cursor.NextField(out var id))
        {
            var rule = RuleCatalogue.Find(id) ?? throw UnknownRule(ref cursor, id, atName: true);
            rules.Add(id, ReadRule(ref cursor, rule));
        }

        return rules;
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

    private static Severity ReadSeverity(ref JsonCursor cursor) => ReadChoice(ref cursor, SettingsLimits.Severities) switch
    {
        "info" => Severity.Info,
        "warning" => Severity.Warning,
        _ => Severity.Error,
    };

    private static List<Suppression> ReadSuppressions(ref JsonCursor cursor)
    {
        var suppressions = new List<Suppression>();
        cursor.EnterArray("an array of suppressions");
        while (cursor.NextElement(SettingsLimits.MaxSuppressions))
        {
            suppressions.Add(ReadSuppression(ref cursor));
        }

        return suppressions;
    }

    private static Suppression ReadSuppression(ref JsonCursor cursor)
    {
        var start = cursor.Offset;
        string? rule = null, path = null, reason = null;
        DateOnly? expires = null;
        var hasExpires = false;
        cursor.EnterObject($"an object with the fields {string.Join(", ", SuppressionFields)}");
        while (cursor.NextField(out var name))
        {
            switch (name)
            {
                case "rule":
                    rule = cursor.ReadString("the id of a rule as a string");
                    _ = RuleCatalogue.Find(rule) ?? throw UnknownRule(ref cursor, rule, atName: false);
                    break;
                case "path":
                    path = cursor.ReadString("the path of an asset or a folder as a string");
                    if (!AssetPath.CheckFolder(path, out var problem))
                    {
                        throw cursor.Fail("is neither an asset nor a folder. " + problem);
                    }

                    break;
                case "reason":
                    reason = cursor.ReadString("the reason as a string");
                    Require(ref cursor, SettingsLimits.FindReasonProblem(reason));
                    break;
                case "expires":
                    expires = ReadDate(ref cursor);
                    hasExpires = true;
                    break;
                default:
                    throw UnknownField(ref cursor, name, SuppressionFields);
            }
        }

        var missing = rule is null ? "rule" : path is null ? "path" : reason is null ? "reason" : hasExpires ? null : "expires";
        return missing switch
        {
            null => new Suppression { Rule = rule!, Path = path!, Reason = reason!, Expires = expires },
            "expires" => throw cursor.FailAt(start, "has no field \"expires\". Write the last day on which it holds (\"2026-12-31\"), or null if it shall hold for ever."),
            _ => throw cursor.FailAt(start, $"has no field \"{missing}\". Needed are {string.Join(", ", SuppressionFields)}."),
        };
    }

    private static DateOnly? ReadDate(ref JsonCursor cursor)
    {
        const string Format = "yyyy-MM-dd";
        if (cursor.IsNull)
        {
            return null;
        }

        var text = cursor.ReadString("a day (\"2026-12-31\") or null");
        return DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw cursor.Fail($"must be a day, year-month-day (\"2026-12-31\"), or null, but is \"{text}\".");
    }

    private static string ReadChoice(ref JsonCursor cursor, IReadOnlyList<string> choices)
    {
        var allowed = string.Join(", ", choices.Select(choice => $"\"{choice}\""));
        var text = cursor.ReadString("one of " + allowed);
        return choices.Contains(text)
            ? text
            : throw cursor.Fail($"must be one of {allowed}, but is \"{text}\".{DidYouMean(text, choices)}");
    }

    private static void Require(ref JsonCursor cursor, string? problem)
    {
        if (problem is not null)
        {
            throw cursor.Fail(problem + ".");
        }
    }

    private static void RequireName(ref JsonCursor cursor, string? problem)
    {
        if (problem is not null)
        {
            throw cursor.FailAtName(problem + ".");
        }
    }

    private static void RequireRoom(ref JsonCursor cursor, int count, int most)
    {
        if (count >= most)
        {
            throw cursor.FailAtName($"is one entry too many: at most {most} are allowed here.");
        }
    }

    private static ValidationSettingsException UnknownField(ref JsonCursor cursor, string name, IReadOnlyList<string> known) =>
        cursor.FailAtName($"is not a known field.{DidYouMean(name, known)} Allowed here: {string.Join(", ", known)}.");

    private static ValidationSettingsException UnknownRule(ref JsonCursor cursor, string id, bool atName)
    {
        var ids = RuleCatalogue.Rules.Select(rule => rule.Id).ToList();
        var problem = $"{(atName ? "is not a known rule" : $"names no known rule (\"{id}\")")}.{DidYouMean(id, ids)} The rules are {string.Join(", ", ids)}.";
        return atName ? cursor.FailAtName(problem) : cursor.Fail(problem);
    }

    private static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Spelling.Nearest(word, candidates) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
}
