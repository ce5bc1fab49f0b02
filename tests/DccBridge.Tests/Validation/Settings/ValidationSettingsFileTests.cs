using System.Text;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation.Settings;

[TestFixture]
public sealed class ValidationSettingsFileTests
{
    [TestCaseSource(typeof(SettingsMistakes), nameof(SettingsMistakes.All))]
    public void A_mistake_is_named_with_its_place_and_what_is_allowed(SettingsMistake mistake)
    {
        var exception = Assert.Throws<ValidationSettingsException>(() => Parse(mistake.Json));
        Assert.Multiple(() =>
        {
            Assert.That(exception.Problem, Does.Contain(mistake.Text));
            Assert.That((exception.Line, exception.Column), Is.EqualTo((mistake.Line, mistake.Column)), exception.Message);
            Assert.That(exception.Field, Is.EqualTo(mistake.Field));
            Assert.That(exception.Message, Does.StartWith($"DccBridge.settings.json({mistake.Line},{mistake.Column}): "));
        });
    }

    [Test]
    public void An_empty_object_is_all_defaults()
    {
        var settings = Parse("{}");
        Assert.That(settings.Preset, Is.Null);
        Assert.That(RuleSet.Create(settings).Preset, Is.EqualTo("epic"));
        Assert.That(RuleSet.Create(settings).Hash, Is.EqualTo(RuleSet.Create().Hash));
    }

    [Test]
    public void Everything_that_can_be_set_is_read()
    {
        var settings = Parse("""
            // Comments and trailing commas are fine.
            {
              "$schema": "./DccBridge.settings.schema.json",
              "preset": "allar",
              "prefixes": { "StaticMesh": "SM_", "SoundWave": ["SW_", "A_"], "Material": [], },
              "textureSuffixes": { "Disp": "data", "Col": "color", "Nrm": "normal" },
              "rules": {
                "mesh.tris": { "enabled": true, "budget": 50000 }, /* a budget */
                "tex.pow2": { "severity": "warning" },
              },
              "folders": { "/Game/UI": { "rules": { "tex.pow2": { "enabled": false } } } },
              "suppressions": [
                { "rule": "name.prefix", "path": "/Game/Bought", "reason": "bought", "expires": "2026-12-31" },
                { "rule": "mesh.uv0", "path": "/Game/Bought/Box", "reason": "no texture", "expires": null },
              ],
            }
            """);
        Assert.That(settings.Preset, Is.EqualTo(NamingPreset.Allar));
        Assert.That(settings.Prefixes["SoundWave"], Is.EqualTo(new[] { "SW_", "A_" }));
        Assert.That(settings.Prefixes["Material"], Is.Empty);
        Assert.That(settings.TextureSuffixes["Nrm"], Is.EqualTo(TextureContent.Normal));
        Assert.That(settings.Rules["mesh.tris"].Enabled, Is.True);
        Assert.That(settings.Rules["mesh.tris"].Thresholds["budget"], Is.EqualTo(50_000));
        Assert.That(settings.Rules["tex.pow2"].Severity, Is.EqualTo(Severity.Warning));
        Assert.That(settings.Folders["/Game/UI"].Rules["tex.pow2"].Enabled, Is.False);
        Assert.That(settings.Suppressions[0].Expires, Is.EqualTo(new DateOnly(2026, 12, 31)));
        Assert.That(settings.Suppressions[1], Is.EqualTo(new Suppression { Rule = "mesh.uv0", Path = "/Game/Bought/Box", Reason = "no texture", Expires = null }));
        Assert.That(() => RuleSet.Create(settings), Throws.Nothing);
    }

    [Test]
    public void A_byte_order_mark_is_passed_over_and_not_counted()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "{ \"preset\": \"x\" }"u8];
        Assert.That(Assert.Throws<ValidationSettingsException>(() => ValidationSettingsFile.Parse(bytes)).Column, Is.EqualTo(13));
    }

    [Test]
    public void Another_encoding_is_named_as_such()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray();
        Assert.That(Assert.Throws<ValidationSettingsException>(() => ValidationSettingsFile.Parse(utf16)).Message, Does.Contain("(1,1): These bytes are not UTF-8"));
        byte[] latin = [.. "{\n \"preset\": \"\u00e4"u8, 0xE4, .. "\" }"u8];
        var exception = Assert.Throws<ValidationSettingsException>(() => ValidationSettingsFile.Parse(latin));
        Assert.That((exception.Line, exception.Column), Is.EqualTo((2, 14)));
    }

    [Test]
    public void A_file_that_is_not_there_is_an_instruction()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "x.json");
        var exception = Assert.Throws<ValidationSettingsException>(() => ValidationSettingsFile.Load(path));
        Assert.That(exception.Message, Does.StartWith(path + ": There is no such settings file."));
        Assert.That(ValidationSettingsFile.LoadOrDefault(path).Rules, Is.Empty);
    }

    [Test]
    public void A_folder_in_place_of_the_file_is_an_instruction() =>
        Assert.That(() => ValidationSettingsFile.Load(Path.GetTempPath()), Throws.TypeOf<ValidationSettingsException>().With.Message.Contains("cannot be read"));

    [Test]
    public void A_file_is_read_and_named_in_errors()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("dccbridge-settings-").FullName, ValidationSettingsFile.Name);
        try
        {
            File.WriteAllText(path, "{ \"preset\": \"allar\" }");
            Assert.That(ValidationSettingsFile.Load(path).Preset, Is.EqualTo(NamingPreset.Allar));
            File.WriteAllText(path, "{ \"preset\": 1 }");
            Assert.That(() => ValidationSettingsFile.LoadOrDefault(path), Throws.TypeOf<ValidationSettingsException>().With.Message.StartsWith(path + "(1,13): preset must be"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Test]
    public void A_huge_file_is_refused_before_it_is_read() =>
        Assert.That(() => ValidationSettingsFile.Parse(new byte[4 * 1024 * 1024 + 1]), Throws.TypeOf<ValidationSettingsException>().With.Message.Contains("larger than 4 MiB"));

    [Test]
    public void Too_many_entries_are_refused()
    {
        var suppressions = string.Join(',', Enumerable.Repeat("{\"rule\":\"tex.pow2\",\"path\":\"/Game/A\",\"reason\":\"r\",\"expires\":null}", 10_001));
        Assert.That(() => Parse("{\"suppressions\":[" + suppressions + "]}"), Throws.TypeOf<ValidationSettingsException>().With.Message.Contains("more than 10000 entries"));
        var folders = string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"/Game/F{i}\":{{}}"));
        Assert.That(() => Parse("{\"folders\":{" + folders + "}}"), Throws.TypeOf<ValidationSettingsException>().With.Message.Contains("at most 1000"));
    }

    [Test]
    public void Any_damage_to_a_good_file_is_a_settings_error_or_none()
    {
        var good = "{ \"preset\": \"allar\", \"rules\": { \"path.length\": { \"maxLength\": 120 } }, \"suppressions\": [ { \"rule\": \"tex.pow2\", \"path\": \"/Game/A\", \"reason\": \"\\u00e4r\", \"expires\": \"2026-12-31\" } ] }"u8.ToArray();
        var random = new Random(99);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good.ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var length = random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length;
            try
            {
                RuleSet.Create(ValidationSettingsFile.Parse(bytes.AsSpan(0, length)));
            }
            catch (ValidationSettingsException exception)
            {
                Assert.That(exception.Line, Is.GreaterThan(0));
                Assert.That(exception.Column, Is.GreaterThan(0));
            }
        }
    }

    private static ValidationSettings Parse(string json) => ValidationSettingsFile.Parse(Encoding.UTF8.GetBytes(json));
}
