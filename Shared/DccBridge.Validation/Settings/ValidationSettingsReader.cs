using DccBridge.Validation.Naming;
using static DccBridge.Validation.Settings.SettingsChecks;

namespace DccBridge.Validation.Settings;

/// <summary>Reads the content of a settings file: one method per kind of value.</summary>
internal static class ValidationSettingsReader
{
    private static readonly string[] RootFields =
        ["$schema", "extends", "preset", "prefixes", "textureSuffixes", "rules", "folders", "locked", "ruleAssemblies", "sourceRoots", "suppressions"];

    /// <exception cref="ValidationSettingsException">The content is not allowed; the first mistake is named.</exception>
    public static ValidationSettings Read(ref JsonCursor cursor, ReadingRules reading)
    {
        var settings = new ValidationSettings();
        cursor.Start();
        cursor.EnterObject("an object with the settings");
        while (cursor.NextField(out var name))
        {
            if (SettingsLimits.LockableFields.Contains(name))
            {
                RequireName(ref cursor, reading.FindLock(name));
            }

            settings = name switch
            {
                "$schema" => IgnoreText(ref cursor, settings),
                "extends" => settings with { Extends = [.. WrittenPaths.ReadExtends(ref cursor).Select(path => path.Text)] },
                "preset" => settings with { Preset = ReadPreset(ref cursor) },
                "prefixes" => settings with { Prefixes = ReadPrefixes(ref cursor) },
                "textureSuffixes" => settings with { TextureSuffixes = ReadTextureSuffixes(ref cursor) },
                "rules" => settings with { Rules = RuleSettingsReader.ReadRules(ref cursor, reading) },
                "folders" => settings with { Folders = RuleSettingsReader.ReadFolders(ref cursor, reading) },
                "locked" => settings with { Locked = RuleSettingsReader.ReadLocked(ref cursor, reading) },
                "ruleAssemblies" => settings with { RuleAssemblies = [.. WrittenPaths.ReadAssemblies(ref cursor).Select(path => path.Text)] },
                "sourceRoots" => settings with { SourceRoots = ReadSourceRoots(ref cursor) },
                "suppressions" => settings with { Suppressions = SuppressionReader.Read(ref cursor, reading) },
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

    private static Dictionary<string, string> ReadSourceRoots(ref JsonCursor cursor)
    {
        var roots = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        cursor.EnterObject("an object of folders as artists' machines write them and as they are reached from here ({\"P:/art\": \"../art\"})");
        while (cursor.NextField(out var recorded))
        {
            RequireName(ref cursor, SettingsLimits.FindRecordedProblem(recorded));
            RequireRoom(ref cursor, roots.Count, SettingsLimits.MaxSourceRoots);
            var local = cursor.ReadString("the path of a folder as a string");
            Require(ref cursor, SettingsLimits.FindPathProblem(local, "folder"));
            roots.Add(recorded, local);
        }

        return roots;
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
}
