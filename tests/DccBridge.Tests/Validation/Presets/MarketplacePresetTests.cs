using System.Text;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Presets;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation.Presets;

/// <summary>A preset sets rules too, below everything that settings say.</summary>
[TestFixture]
public sealed class MarketplacePresetTests
{
    private static readonly ValidationSettings Marketplace = new() { Preset = NamingPreset.Marketplace };

    [TestCase("path.toplevel", Severity.Error)]
    [TestCase("path.generic", Severity.Error)]
    [TestCase("path.length", Severity.Error)]
    [TestCase("mesh.collision", Severity.Error)]
    [TestCase("mesh.lightmap", Severity.Warning)]
    [TestCase("snd.rate", Severity.Error)]
    [TestCase("name.prefix", Severity.Warning)]
    public void It_sets_severity_and_switches_on(string rule, Severity severity)
    {
        var info = RuleSet.Create(Marketplace).Rules.Single(info => info.Id == rule);
        Assert.That((info.Enabled, info.Severity), Is.EqualTo((true, severity)));
    }

    [Test]
    public void It_sets_thresholds()
    {
        Assert.That(Given.FindingsOf("snd.rate", Given.Sound(48_000), Marketplace).Single().Severity, Is.EqualTo(Severity.Error));
        Assert.That(Given.FindingsOf("tex.maxsize", Given.Texture(change: texture => texture with { Width = 8192 }), Marketplace), Is.Empty);
        Assert.That(Given.FindingsOf("tex.maxsize", Given.Texture(change: texture => texture with { Width = 16_384 }), Marketplace), Has.Count.EqualTo(1));
    }

    [Test]
    public void Settings_and_folders_lie_above_it()
    {
        var settings = ValidationSettingsFile.Parse(Encoding.UTF8.GetBytes("""
            { "preset": "marketplace", "rules": { "path.generic": { "severity": "info" }, "snd.rate": { "allow48000": 1 } },
              "folders": { "/Game/Props": { "rules": { "path.length": { "severity": "warning" } } } } }
            """));
        Assert.That(Given.FindingsOf("path.generic", Given.Mesh("/Game/Meshes/SM_Crate"), settings).Single().Severity, Is.EqualTo(Severity.Info));
        Assert.That(Given.FindingsOf("snd.rate", Given.Sound(48_000), settings), Is.Empty);
        Assert.That(Given.FindingsOf("path.length", Given.Mesh("/Game/Props/SM_" + new string('a', 150)), settings).Single().Severity, Is.EqualTo(Severity.Warning));
        Assert.That(Given.FindingsOf("path.length", Given.Mesh("/Game/Other/SM_" + new string('a', 150)), settings).Single().Severity, Is.EqualTo(Severity.Error));
    }

    [Test]
    public void Names_are_those_of_Epic() =>
        Assert.That(Given.FindingsOf("name.prefix", Given.Named(AssetClasses.StaticMesh, "/Game/Props/S_Crate"), Marketplace).Single().Fix, Does.Contain("\"SM_Crate\""));

    [Test]
    public void A_clean_asset_stays_clean()
    {
        Assert.That(Given.Judge(Given.Mesh(), Marketplace).Findings, Is.Empty);
        Assert.That(Given.Judge(Given.Texture(), Marketplace).Findings, Is.Empty);
    }

    [Test]
    public void Presets_name_rules_and_thresholds_that_exist([Values] NamingPreset preset) =>
        Assert.That(() => RuleSet.Create(new ValidationSettings { Rules = PresetRules.Of(preset) }), Throws.Nothing);

    [Test]
    public void The_preset_is_part_of_the_hash() =>
        Assert.That(RuleSet.Create(Marketplace).Hash, Is.Not.EqualTo(RuleSet.Create().Hash));
}
