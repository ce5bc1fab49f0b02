namespace DccBridge.Tests.Validation.Settings;

/// <summary>A mistake in a settings file, where it is, and a part of the text that must explain it.</summary>
/// <param name="SchemaSees">False when only reading can see it: names that are one without case, relations between fields, days that do not exist.</param>
public sealed record SettingsMistake(string Name, string Json, int Line, int Column, string Field, string Text, bool SchemaSees = true)
{
    public override string ToString() => Name;
}

internal static class SettingsMistakes
{
    public static IEnumerable<SettingsMistake> All()
    {
        // Not JSON, or not an object.
        yield return Case("Empty_file", "", 1, 1, "", "Write at least {}");
        yield return Case("White_space_only", " \n\t ", 1, 1, "", "Write at least {}");
        yield return Case("Comment_only", "// nothing", 1, 11, "", "This is not JSON");
        yield return Case("Array_at_the_top", "[]", 1, 1, "", "must be an object with the settings, but is an array");
        yield return Case("String_at_the_top", "\n \"epic\"", 2, 2, "", "but is a string");
        yield return Case("Truncated_object", "{\n  \"preset\": \"epic\"", 2, 19, "", "This is not JSON");
        yield return Case("Missing_comma", "{\n  \"preset\": \"epic\"\n  \"rules\": {}\n}", 3, 3, "", "This is not JSON");
        yield return Case("Missing_colon", "{ \"preset\" \"epic\" }", 1, 12, "", "This is not JSON");
        yield return Case("Single_quotes", "{ 'preset': 'epic' }", 1, 3, "", "This is not JSON");
        yield return Case("Python_constant", "{ \"rules\": { \"tex.pow2\": { \"enabled\": True } } }", 1, 39, "rules[\"tex.pow2\"].enabled", "This is not JSON");
        yield return Case("Second_document", "{} {}", 1, 4, "", "This is not JSON");
        yield return Case("Control_character", "{ \"preset\": \"ep\nic\" }", 1, 16, "preset", "This is not JSON");
        yield return Case("Depth_bomb", new string('[', 5000), 1, 1, "", "must be an object");
        yield return Case("Depth_bomb_inside", "{\"rules\":" + string.Concat(Enumerable.Repeat("{\"tex.pow2\":", 5000)), 1, 23, "rules[\"tex.pow2\"][\"tex.pow2\"]", "not a known field");

        // Fields.
        yield return Case("Unknown_field", "{ \"presets\": \"epic\" }", 1, 3, "presets", "presets is not a known field. Did you mean \"preset\"? Allowed here: $schema, extends, preset,");
        yield return Case("Unknown_field_without_likeness", "{ \"colour\": 1 }", 1, 3, "colour", "is not a known field. Allowed here: $schema, extends, preset, prefixes, textureSuffixes, rules, folders, locked, ruleAssemblies, sourceRoots, suppressions.");
        yield return Case("Field_in_another_case", "{ \"Rules\": {} }", 1, 3, "Rules", "Did you mean \"rules\"?");
        yield return Case("Field_twice", "{\n  \"preset\": \"epic\",\n  \"preset\": \"allar\"\n}", 3, 3, "preset", "stands here twice") with { SchemaSees = false };
        yield return Case("Schema_not_a_string", "{ \"$schema\": 1 }", 1, 14, "$schema", "must be the address of the schema as a string, but is a number");
        yield return Case("Half_a_character_as_name", "{ \"\\ud800\": 1 }", 1, 3, "", "half a character") with { SchemaSees = false };

        // Preset.
        yield return Case("Unknown_preset", "{\n\t\"preset\": \"alar\"\n}", 2, 12, "preset", "must be one of \"epic\", \"allar\", \"marketplace\", but is \"alar\". Did you mean \"allar\"?");
        yield return Case("Preset_in_another_case", "{ \"preset\": \"Epic\" }", 1, 13, "preset", "Did you mean \"epic\"?");
        yield return Case("Preset_number", "{ \"preset\": 1 }", 1, 13, "preset", "must be one of \"epic\", \"allar\", \"marketplace\", but is a number");
        yield return Case("Preset_null", "{ \"preset\": null }", 1, 13, "preset", "but is null");
        yield return Case("Preset_half_a_character", "{ \"preset\": \"\\udc00\" }", 1, 13, "preset", "half a character") with { SchemaSees = false };

        // Prefixes and suffixes.
        yield return Case("Prefixes_array", "{ \"prefixes\": [\"SM_\"] }", 1, 15, "prefixes", "must be an object of class names and prefixes");
        yield return Case("Prefix_number", "{ \"prefixes\": { \"StaticMesh\": 5 } }", 1, 31, "prefixes.StaticMesh", "a prefix or an array of prefixes");
        yield return Case("Prefix_empty", "{ \"prefixes\": { \"StaticMesh\": \"\" } }", 1, 31, "prefixes.StaticMesh", "must be 1 to 32 English letters");
        yield return Case("Prefix_with_space", "{ \"prefixes\": { \"StaticMesh\": [\"SM_\", \"S M\"] } }", 1, 39, "prefixes.StaticMesh[1]", "but is \"S M\"");
        yield return Case("Prefix_too_many", "{ \"prefixes\": { \"StaticMesh\": [" + string.Join(',', Enumerable.Repeat("\"A_\"", 17)) + "] } }", 1, 112, "prefixes.StaticMesh[16]", "more than 16 entries");
        yield return Case("Class_with_a_slash", "{ \"prefixes\": { \"/Script/Engine\": \"SM_\" } }", 1, 17, "prefixes[\"/Script/Engine\"]", "must be the name of an Unreal class");
        yield return Case("Suffix_with_underscore", "{ \"textureSuffixes\": { \"_Q\": \"data\" } }", 1, 24, "textureSuffixes._Q", "without the underscore");
        yield return Case("Suffix_with_unknown_content", "{ \"textureSuffixes\": { \"Q\": \"colour\" } }", 1, 29, "textureSuffixes.Q", "must be one of \"color\", \"data\", \"normal\", but is \"colour\". Did you mean \"color\"?");
        yield return Case("Suffix_twice", "{ \"textureSuffixes\": { \"Q\": \"data\", \"q\": \"data\" } }", 1, 37, "textureSuffixes.q", "twice") with { SchemaSees = false };

        // Source folders.
        yield return Case("Source_folders_as_an_array", "{ \"sourceRoots\": [\"P:/art\"] }", 1, 18, "sourceRoots", "must be an object of folders as artists' machines write them");
        yield return Case("Source_folder_that_is_not_absolute", "{ \"sourceRoots\": { \"art\": \"../art\" } }", 1, 20, "sourceRoots.art", "must be the folder as artists' machines write it, an absolute path");
        yield return Case("Source_folder_as_an_address", "{ \"sourceRoots\": { \"P:/art\": \"smb://server/art\" } }", 1, 30, "sourceRoots[\"P:/art\"]", "must be the path of a folder, relative to this one or absolute, but is");
        yield return Case("Source_folder_null", "{ \"sourceRoots\": { \"P:/art\": null } }", 1, 30, "sourceRoots[\"P:/art\"]", "must be the path of a folder as a string, but is null");

        // Rules.
        yield return Case("Rules_array", "{ \"rules\": [] }", 1, 12, "rules", "must be an object of rule ids and their settings");
        yield return Case("Unknown_rule", "{ \"rules\": {\n    \"tex.pow\": {}\n} }", 2, 5, "rules[\"tex.pow\"]", "is not a known rule. Did you mean \"tex.pow2\"? The rules are ");
        yield return Case("Rule_swapped_letters", "{ \"rules\": { \"mesh.tirs\": {} } }", 1, 14, "rules[\"mesh.tirs\"]", "Did you mean \"mesh.tris\"?");
        yield return Case("Rule_as_boolean", "{ \"rules\": { \"tex.pow2\": false } }", 1, 26, "rules[\"tex.pow2\"]", "must be an object with the fields enabled, severity, but is true or false");
        yield return Case("Enabled_as_string", "{ \"rules\": { \"tex.pow2\": { \"enabled\": \"no\" } } }", 1, 39, "rules[\"tex.pow2\"].enabled", "must be true or false, but is a string");
        yield return Case("Unknown_severity", "{ \"rules\": { \"tex.pow2\": { \"severity\": \"warn\" } } }", 1, 40, "rules[\"tex.pow2\"].severity", "must be one of \"info\", \"warning\", \"error\", but is \"warn\".");
        yield return Case("Misspelt_severity", "{ \"rules\": { \"tex.pow2\": { \"severity\": \"Eror\" } } }", 1, 40, "rules[\"tex.pow2\"].severity", "Did you mean \"error\"?");
        yield return Case("Severity_number", "{ \"rules\": { \"tex.pow2\": { \"severity\": 2 } } }", 1, 40, "rules[\"tex.pow2\"].severity", "but is a number");
        yield return Case("Threshold_of_another_rule", "{ \"rules\": { \"tex.pow2\": { \"maxLength\": 2 } } }", 1, 28, "rules[\"tex.pow2\"].maxLength", "is not a known field. Allowed here: enabled, severity.");
        yield return Case("Misspelt_threshold", "{ \"rules\": { \"tex.maxsize\": { \"warnabove\": 2 } } }", 1, 31, "rules[\"tex.maxsize\"].warnabove", "Did you mean \"warnAbove\"? Allowed here: enabled, severity, warnAbove, errorAbove.");
        yield return Case("Threshold_as_string", "{ \"rules\": { \"path.length\": { \"maxLength\": \"140\" } } }", 1, 44, "rules[\"path.length\"].maxLength", "must be a number, but is a string");
        yield return Case("Threshold_too_small", "{ \"rules\": { \"path.length\": { \"maxLength\": 0 } } }", 1, 44, "rules[\"path.length\"].maxLength", "must be from 1 to 512, but is 0");
        yield return Case("Threshold_too_large", "{ \"rules\": { \"mesh.degenerate\": { \"errorAbovePercent\": 100.5 } } }", 1, 56, "rules[\"mesh.degenerate\"].errorAbovePercent", "must be from 0 to 100, but is 100.5");
        yield return Case("Threshold_beyond_double", "{ \"rules\": { \"path.length\": { \"maxLength\": 1e999 } } }", 1, 44, "rules[\"path.length\"].maxLength", "must be from 1 to 512");
        yield return Case("Threshold_not_whole", "{ \"rules\": { \"mesh.slots\": { \"maxSlots\": 2.5 } } }", 1, 42, "rules[\"mesh.slots\"].maxSlots", "must be a whole number, but is 2.5");
        yield return Case("Thresholds_contradict", "{ \"rules\": { \"tex.maxsize\": {\n  \"errorAbove\": 1024,\n  \"warnAbove\": 2048 } } }", 3, 16, "rules[\"tex.maxsize\"].warnAbove", "warnAbove (2048) must not be more than errorAbove (1024)") with { SchemaSees = false };
        yield return Case("Sizes_contradict", "{ \"rules\": { \"mesh.scale\": { \"minSize\": 10, \"maxSize\": 5 } } }", 1, 56, "rules[\"mesh.scale\"].maxSize", "minSize (10) must not be more than maxSize (5)") with { SchemaSees = false };

        // Folders.
        yield return Case("Folder_without_root", "{ \"folders\": {\n\"Props\": {} } }", 2, 1, "folders.Props", "does not begin with /Game/");
        yield return Case("Folder_with_slash_at_the_end", "{ \"folders\": { \"/Game/Props/\": {} } }", 1, 16, "folders[\"/Game/Props/\"]", "ends with a slash");
        yield return Case("Folder_with_way_up", "{ \"folders\": { \"/Game/../Engine\": {} } }", 1, 16, "folders[\"/Game/../Engine\"]", "segment \"..\"") with { SchemaSees = false };
        yield return Case("Folder_with_star", "{ \"folders\": { \"/Game/*\": {} } }", 1, 16, "folders[\"/Game/*\"]", "'*'") with { SchemaSees = false };
        yield return Case("Folder_twice", "{ \"folders\": { \"/Game/Props\": {}, \"/game/props\": {} } }", 1, 35, "folders[\"/game/props\"]", "twice") with { SchemaSees = false };
        yield return Case("Folder_with_rules_directly", "{ \"folders\": { \"/Game/UI\": { \"tex.pow2\": {} } } }", 1, 30, "folders[\"/Game/UI\"][\"tex.pow2\"]", "Allowed here: rules.");
        yield return Case("Folder_with_mistake_in_rule", "{ \"folders\": { \"/Game/UI\": { \"rules\": { \"tex.pow2\": { \"enabled\": 0 } } } } }", 1, 66, "folders[\"/Game/UI\"].rules[\"tex.pow2\"].enabled", "must be true or false");

        // Suppressions.
        yield return Case("Suppressions_object", "{ \"suppressions\": {} }", 1, 19, "suppressions", "must be an array of suppressions, but is an object");
        yield return Case("Suppression_string", "{ \"suppressions\": [ \"tex.pow2\" ] }", 1, 21, "suppressions[0]", "must be an object with the fields rule, path, reason, expires");
        yield return Case("Suppression_without_rule", Suppression("\"path\": \"/Game/A\", \"reason\": \"r\", \"expires\": null"), 1, 21, "suppressions[0]", "has no field \"rule\". Needed are rule, path, reason, expires.");
        yield return Case("Suppression_without_path", Suppression("\"rule\": \"tex.pow2\", \"reason\": \"r\", \"expires\": null"), 1, 21, "suppressions[0]", "has no field \"path\"");
        yield return Case("Suppression_without_reason", Suppression("\"rule\": \"tex.pow2\", \"path\": \"/Game/A\", \"expires\": null"), 1, 21, "suppressions[0]", "has no field \"reason\"");
        yield return Case("Suppression_without_expires", Suppression("\"rule\": \"tex.pow2\", \"path\": \"/Game/A\", \"reason\": \"r\""), 1, 21, "suppressions[0]", "has no field \"expires\". Write the last day on which it holds");
        yield return Case("Second_suppression", "{ \"suppressions\": [\n { \"rule\": \"tex.pow2\", \"path\": \"/Game/A\", \"reason\": \"r\", \"expires\": null },\n { }\n] }", 3, 2, "suppressions[1]", "has no field \"rule\"");
        yield return Case("Suppression_of_unknown_rule", Suppression("\"rule\": \"tex.pow3\""), 1, 31, "suppressions[0].rule", "names no known rule (\"tex.pow3\"). Did you mean \"tex.pow2\"?");
        yield return Case("Suppression_of_all_rules", Suppression("\"rule\": \"*\""), 1, 31, "suppressions[0].rule", "names no known rule");
        yield return Case("Suppression_of_a_bad_path", Suppression("\"path\": \"/Game/A/\""), 1, 31, "suppressions[0].path", "ends with a slash");
        yield return Case("Suppression_with_empty_reason", Suppression("\"reason\": \"  \""), 1, 33, "suppressions[0].reason", "must say why");
        yield return Case("Suppression_with_endless_reason", Suppression($"\"reason\": \"{new string('x', 501)}\""), 1, 33, "suppressions[0].reason", "more than 500 characters");
        yield return Case("Suppression_with_another_date", Suppression("\"expires\": \"31.12.2026\""), 1, 34, "suppressions[0].expires", "must be a day, year-month-day (\"2026-12-31\"), or null, but is \"31.12.2026\"");
        yield return Case("Suppression_with_impossible_date", Suppression("\"expires\": \"2026-02-30\""), 1, 34, "suppressions[0].expires", "must be a day") with { SchemaSees = false };
        yield return Case("Suppression_with_number_as_date", Suppression("\"expires\": 20261231"), 1, 34, "suppressions[0].expires", "must be a day (\"2026-12-31\") or null, but is a number");
        yield return Case("Suppression_with_misspelt_field", Suppression("\"expire\": null"), 1, 23, "suppressions[0].expire", "Did you mean \"expires\"?");

        // Other files.
        yield return Case("Extends_number", "{ \"extends\": 5 }", 1, 14, "extends", "must be the path of a settings file, or an array of them, but is a number");
        yield return Case("Extends_list_with_a_number", "{ \"extends\": [\"a.json\", 5] }", 1, 25, "extends[1]", "must be a path as a string, but is a number");
        yield return Case("Extends_empty", "{ \"extends\": \" \" }", 1, 14, "extends", "must be the path of a file with 1 to 1024 characters");
        yield return Case("Extends_endless", "{ \"extends\": \"" + new string('a', 1025) + "\" }", 1, 14, "extends", "with 1 to 1024 characters");
        yield return Case("Extends_address", "{ \"extends\": \"https://studio/settings.json\" }", 1, 14, "extends", "must be the path of a file, relative to this one or absolute, but is \"https://studio/settings.json\"");
        yield return Case("Extends_control_character", "{ \"extends\": \"a\\u0000b\" }", 1, 14, "extends", "must be the path of a file, relative to this one");
        yield return Case("Extends_too_many", "{ \"extends\": [" + string.Join(',', Enumerable.Repeat("\"a\"", 9)) + "] }", 1, 47, "extends[8]", "more than 8 entries");
        yield return Case("Misspelt_extends", "{ \"extend\": \"a.json\" }", 1, 3, "extend", "Did you mean \"extends\"?");
        yield return Case("Assemblies_string", "{ \"ruleAssemblies\": \"a.dll\" }", 1, 21, "ruleAssemblies", "must be an array of paths of assemblies ([\"tools/StudioRules.dll\"]), but is a string");
        yield return Case("Assembly_null", "{ \"ruleAssemblies\": [null] }", 1, 22, "ruleAssemblies[0]", "must be a path as a string, but is null");
        yield return Case("Assembly_empty", "{ \"ruleAssemblies\": [\"\"] }", 1, 22, "ruleAssemblies[0]", "must be the path of a file");
        yield return Case("Assemblies_too_many", "{ \"ruleAssemblies\": [" + string.Join(',', Enumerable.Repeat("\"a\"", 17)) + "] }", 1, 86, "ruleAssemblies[16]", "more than 16 entries");

        // Locks.
        yield return Case("Locked_string", "{ \"locked\": \"tex.pow2\" }", 1, 13, "locked", "must be an array of rule ids ([\"tex.pow2\"]), but is a string");
        yield return Case("Locked_unknown_rule", "{ \"locked\": [\"tex.pow2\", \"tex.pow\"] }", 1, 26, "locked[1]", "names no known rule (\"tex.pow\"). Did you mean \"tex.pow2\"?");
        yield return Case("Locked_unknown_field", "{ \"locked\": [\"prefix\"] }", 1, 14, "locked[0]", "Did you mean \"prefixes\"?");
        yield return Case("Locked_number", "{ \"locked\": [1] }", 1, 14, "locked[0]", "must be the id of a rule as a string");
        yield return Case("Rule_of_a_studio_that_is_not_named", "{ \"rules\": { \"acme.lod\": {} } }", 1, 14, "rules[\"acme.lod\"]", "is not a known rule") with { SchemaSees = false };

        // Places.
        yield return Case("Windows_line_ends", "{\r\n  \"preset\":\r\n    \"x\"\r\n}", 3, 5, "preset", "must be one of");
        yield return Case("Old_line_ends", "{\r  \"preset\":\r    \"x\"\r}", 3, 5, "preset", "must be one of");
        yield return Case("Comment_before", "// Настройки\n/* 箱\n子 */ { \"preset\": \"x\" }", 3, 18, "preset", "must be one of");
        yield return Case("Characters_not_bytes", "{ /* Ящик 😀 */ \"preset\": \"x\" }", 1, 27, "preset", "must be one of");
    }

    private static string Suppression(string fields) => "{ \"suppressions\": [ { " + fields + " } ] }";

    private static SettingsMistake Case(string name, string json, int line, int column, string field, string text) => new(name, json, line, column, field, text);
}
