using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Validation.Naming;

namespace DccBridge.Validation.Settings.Schema;

/// <summary>The JSON schema (draft-07) of settings files, for text editors: made of the rules and of the limits that the reader itself goes by.</summary>
public static class SettingsSchema
{
    /// <summary>Name of the file that the repository and the downloads carry.</summary>
    public const string FileName = "DccBridge.settings.schema.json";

    private const string RuleId = "#/definitions/ruleId";
    private const string FilePath = "#/definitions/filePath";
    private const string ContentPath = "#/definitions/path";
    private const string Rules = "#/definitions/rules";

    /// <summary>The schema of DccBridge's own rules; a studio's own are allowed by the shape of their ids.</summary>
    /// <returns>JSON, indented, with line feeds and one at its end.</returns>
    public static string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var schema = new SchemaWriter(json);
            schema.Object(() => WriteRoot(schema));
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteRoot(SchemaWriter schema)
    {
        schema.Text("$schema", "http://json-schema.org/draft-07/schema#");
        schema.Text("title", "DccBridge validation settings");
        schema.Text("description", $"Content of {ValidationSettingsFile.Name}, of the file that {Layers.SettingsSources.StudioVariable} names, and of {ValidationSettingsFile.UserName}. Comments and trailing commas are allowed there.");
        schema.Closed(() => WriteFields(schema));
        schema.Object("definitions", () => WriteDefinitions(schema));
    }

    private static void WriteFields(SchemaWriter schema)
    {
        schema.Object("$schema", () => schema.Type("string", "Address of this schema, for editors."));
        schema.Object("extends", () =>
        {
            schema.Text("description", "Settings files that this one builds upon, relative to it; what this one says counts more. Of several the last counts most.");
            schema.AnyOf(() => schema.Reference(FilePath), () => schema.List(SettingsLimits.MaxExtends, () => schema.Reference(FilePath)));
        });
        schema.Object("preset", () =>
        {
            schema.Text("description", "The naming convention to begin with.");
            schema.Names("enum", NamingPresetNames.All);
            schema.Text("default", NamingPresetNames.Of(NamingPreset.Epic));
        });
        schema.Object("prefixes", () =>
        {
            schema.Map("Prefixes that differ from the preset, by Unreal class name; an empty array leaves the class unjudged.", SettingsLimits.MaxClasses);
            schema.Object("propertyNames", () => schema.Pattern("^[A-Za-z][A-Za-z0-9_]*$", SettingsLimits.MaxClassLength));
            schema.Object("additionalProperties", () => schema.AnyOf(
                () => schema.Reference("#/definitions/prefix"),
                () => schema.List(SettingsLimits.MaxPrefixes, () => schema.Reference("#/definitions/prefix"))));
        });
        schema.Object("textureSuffixes", () =>
        {
            schema.Map("Texture suffixes besides the built-in ones, without the underscore: color (sRGB on), data (sRGB off) or normal.", SettingsLimits.MaxTextureSuffixes);
            schema.Object("propertyNames", () => schema.Pattern("^[A-Za-z][A-Za-z0-9]*$", SettingsLimits.MaxAffixLength));
            schema.Object("additionalProperties", () => schema.Names("enum", SettingsLimits.Contents));
        });
        schema.Object("rules", () => schema.Reference(Rules));
        schema.Object("folders", () =>
        {
            schema.Map("Changes to rules for a folder and all below it; the nearest folder wins.", SettingsLimits.MaxFolders);
            schema.Object("propertyNames", () => schema.Reference(ContentPath));
            schema.Object("additionalProperties", () => schema.ClosedObject(null, () => schema.Object("rules", () => schema.Reference(Rules))));
        });
        schema.Object("locked", () =>
        {
            schema.Text("description", "Rules and fields that stronger files must not change: a studio's file locks for its projects, a project's for its users.");
            schema.List(SettingsLimits.MaxLocked, () => schema.AnyOf(() => schema.Names("enum", SettingsLimits.LockableFields), () => schema.Reference(RuleId)));
        });
        schema.Object("ruleAssemblies", () =>
        {
            schema.Text("description", "Assemblies with the studio's own rules, relative to this file. They run in the headless editor and in dccbridge, not inside Unreal.");
            schema.List(SettingsLimits.MaxRuleAssemblies, () => schema.Reference(FilePath));
        });
        schema.Object("sourceRoots", () =>
        {
            schema.Map("Where source files lie, for the rules src.*: the folder as artists' machines write it to the same folder as it is reached from here, relative to this file or absolute.", SettingsLimits.MaxSourceRoots);
            schema.Object("propertyNames", () => schema.Pattern("^(/|\\\\|[A-Za-z]:)[^\\u0000-\\u001f]*$", SettingsLimits.MaxPathLength));
            schema.Object("additionalProperties", () => schema.Reference(FilePath));
        });
        schema.Object("suppressions", () =>
        {
            schema.Text("description", "Findings that are known and accepted.");
            schema.List(SettingsLimits.MaxSuppressions, () => schema.Reference("#/definitions/suppression"));
        });
    }

    private static void WriteDefinitions(SchemaWriter schema)
    {
        schema.Object("severity", () =>
        {
            schema.Text("description", "Severity of the rule's worst finding; lesser findings keep theirs but are never worse.");
            schema.Names("enum", SettingsLimits.Severities);
        });
        schema.Object("prefix", () =>
        {
            schema.Text("type", "string");
            schema.Pattern("^[A-Za-z][A-Za-z0-9_]*$", SettingsLimits.MaxAffixLength);
        });
        schema.Object("path", () =>
        {
            schema.Type("string", "A content folder or an asset: /Game or something below it, without a slash at the end.");
            schema.Pattern("^/[Gg][Aa][Mm][Ee](/[^/]+)*$", AssetPath.MaxLength);
        });
        schema.Object("filePath", () =>
        {
            schema.Type("string", "Path of a file or folder, relative to this file or absolute.");
            schema.Pattern("^(?!.*://)(?=.*\\S)[^\\u0000-\\u001f]+$", SettingsLimits.MaxPathLength);
        });
        schema.Object("ruleId", () =>
        {
            schema.Text("description", "Id of a rule, of DccBridge or of the studio.");
            schema.AnyOf(() => schema.Names("enum", RuleCatalogue.Rules.Select(rule => rule.Id)), () => schema.Reference("#/definitions/customRuleId"));
        });
        schema.Object("customRuleId", () =>
        {
            schema.Type("string", "Id of a rule of the studio's own: its name, a dot, the rule's name.");
            schema.Pattern(Custom.CustomRuleIds.Pattern);
        });
        WriteSuppression(schema);
        WriteRules(schema);
    }

    private static void WriteSuppression(SchemaWriter schema) => schema.Object("suppression", () =>
    {
        schema.Names("required", SuppressionReader.Fields);
        schema.ClosedObject(null, () =>
        {
            schema.Object("rule", () => schema.Reference(RuleId));
            schema.Object("path", () => schema.Reference(ContentPath));
            schema.Object("reason", () =>
            {
                schema.Type("string", "Why the finding is accepted; shown with it.");
                schema.Pattern("\\S", SettingsLimits.MaxReasonLength);
            });
            schema.Object("expires", () =>
            {
                schema.Names("type", ["string", "null"]);
                schema.Text("description", "Last day, UTC, on which it holds (2026-12-31); null is for ever.");
                schema.Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
            });
        });
    });

    private static void WriteRules(SchemaWriter schema) => schema.Object("rules", () =>
    {
        schema.ClosedObject("Changes to rules, by rule id.", () =>
        {
            foreach (var rule in RuleCatalogue.Rules)
            {
                schema.Object(rule.Id, () => schema.ClosedObject(rule.Description, () => WriteRule(schema, rule)));
            }
        });
        schema.Object("patternProperties", () => schema.Object(Custom.CustomRuleIds.Pattern, () =>
        {
            schema.Type("object", "A rule of the studio's own; besides these fields it has its thresholds.");
            schema.Object("properties", () => WriteRule(schema, null));
            schema.Object("additionalProperties", () => schema.Text("type", "number"));
        }));
    });

    /// <param name="schema">Takes it.</param>
    /// <param name="rule">The rule; null for one of a studio's own, of which nothing is known.</param>
    private static void WriteRule(SchemaWriter schema, RuleDefinition? rule)
    {
        schema.Object("enabled", () =>
        {
            schema.Text("type", "boolean");
            schema.Flag("default", rule?.EnabledByDefault);
        });
        schema.Object("severity", () =>
        {
            schema.Reference("#/definitions/severity");
            schema.Text("default", rule?.Severity.ToString().ToLowerInvariant());
        });
        foreach (var threshold in rule?.Thresholds ?? [])
        {
            schema.Object(threshold.Name, () =>
            {
                schema.Type(threshold.Whole ? "integer" : "number", threshold.Description);
                schema.Number("default", threshold.Default);
                schema.Number("minimum", threshold.Minimum);
                schema.Number("maximum", threshold.Maximum);
            });
        }
    }
}
