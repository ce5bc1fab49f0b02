using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Fixes;
using DccBridge.Validation.Settings;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.Validation.Fixes;

[TestFixture]
public sealed class FixPlannerTests
{
    [TestCase("StaticMesh", "Crate", "SM_Crate", "name.prefix")]
    [TestCase("StaticMesh", "S_Crate", "SM_Crate", "name.prefix")]
    [TestCase("StaticMesh", "SM_SM_Crate", "SM_Crate", "name.prefix")]
    [TestCase("StaticMesh", "crate-box", "SM_crate_box", "name.chars name.prefix")]
    [TestCase("StaticMesh", "SM-Crate", "SM_Crate", "name.chars name.prefix")]
    [TestCase("StaticMesh", "SM_Крате_Crate_Old", "SM_Crate_Old", "name.chars")]
    [TestCase("Texture2D", "wood_d", "T_wood_D", "name.prefix name.suffix.texture")]
    [TestCase("Texture2D", "wood plate_n", "T_wood_plate_N", "name.chars name.prefix name.suffix.texture")]
    public void What_several_rules_advise_becomes_one_name(string assetClass, string name, string expected, string rules)
    {
        var change = Plan(Given.Named(assetClass, "/Game/Props/" + name)).Changes.Single();
        Assert.That(change.Kind, Is.EqualTo(FixKind.Rename));
        Assert.That(change.After, Is.EqualTo("/Game/Props/" + expected));
        Assert.That(string.Join(' ', change.Rules), Is.EqualTo(rules));
        Assert.That((change.AssetPath, change.Before, change.Property), Is.EqualTo(("/Game/Props/" + name, "/Game/Props/" + name, (string?)null)));
    }

    [Test]
    public void The_plan_says_what_the_finding_advises()
    {
        var asset = Given.Named("StaticMesh", "/Game/Props/S_Crate");
        var advice = Given.FindingsOf("name.prefix", asset).Single().Fix;
        Assert.That(advice, Does.Contain($"\"{new FileInfo(Plan(asset).Changes.Single().After).Name}\""));
    }

    [Test]
    public void A_rule_that_was_not_asked_for_changes_nothing()
    {
        var change = Plan([Given.Named("StaticMesh", "/Game/Props/crate-box")], ["name.chars"]).Changes.Single();
        Assert.That(change.After, Is.EqualTo("/Game/Props/crate_box"));
        Assert.That(change.Rules, Is.EqualTo(new[] { "name.chars" }));
    }

    [Test]
    public void A_clean_asset_and_a_suppressed_finding_are_left_alone()
    {
        var settings = new ValidationSettings { Suppressions = [new Suppression { Rule = "name.prefix", Path = "/Game/Old", Reason = "kept", Expires = null }] };
        var plan = Plan([Given.Mesh(), Given.Named("StaticMesh", "/Game/Old/Crate")], settings: settings);
        Assert.That((plan.Changes.Count, plan.Refused.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_normal_map_gets_both_settings_and_both_rules_are_named_for_what_they_share()
    {
        var plan = Plan(Given.Texture("/Game/Props/T_Wood_N", texture => texture with { Srgb = true }));
        Assert.That(plan.Changes.Select(change => (change.Property, change.Before, change.After, string.Join(' ', change.Rules))), Is.EqualTo(new[]
        {
            ("Compression", "Default", "NormalMap", "tex.normal"),
            ("LodGroup", "World", "WorldNormalMap", "tex.lodgroup"),
            ("Srgb", "True", "False", "tex.normal tex.srgb"),
        }));
    }

    [TestCase("T_Wood_D", false, "True")]
    [TestCase("T_Wood_ORM", true, "False")]
    public void The_srgb_flag_follows_the_suffix(string name, bool srgb, string after)
    {
        var change = Plan([Given.Texture("/Game/Props/" + name, texture => texture with { Srgb = srgb })], ["tex.srgb"]).Changes.Single();
        Assert.That((change.Kind, change.Property, change.After), Is.EqualTo((FixKind.SetProperty, "Srgb", after)));
    }

    [TestCase("/Game/Props/T_Wood_ORM", TextureCompression.Default, "World", "Compression=Masks")]
    [TestCase("/Game/UI/T_Icon_D", TextureCompression.Default, "World", "LodGroup=UI")]
    [TestCase("/Game/Props/T_Icon_D", TextureCompression.UserInterface, "World", "LodGroup=UI")]
    [TestCase("/Game/Props/T_Hero_N", TextureCompression.NormalMap, "Character", "LodGroup=CharacterNormalMap")]
    [TestCase("/Game/Props/T_Sky_N", TextureCompression.NormalMap, "Skybox", "LodGroup=WorldNormalMap")]
    public void Compression_and_group_follow_suffix_and_folder(string path, TextureCompression compression, string group, string expected)
    {
        var texture = Given.Texture(path, texture => texture with { Compression = compression, LodGroup = group, Srgb = path.EndsWith('D') });
        Assert.That(Plan(texture).Changes.Select(change => $"{change.Property}={change.After}"), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void Settings_come_before_names_and_all_paths_are_those_before()
    {
        var plan = Plan(Given.Texture("/Game/Props/Wood_N", source: "/art/Wood_N.png"));
        Assert.That(plan.Changes.Select(change => change.Kind), Is.EqualTo(new[] { FixKind.SetProperty, FixKind.SetProperty, FixKind.SetProperty, FixKind.Rename }));
        Assert.That(plan.Changes.Select(change => change.AssetPath).Distinct(), Is.EqualTo(new[] { "/Game/Props/Wood_N" }));
    }

    [Test]
    public void A_target_that_exists_is_refused_whatever_its_case()
    {
        var plan = Plan([Given.Named("StaticMesh", "/Game/Props/Crate")], existing: ["/Game/Props/Crate", "/Game/props/sm_CRATE"]);
        Assert.That(plan.Changes, Is.Empty);
        Assert.That(plan.Refused.Single().Reason, Does.Contain("exists"));
    }

    [Test]
    public void Two_assets_that_would_get_one_name_both_keep_theirs()
    {
        var plan = Plan([Given.Named("StaticMesh", "/Game/Props/S_Crate"), Given.Named("StaticMesh", "/Game/Props/crate"), Given.Named("StaticMesh", "/Game/Props/Box")]);
        Assert.That(plan.Changes.Select(change => change.AssetPath), Is.EqualTo(new[] { "/Game/Props/Box" }));
        Assert.That(plan.Refused.Select(refusal => refusal.AssetPath), Is.EqualTo(new[] { "/Game/Props/crate", "/Game/Props/S_Crate" }));
        Assert.That(plan.Refused[0].Reason, Does.Contain("2 assets"));
    }

    [Test]
    public void Two_rules_that_want_one_setting_differently_set_nothing_not_even_when_one_wants_it_as_it_is()
    {
        var rules = Rules(Proposing.Definition("a.on", draft => draft.Set("Srgb", "True")), Proposing.Definition("b.off", draft =>
        {
            draft.Set("Srgb", "False");
            draft.Set("LodGroup", "UI");
        }));
        var plan = Plan([Given.Texture(change: texture => texture with { Srgb = true }), Given.Texture("/Game/T_X_D", texture => texture with { Srgb = false })], rules: rules);

        Assert.That(plan.Changes, Is.Empty, "b.off's other setting waits too: half of what a rule wants is not set");
        Assert.That(plan.Refused.Select(refusal => $"{refusal.AssetPath} {refusal.Rule}"), Is.EqualTo(new[]
        {
            "/Game/Props/T_Wood_D a.on", "/Game/Props/T_Wood_D b.off", "/Game/T_X_D a.on", "/Game/T_X_D b.off",
        }));
        Assert.That(plan.Refused[0].Reason, Does.Contain("a.on wants Srgb to be True, b.off wants False"));
    }

    [Test]
    public void Names_that_another_rule_would_object_to_are_refused()
    {
        var rules = Rules(Proposing.Definition("a.short", draft => draft.Rename("A")), Proposing.Definition("b.long", draft => draft.Rename("Long")));
        var plan = Plan([Given.Texture()], rules: rules);
        Assert.That(plan.Changes, Is.Empty);
        Assert.That(plan.Refused.Select(refusal => refusal.Rule), Is.EqualTo(new[] { "a.short", "b.long" }));
        Assert.That(plan.Refused[0].Reason, Does.Contain("do not agree"));
    }

    [Test]
    public void A_rule_that_fails_while_it_proposes_costs_its_own_finding_only()
    {
        var rules = Rules(Proposing.Definition("a.fails", _ => throw new InvalidOperationException()), Proposing.Definition("b.works", draft => draft.Set("LodGroup", "UI")));
        var plan = Plan([Given.Texture()], rules: rules);
        Assert.That(plan.Changes.Single().Rules, Is.EqualTo(new[] { "b.works" }));
        Assert.That(plan.Refused.Single().Reason, Does.Contain("InvalidOperationException"));
    }

    [TestCase("SM_", "Rename it by hand")]
    [TestCase("箱", "Rename it by hand")]
    public void A_name_of_which_too_little_is_left_is_refused(string name, string reason) =>
        Assert.That(Plan(Given.Named("StaticMesh", "/Game/Props/" + name)).Refused.Select(refusal => refusal.Reason), Has.Some.Contain(reason));

    [Test]
    public void Folders_and_source_files_are_not_the_asset_s_to_rename()
    {
        var plan = Plan(Given.Mesh("/Game/My-Props/SM_Crate", source: "/art/SM Crate.glb"));
        Assert.That(plan.Changes, Is.Empty);
        Assert.That(plan.Refused.Select(refusal => refusal.Reason), Has.Some.Contain("folder").And.Some.Contain("source file"));
    }

    [Test]
    public void Only_a_rule_that_was_asked_for_is_refused_as_one_that_mends_nothing()
    {
        var mesh = Given.Mesh(change: mesh => mesh with { UvChannels = 0 });
        Assert.That(Plan(mesh).Refused, Is.Empty);
        Assert.That(Plan([mesh], ["mesh.uv0"]).Refused.Single().Rule, Is.EqualTo("mesh.uv0"));
    }

    [Test]
    public void What_the_editor_cannot_do_is_refused_in_its_words() =>
        Assert.That(Plan([Given.Named("StaticMesh", "/Game/Crate")], problem: "levels stay").Refused.Single().Reason, Is.EqualTo("levels stay"));

    [Test]
    public void The_hash_is_that_of_the_changes()
    {
        AssetRecord[] assets = [Given.Named("StaticMesh", "/Game/Box"), Given.Named("StaticMesh", "/Game/Crate")];
        var plan = Plan(assets);
        Assert.That(plan.Hash, Is.EqualTo(Plan([assets[1], assets[0]]).Hash));
        Assert.That(plan.Hash, Is.Not.EqualTo(Plan([assets[0]]).Hash));
        var referencers = new Dictionary<string, IReadOnlyList<string>> { ["/Game/Box"] = ["/Game/Z", "/Game/A"] };
        Assert.That(plan.WithReferences(referencers).Changes[0].UpdatedReferences, Is.EqualTo(new[] { "/Game/A", "/Game/Z" }));
        Assert.That(plan.WithReferences(referencers).Hash, Is.Not.EqualTo(plan.Hash));
        Assert.That(plan.Hash, Has.Length.EqualTo(64));
    }

    [Test]
    public void Whatever_the_name_the_new_one_is_allowed_and_free_and_not_objected_to() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(),
        text =>
        {
            var name = AssetPath.Sanitize(text.Get);
            var plan = Plan(Given.Named("StaticMesh", "/Game/Props/" + name));
            foreach (var change in plan.Changes)
            {
                Assert.That(AssetPath.Check(change.After, out _), Is.True, change.After);
                var findings = Given.Judge(Given.Named("StaticMesh", change.After)).Findings.Select(finding => finding.RuleId);
                Assert.That(findings.Intersect(change.Rules), Is.Empty, change.After);
            }
        }).QuickCheckThrowOnFailure();

    private static RuleSet Rules(params RuleDefinition[] definitions) => RuleSet.Create(new ValidationSettings(), definitions);

    private static FixPlan Plan(AssetRecord asset) => Plan([asset]);

    private static FixPlan Plan(
        IReadOnlyList<AssetRecord> assets, string[]? wanted = null, string[]? existing = null, ValidationSettings? settings = null, RuleSet? rules = null, string? problem = null)
    {
        var planner = new FixPlanner(rules ?? RuleSet.Create(settings), wanted ?? [], existing ?? assets.Select(asset => asset.Path));
        foreach (var asset in assets)
        {
            planner.Add(asset, (_, _) => problem);
        }

        return planner.Complete();
    }
}
