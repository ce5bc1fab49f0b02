using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DccBridge.Tests.Generator;
using DccBridge.Validation;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Schema;

namespace DccBridge.Tests.Validation.Settings;

[TestFixture]
public sealed class SettingsSchemaTests
{
    private const string Accept = "DCCBRIDGE_ACCEPT_SCHEMA";

    [Test]
    public void The_schema_is_what_the_code_makes_of_the_rules()
    {
        string made = SettingsSchema.Write();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(TestFolder.File("..", "..", "Shared", "DccBridge.Validation", "Settings", SettingsSchema.FileName), made);
        }

        Assert.That(
            RepositoryFile.ReadOfRoom($"Settings/{SettingsSchema.FileName}").ReplaceLineEndings("\n"),
            Is.EqualTo(made),
            $"Rules or limits changed. Write the schema anew: {Accept}=1 dotnet test tests/DccBridge.Tests --filter SettingsSchemaTests, and commit it with them.");
    }

    [Test]
    public void The_schema_describes_each_rule_and_threshold()
    {
        var rules = JsonNode.Parse(SettingsSchema.Write())!["definitions"]!["rules"]!["properties"]!.AsObject();
        Assert.That(rules.Select(rule => rule.Key), Is.EqualTo(RuleCatalogue.Rules.Select(rule => rule.Id)));
        Assert.That(
            rules["mesh.tris"]!.ToJsonString(),
            Is.EqualTo("""{"type":"object","description":"LOD 0 of a mesh keeps to the triangle budget of its folder.","additionalProperties":false,"properties":{"enabled":{"type":"boolean","default":false},"severity":{"$ref":"#/definitions/severity","default":"warning"},"budget":{"type":"integer","description":"Most triangles of LOD 0.","default":63000,"minimum":1,"maximum":1000000000}}}"""));
        Assert.That(rules["mesh.degenerate"]!["properties"]!["errorAbovePercent"]!["default"]!.ToJsonString(), Is.EqualTo("0.1"));
    }

    [TestCase("""{ "rules": { "acme.lod": { "enabled": true, "severity": "error", "budget": 5 } }, "locked": ["acme.lod", "tex.pow2", "prefixes"] }""")]
    [TestCase("""{ "extends": "../studio.json", "ruleAssemblies": ["tools/StudioRules.dll"] }""")]
    [TestCase("""{ "extends": ["a.json", "b.json"], "suppressions": [ { "rule": "acme.lod", "path": "/Game", "reason": "r", "expires": null } ] }""")]
    public void The_schema_allows_what_a_studio_brings(string json) => Assert.That(SchemaProblem(json), Is.Null);

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
}
