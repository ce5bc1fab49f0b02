using static DccBridge.Validation.Settings.SettingsChecks;

namespace DccBridge.Validation.Settings;

/// <summary>A path that a settings file names, and where it stands there, for errors.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1 in UTF-16 units.</param>
internal sealed record WrittenPath(string Text, string Field, int Line, int Column);

/// <summary>The other files that a settings file needs. They are read before all else: which rules it may name depends on them.</summary>
/// <param name="Extends">Settings files that it builds upon.</param>
/// <param name="RuleAssemblies">Assemblies with rules.</param>
internal sealed record WrittenPaths(IReadOnlyList<WrittenPath> Extends, IReadOnlyList<WrittenPath> RuleAssemblies)
{
    private const string WhatExtends = "the path of a settings file, or an array of them";
    private const string WhatAssemblies = "an array of paths of assemblies ([\"tools/StudioRules.dll\"])";

    /// <summary>Reads these two fields alone; of the others only whether they are JSON.</summary>
    /// <exception cref="ValidationSettingsException">The file is no JSON object, or one of the two is wrong.</exception>
    public static WrittenPaths Read(ref JsonCursor cursor)
    {
        IReadOnlyList<WrittenPath> extends = [], assemblies = [];
        cursor.Start();
        cursor.EnterObject("an object with the settings");
        while (cursor.NextField(out var name))
        {
            switch (name)
            {
                case "extends":
                    extends = ReadExtends(ref cursor);
                    break;
                case "ruleAssemblies":
                    assemblies = ReadAssemblies(ref cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        cursor.Finish();
        return new WrittenPaths(extends, assemblies);
    }

    public static List<WrittenPath> ReadExtends(ref JsonCursor cursor) =>
        cursor.IsString ? [ReadPath(ref cursor)] : ReadList(ref cursor, WhatExtends, SettingsLimits.MaxExtends);

    public static List<WrittenPath> ReadAssemblies(ref JsonCursor cursor) => ReadList(ref cursor, WhatAssemblies, SettingsLimits.MaxRuleAssemblies);

    private static List<WrittenPath> ReadList(ref JsonCursor cursor, string what, int most)
    {
        var paths = new List<WrittenPath>();
        cursor.EnterArray(what);
        while (cursor.NextElement(most))
        {
            paths.Add(ReadPath(ref cursor));
        }

        return paths;
    }

    private static WrittenPath ReadPath(ref JsonCursor cursor)
    {
        var text = cursor.ReadString("a path as a string");
        Require(ref cursor, SettingsLimits.FindPathProblem(text));
        var (line, column) = cursor.Place;
        return new WrittenPath(text, cursor.Field, line, column);
    }
}
