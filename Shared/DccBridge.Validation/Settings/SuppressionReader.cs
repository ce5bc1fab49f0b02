using System.Globalization;
using DccBridge.Protocol.Contracts.Assets;
using static DccBridge.Validation.Settings.SettingsChecks;

namespace DccBridge.Validation.Settings;

/// <summary>Reads the suppressions of a settings file.</summary>
internal static class SuppressionReader
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The fields of a suppression, all needed.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["rule", "path", "reason", "expires"];

    public static List<Suppression> Read(ref JsonCursor cursor, ReadingRules reading)
    {
        var suppressions = new List<Suppression>();
        cursor.EnterArray("an array of suppressions");
        while (cursor.NextElement(SettingsLimits.MaxSuppressions))
        {
            var suppression = ReadOne(ref cursor, reading);
            if (reading.Find(suppression.Rule) is not null)
            {
                suppressions.Add(suppression);
            }
        }

        return suppressions;
    }

    /// <summary>A day as settings write it ("2026-12-31"); null when it is none.</summary>
    public static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>A day as settings write it.</summary>
    public static string FormatDate(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static Suppression ReadOne(ref JsonCursor cursor, ReadingRules reading)
    {
        var start = cursor.Offset;
        string? rule = null, path = null, reason = null;
        DateOnly? expires = null;
        var hasExpires = false;
        cursor.EnterObject($"an object with the fields {string.Join(", ", Fields)}");
        while (cursor.NextField(out var name))
        {
            switch (name)
            {
                case "rule":
                    rule = ReadRule(ref cursor, reading);
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
                    throw UnknownField(ref cursor, name, Fields);
            }
        }

        var missing = rule is null ? "rule" : path is null ? "path" : reason is null ? "reason" : hasExpires ? null : "expires";
        return missing switch
        {
            null => new Suppression { Rule = rule!, Path = path!, Reason = reason!, Expires = expires },
            "expires" => throw cursor.FailAt(start, "has no field \"expires\". Write the last day on which it holds (\"2026-12-31\"), or null if it shall hold for ever."),
            _ => throw cursor.FailAt(start, $"has no field \"{missing}\". Needed are {string.Join(", ", Fields)}."),
        };
    }

    private static string ReadRule(ref JsonCursor cursor, ReadingRules reading)
    {
        var rule = cursor.ReadString("the id of a rule as a string");
        if (reading.Find(rule) is null && !reading.MayBeElsewhere(rule))
        {
            throw UnknownRule(ref cursor, rule, reading.Ids, atName: false);
        }

        Require(ref cursor, reading.FindLock(rule));
        return rule;
    }

    private static DateOnly? ReadDate(ref JsonCursor cursor)
    {
        if (cursor.IsNull)
        {
            return null;
        }

        var text = cursor.ReadString("a day (\"2026-12-31\") or null");
        return ParseDate(text) ?? throw cursor.Fail($"must be a day, year-month-day (\"2026-12-31\"), or null, but is \"{text}\".");
    }
}
