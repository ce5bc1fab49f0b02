using System.Text;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class RuleSetHashTests
{
    [Test]
    public void The_hash_is_a_SHA256_in_lower_case() =>
        Assert.That(RuleSet.Create().Hash, Does.Match("^[0-9a-f]{64}$"));

    [TestCase("""{ "rules": { "path.length": { "maxLength": 140, "enabled": true, "severity": "warning" } } }""")]
    [TestCase("""{ "preset": "epic", "rules": {}, "folders": {}, "suppressions": [] }""")]
    [TestCase("""{ /* nothing */ "prefixes": { "StaticMesh": "SM_" } }""")]
    public void Defaults_that_are_written_out_make_no_difference(string json) =>
        Assert.That(HashOf(json), Is.EqualTo(RuleSet.Create().Hash));

    [Test]
    public void The_order_of_entries_makes_no_difference()
    {
        const string Forward = """
            { "folders": { "/Game/A": { "rules": { "tex.pow2": { "enabled": false }, "mesh.uv0": { "severity": "info" } } }, "/Game/B": {} },
              "suppressions": [ { "rule": "tex.pow2", "path": "/Game/X", "reason": "r", "expires": null }, { "rule": "mesh.uv0", "path": "/Game/X", "reason": "r", "expires": "2026-01-01" } ] }
            """;
        const string Backward = """
            { "suppressions": [ { "expires": "2026-01-01", "rule": "mesh.uv0", "path": "/game/x", "reason": "r" }, { "rule": "tex.pow2", "path": "/Game/X", "reason": "r", "expires": null } ],
              "folders": { "/Game/B": {}, "/game/a": { "rules": { "mesh.uv0": { "severity": "info" }, "tex.pow2": { "enabled": false } } } } }
            """;
        Assert.That(HashOf(Forward), Is.EqualTo(HashOf(Backward)));
    }

    [Test]
    public void Whatever_changes_a_verdict_changes_the_hash()
    {
        string[] settings =
        [
            "{}",
            """{ "preset": "allar" }""",
            """{ "prefixes": { "StaticMesh": "S_" } }""",
            """{ "prefixes": { "StaticMesh": ["SM_", "S_"] } }""",
            """{ "prefixes": { "StaticMesh": [] } }""",
            """{ "textureSuffixes": { "Q": "data" } }""",
            """{ "textureSuffixes": { "Q": "color" } }""",
            """{ "rules": { "path.length": { "maxLength": 141 } } }""",
            """{ "rules": { "path.length": { "severity": "error" } } }""",
            """{ "rules": { "path.length": { "enabled": false } } }""",
            """{ "folders": { "/Game/A": { "rules": { "path.length": { "enabled": false } } } } }""",
            """{ "folders": { "/Game/B": { "rules": { "path.length": { "enabled": false } } } } }""",
            """{ "suppressions": [ { "rule": "tex.pow2", "path": "/Game/X", "reason": "r", "expires": null } ] }""",
            """{ "suppressions": [ { "rule": "tex.srgb", "path": "/Game/X", "reason": "r", "expires": null } ] }""",
            """{ "suppressions": [ { "rule": "tex.pow2", "path": "/Game/X", "reason": "r", "expires": "2030-01-01" } ] }""",
        ];
        Assert.That(settings.Select(HashOf), Is.Unique);
    }

    [Test]
    public void The_hash_of_the_defaults_is_the_same_on_each_machine_and_changes_only_on_purpose() =>
        Assert.That(RuleSet.Create().Hash, Is.EqualTo("db2cc79d0aaaa05d83e8601cfbd2b1d8f615ce89d9c304a2ae26b71651e9ee75"), "raise RuleCatalogue.Version when a rule judges differently, then take the new hash");

    private static string HashOf(string json) => RuleSet.Create(ValidationSettingsFile.Parse(Encoding.UTF8.GetBytes(json))).Hash;
}
