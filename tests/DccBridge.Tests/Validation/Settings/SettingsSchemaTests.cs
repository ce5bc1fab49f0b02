using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DccBridge.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation.Settings;

[TestFixture]
public sealed class SettingsSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private JsonObject _schema = [];

    [OneTimeSetUp]
    public void Read_the_schema() => _schema = JsonNode.Parse(RepositoryFile.ReadOfRoom("Settings/DccBridge.settings.schema.json"))!.AsObject();

    [Test]
    public void The_schema_describes_each_rule_and_threshold_as_the_code_does()
    {
        var expected = new JsonObject();
        foreach (var rule in RuleCatalogue.Rules)
        {
            expected[rule.Id] = Describe(rule);
        }

        var actual = _schema["definitions"]!["rules"]!["properties"]!;
        Assert.That(actual.ToJsonString(Indented), Is.EqualTo(expected.ToJsonString(Indented)));
    }

    [Test]
    public void The_schema_names_the_presets_and_contents_of_the_code()
    {
        Assert.That(Names(_schema["properties"]!["preset"]!["enum"]!), Is.EqualTo(NamingPresetNames.All));
        Assert.That(Names(_schema["properties"]!["textureSuffixes"]!["additionalProperties"]!["enum"]!), Is.EqualTo(SettingsLimits.Contents));
        Assert.That(Names(_schema["definitions"]!["severity"]!["enum"]!), Is.EqualTo(SettingsLimits.Severities));
    }

    [Test]
    public void The_schema_repeats_the_caps_of_the_code()
    {
        Assert.That((int)_schema["properties"]!["folders"]!["maxProperties"]!, Is.EqualTo(SettingsLimits.MaxFolders));
        Assert.That((int)_schema["properties"]!["suppressions"]!["maxItems"]!, Is.EqualTo(SettingsLimits.MaxSuppressions));
        Assert.That((int)_schema["properties"]!["prefixes"]!["maxProperties"]!, Is.EqualTo(SettingsLimits.MaxClasses));
        Assert.That((int)_schema["properties"]!["textureSuffixes"]!["maxProperties"]!, Is.EqualTo(SettingsLimits.MaxTextureSuffixes));
        Assert.That((int)_schema["definitions"]!["suppression"]!["properties"]!["reason"]!["maxLength"]!, Is.EqualTo(SettingsLimits.MaxReasonLength));
    }

    [Test]
    public void The_example_is_allowed_by_schema_and_code()
    {
        var example = RepositoryFile.ReadOfRoom("Settings/DccBridge.settings.example.json");
        Assert.That(SchemaProblem(example), Is.Null);
        Assert.That(() => RuleSet.Create(ValidationSettingsFile.Parse(Encoding.UTF8.GetBytes(example))), Throws.Nothing);
    }

    [TestCase("{}")]
    [TestCase("""{ "preset": "allar", "rules": {}, "folders": { "/Game": {} } }""")]
    public void Small_files_are_allowed_by_schema_and_code(string json)
    {
        Assert.That(SchemaProblem(json), Is.Null);
        Assert.That(() => ValidationSettingsFile.Parse(Encoding.UTF8.GetBytes(json)), Throws.Nothing);
    }

    private static IEnumerable<SettingsMistake> MistakesForTheSchema => SettingsMistakes.All().Where(mistake => mistake.SchemaSees);

    [TestCaseSource(nameof(MistakesForTheSchema))]
    public void The_schema_refuses_what_it_can_see(SettingsMistake mistake) =>
        Assert.That(SchemaProblem(mistake.Json), Is.Not.Null);

    private static string? SchemaProblem(string json)
    {
        var schema = JsonNode.Parse(RepositoryFile.ReadOfRoom("Settings/DccBridge.settings.schema.json"))!.AsObject();
        try
        {
            var content = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return SmallSchema.FindProblem(schema, schema, content, "");
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsArray().Select(name => (string)name!);

    private static JsonObject Describe(RuleDefinition rule)
    {
        var properties = new JsonObject
        {
            ["enabled"] = new JsonObject { ["type"] = "boolean", ["default"] = rule.EnabledByDefault },
            ["severity"] = new JsonObject { ["$ref"] = "#/definitions/severity", ["default"] = rule.Severity.ToString().ToLowerInvariant() },
        };
        foreach (var threshold in rule.Thresholds)
        {
            properties[threshold.Name] = new JsonObject
            {
                ["type"] = threshold.Whole ? "integer" : "number",
                ["description"] = threshold.Description,
                ["default"] = Number(threshold.Default),
                ["minimum"] = Number(threshold.Minimum),
                ["maximum"] = Number(threshold.Maximum),
            };
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = rule.Description,
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JsonValue Number(double value) => value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
