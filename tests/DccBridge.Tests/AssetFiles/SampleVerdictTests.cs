using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.AssetFiles;

/// <summary>The rules that speak on each sample file are those that tests/Samples/README.md lists.</summary>
[TestFixture]
public sealed class SampleVerdictTests
{
    [TestCase("SM_Crate.glb")]
    [TestCase("CrateLid.glb", "name.prefix")]
    [TestCase("SM_CrateHandle.glb", "mesh.scale", "mesh.slots", "mesh.degenerate", "mesh.uv0")]
    [TestCase("SM_CrateBolt.glb", "mesh.scale")]
    [TestCase("T_Crate_D.png")]
    [TestCase("T_Crate_N.png")]
    [TestCase("T_CrateLid_N.png", "tex.srgb", "tex.normal", "tex.lodgroup")]
    [TestCase("T_CrateWide_D.png", "tex.pow2")]
    [TestCase("T_Crate Stencil_M.png", "name.chars")]
    [TestCase("CrateRust_D.png", "name.prefix", "tex.alpha")]
    [TestCase("T_CrateGrime_Q.png", "name.suffix.texture")]
    public void Each_file_of_the_crate_makes_its_rules_speak(string name, params string[] rules) =>
        Assert.That(RulesThatSpeak("crate", name), Is.EquivalentTo(rules));

    [Test]
    public void At_least_eight_rules_speak_on_the_crate() =>
        Assert.That(Directory.GetFiles(SampleFolder.PathOf("crate")).SelectMany(path => RulesThatSpeak("crate", Path.GetFileName(path))).Distinct().Count(), Is.GreaterThanOrEqualTo(8));

    [Test]
    public void No_rule_speaks_on_the_clean_set()
    {
        var files = Directory.GetFiles(SampleFolder.PathOf("clean"));

        Assert.That(files, Has.Length.EqualTo(2));
        Assert.That(files.SelectMany(path => RulesThatSpeak("clean", Path.GetFileName(path))), Is.Empty);
    }

    [Test]
    public void A_project_limit_of_2048_makes_the_wide_texture_too_large()
    {
        var settings = new ValidationSettings
        {
            Rules = new Dictionary<string, RuleSettings> { ["tex.maxsize"] = new() { Thresholds = new Dictionary<string, double> { ["warnAbove"] = 2048 } } },
        };

        Assert.That(RulesThatSpeak("crate", "T_CrateWide_D.png", settings), Is.EquivalentTo(["tex.pow2", "tex.maxsize"]));
    }

    private static IEnumerable<string> RulesThatSpeak(string folder, string name, ValidationSettings? settings = null)
    {
        var path = SampleFolder.PathOf(folder, name);
        var content = AssetFile.Read(path);
        var verdict = RuleSet.Create(settings).Judge(Imported(content, name), Guid.Empty, ValidationUseCase.Import);
        return verdict.Findings.Select(finding => finding.RuleId).Distinct();
    }

    // What an importer adds: the path, the source, and a material asset for each slot that has a name.
    private static AssetRecord Imported(AssetFileContent content, string name) => new()
    {
        Path = "/Game/Props/" + Path.GetFileNameWithoutExtension(name),
        Class = content.Class,
        Source = new SourceFile { Path = name, ContentHash = new string('0', 64), Dcc = content.Dcc, NodeNames = content.NodeNames, MaterialNames = content.MaterialNames },
        Facts = content.Facts.Mesh is { } mesh
            ? content.Facts with { Mesh = mesh with { Slots = [.. mesh.Slots.Select(slot => slot.Name.Length > 0 ? slot with { Material = "/Game/Props/" + slot.Name } : slot)] } }
            : content.Facts,
    };
}
