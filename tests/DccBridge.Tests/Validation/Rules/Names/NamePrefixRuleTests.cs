using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Naming;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NamePrefixRuleTests
{
    private const string Rule = "name.prefix";

    [TestCase(NamingPreset.Epic, "StaticMesh", "SM_Crate")]
    [TestCase(NamingPreset.Epic, "Texture2D", "T_Crate_D")]
    [TestCase(NamingPreset.Epic, "Material", "M_Crate")]
    [TestCase(NamingPreset.Epic, "Material", "PPM_Fog")]
    [TestCase(NamingPreset.Epic, "AnimSequence", "AS_Run")]
    [TestCase(NamingPreset.Epic, "Blueprint", "BI_Door")]
    [TestCase(NamingPreset.Epic, "SoundCue", "whatever, there is no row")]
    [TestCase(NamingPreset.Epic, "NoSuchClass", "x")]
    [TestCase(NamingPreset.Allar, "StaticMesh", "S_Crate")]
    [TestCase(NamingPreset.Allar, "AnimSequence", "A_Run")]
    [TestCase(NamingPreset.Allar, "SoundCue", "A_Bang_Cue")]
    [TestCase(NamingPreset.Allar, "CurveTable", "Curve_Damage_Table")]
    [TestCase(NamingPreset.Allar, "UserDefinedEnum", "EColor")]
    [TestCase(NamingPreset.Allar, "UserDefinedStruct", "SItem")]
    [TestCase(NamingPreset.Allar, "UserDefinedStruct", "F2DPoint")]
    public void The_preset_s_prefix_passes(NamingPreset preset, string assetClass, string name) =>
        Assert.That(Given.FindingsOf(Rule, Given.Named(assetClass, "/Game/" + name), new ValidationSettings { Preset = preset }), Is.Empty);

    [TestCase("Skeleton", "SK_Hero_Skeleton", Severity.Warning)]
    [TestCase("PhysicsAsset", "SK_Hero_PhysicsAsset", Severity.Warning)]
    [TestCase("AnimSequence", "SK_Hero_Anim", Severity.Warning)]
    [TestCase("AnimSequence", "SK_Hero_Anim_Walk", Severity.Warning)]
    [TestCase("AnimSequence", "SK_Hero_Animal", Severity.Error)]
    [TestCase("Skeleton", "Hero", Severity.Error)]
    [TestCase("StaticMesh", "Hero_Skeleton", Severity.Error)]
    public void A_name_that_Unreals_import_gave_is_a_lesser_finding(string assetClass, string name, Severity severity)
    {
        var finding = Given.FindingsOf(Rule, Given.Named(assetClass, "/Game/Heroes/" + name)).Single();
        Assert.That((finding.Severity, finding.Fix.Contains("Unreal's import named it so", StringComparison.Ordinal)), Is.EqualTo((severity, severity == Severity.Warning)));
    }

    [TestCase(NamingPreset.Epic, "StaticMesh", "Crate", "\"SM_Crate\"")]
    [TestCase(NamingPreset.Epic, "StaticMesh", "Crate_Old", "\"SM_Crate_Old\"")]
    [TestCase(NamingPreset.Epic, "StaticMesh", "sm_Crate", "\"SM_Crate\"")]
    [TestCase(NamingPreset.Epic, "StaticMesh", "S_Crate", "\"SM_Crate\"")]
    [TestCase(NamingPreset.Epic, "StaticMesh", "SKEL_Crate", "\"SM_Crate\"")]
    [TestCase(NamingPreset.Epic, "StaticMesh", "SMCrate", "\"SM_SMCrate\"")]
    [TestCase(NamingPreset.Epic, "StaticMesh", "", "SM_<what it is>")]
    [TestCase(NamingPreset.Allar, "StaticMesh", "SM_Crate", "\"S_Crate\"")]
    [TestCase(NamingPreset.Allar, "UserDefinedEnum", "Elephant", "\"EElephant\"")]
    [TestCase(NamingPreset.Allar, "UserDefinedEnum", "color", "\"EColor\"")]
    [TestCase(NamingPreset.Allar, "SoundCue", "A_Bang", "\"A_Bang_Cue\"")]
    public void Another_beginning_is_an_error_with_the_name_it_should_have(NamingPreset preset, string assetClass, string name, string suggested)
    {
        var finding = Given.FindingsOf(Rule, Given.Named(assetClass, "/Game/" + name), new ValidationSettings { Preset = preset }).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
        Assert.That(finding.Message, Does.Contain(assetClass));
        Assert.That(finding.Fix, Does.Contain(suggested));
    }

    [TestCase("SM_SM_Crate", "\"SM_Crate\"")]
    [TestCase("SM_sm_SM_Crate", "\"SM_Crate\"")]
    public void A_prefix_twice_is_an_error(string name, string suggested)
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh("/Game/" + name)).Single();
        Assert.That(finding.Message, Does.Contain("more than once"));
        Assert.That(finding.Fix, Does.Contain(suggested));
    }

    [Test]
    public void A_word_that_begins_like_the_prefix_is_no_second_prefix() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/SM_SMALL_Crate")), Is.Empty);

    [Test]
    public void Nothing_but_the_prefix_is_an_error() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/SM_")).Single().Message, Does.Contain("nothing but the prefix"));

    [Test]
    public void A_material_of_a_file_is_renamed_where_its_name_came_from()
    {
        var material = Given.Named("Material", "/Game/Props/Wood_Oak") with
        {
            Source = new SourceFile { Path = "/art/my crate.glb", ContentHash = Given.Hash, MaterialNames = ["Wood Oak"] },
        };
        var finding = Given.Judge(material).Findings.Single();
        Assert.That(finding.Fix, Is.EqualTo("Rename the material \"Wood Oak\" to \"M_Wood_Oak\" in the DCC, and send its file again."));
        Assert.That(finding.Locator, Is.EqualTo(new FindingLocator { Material = "Wood Oak" }));
        Assert.That(Given.Judge(material with { Source = null }).Findings.Single().Fix, Is.EqualTo("Rename the asset to \"M_Wood_Oak\" in Unreal."));
    }

    [Test]
    public void A_project_may_choose_its_own_prefixes()
    {
        var settings = new ValidationSettings
        {
            Prefixes = new Dictionary<string, IReadOnlyList<string>> { ["StaticMesh"] = ["Geo_", "Lod_"], ["Texture2D"] = [] },
        };
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Lod_Crate"), settings), Is.Empty);
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/Props/SM_Crate"), settings).Single().Fix, Does.Contain("\"Geo_Crate\""));
        Assert.That(Given.FindingsOf(Rule, Given.Texture("/Game/Crate_D"), settings), Is.Empty);
    }
}
