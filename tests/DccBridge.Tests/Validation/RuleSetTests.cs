using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Rules;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class RuleSetTests
{
    [Test]
    public void Overlaps_of_UVs_are_wanted_where_a_rule_in_force_looks_at_them()
    {
        var lightmaps = new Dictionary<string, RuleSettings> { ["mesh.lightmap"] = new() { Enabled = true } };
        Assert.That(RuleSet.Create().ReadsUvOverlaps, Is.False);
        Assert.That(RuleSet.Create(new ValidationSettings { Rules = lightmaps }).ReadsUvOverlaps, Is.True);
        Assert.That(RuleSet.Create(new ValidationSettings { Folders = new Dictionary<string, FolderSettings> { ["/Game/Baked"] = new() { Rules = lightmaps } } }).ReadsUvOverlaps, Is.True);
    }

    [Test]
    public void A_clean_asset_passes_and_the_verdict_says_what_was_judged()
    {
        var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2));
        var run = Guid.NewGuid();
        var verdict = RuleSet.Create(clock: new FixedClock(now)).Judge(Given.Mesh(), run, ValidationUseCase.PreSubmit);
        Assert.That(verdict.Findings, Is.Empty);
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.Passed));
        Assert.That(verdict.RunId, Is.EqualTo(run));
        Assert.That(verdict.AssetPath, Is.EqualTo("/Game/Props/SM_Crate"));
        Assert.That(verdict.AssetClass, Is.EqualTo("StaticMesh"));
        Assert.That(verdict.UseCase, Is.EqualTo(ValidationUseCase.PreSubmit));
        Assert.That(verdict.ValidatedAt, Is.EqualTo(new DateTime(2026, 3, 4, 3, 6, 7, DateTimeKind.Utc)));
        Assert.That(verdict.ValidatedAt.Kind, Is.EqualTo(DateTimeKind.Utc));
        Assert.That(verdict.SourcePath, Is.EqualTo("/art/SM_Crate.glb"));
        Assert.That(verdict.ContentHash, Is.EqualTo(Given.Hash));
    }

    [Test]
    public void Each_rule_is_listed_by_id_and_what_needs_a_project_s_word_is_off()
    {
        var rules = RuleSet.Create().Rules;
        Assert.That(rules.Select(rule => rule.Id), Is.EqualTo(RuleCatalogue.Rules.Select(rule => rule.Id)));
        Assert.That(rules, Has.Count.EqualTo(49));
        Assert.That(rules.Where(rule => !rule.Enabled).Select(rule => rule.Id), Is.EqualTo(new[] { "mat.domain", "mesh.lightmap", "mesh.snap", "mesh.tris" }));
        Assert.That(RuleSet.Create().Preset, Is.EqualTo("epic"));
    }

    [Test]
    public void A_rule_is_put_only_before_assets_that_have_its_facts()
    {
        var definition = new RuleDefinition(_ => new ThrowingRule()) { Id = "test.throw", Description = "d", Remedy = "r", Severity = Severity.Info, Needs = FactKinds.Sound | FactKinds.Texture };
        var rules = RuleSet.Create(new ValidationSettings(), [definition]);
        Assert.That(rules.Judge(Given.Mesh(), Guid.Empty, ValidationUseCase.Manual).Findings, Is.Empty);
        Assert.That(rules.Judge(Given.Texture(), Guid.Empty, ValidationUseCase.Manual).Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
        Assert.That(rules.Judge(Given.Sound(44_100), Guid.Empty, ValidationUseCase.Manual).Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
    }

    [TestCase("/Game/Props/SM_Crate", 1, 1, VerdictOutcome.Passed)]
    [TestCase("/Game/Props/SM_Crate", 5000, 1, VerdictOutcome.Warnings)]
    [TestCase("/Game/Props/SM_Crate", 5000, 0, VerdictOutcome.Failed)]
    public void The_outcome_is_that_of_the_worst_finding(string path, int degenerateIn, int uvChannels, VerdictOutcome outcome)
    {
        var asset = Given.Mesh(path, mesh => mesh with { Triangles = degenerateIn, DegenerateTriangles = degenerateIn > 1 ? 1 : 0, UvChannels = uvChannels });
        Assert.That(Given.Judge(asset).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public void Notes_do_not_spoil_the_outcome()
    {
        var asset = Given.Mesh(change: mesh => mesh with { UvChannels = 0 });
        Assert.That(Given.Judge(asset, Given.With("mesh.uv0", severity: Severity.Info)).Outcome, Is.EqualTo(VerdictOutcome.Passed));
    }

    [Test]
    public void Findings_come_worst_first()
    {
        var asset = Given.Mesh("/Game/Props/Crate", mesh => mesh with { Triangles = 5000, DegenerateTriangles = 1, UvChannels = 0 });
        Assert.That(
            Given.Judge(asset).Findings.Select(finding => (finding.Severity, finding.RuleId)),
            Is.EqualTo(new[] { (Severity.Error, "mesh.uv0"), (Severity.Error, "name.prefix"), (Severity.Warning, "mesh.degenerate") }));
    }

    [Test]
    public void A_rule_can_be_switched_off() =>
        Assert.That(Given.Judge(Given.Mesh("/Game/Props/Crate"), Given.With("name.prefix", enabled: false)).Findings, Is.Empty);

    [TestCase(5000, Severity.Error, Severity.Warning)]
    [TestCase(5000, Severity.Warning, Severity.Warning)]
    [TestCase(5000, Severity.Info, Severity.Info)]
    [TestCase(10, Severity.Error, Severity.Error)]
    [TestCase(10, Severity.Warning, Severity.Warning)]
    [TestCase(10, Severity.Info, Severity.Info)]
    public void A_set_severity_holds_for_the_worst_finding_and_limits_the_lesser_ones(int triangles, Severity set, Severity found)
    {
        var asset = Given.Mesh(change: mesh => mesh with { Triangles = triangles, DegenerateTriangles = 1 });
        Assert.That(Given.FindingsOf("mesh.degenerate", asset, Given.With("mesh.degenerate", severity: set)).Single().Severity, Is.EqualTo(found));
    }

    [Test]
    public void A_warning_can_be_made_an_error()
    {
        var asset = Given.Texture("/Game/Props/T_Wood");
        Assert.That(Given.Judge(asset, Given.With("name.suffix.texture", severity: Severity.Error)).Outcome, Is.EqualTo(VerdictOutcome.Failed));
    }

    [Test]
    public void A_rule_that_fails_becomes_a_finding_of_its_id_and_the_others_go_on()
    {
        var failures = new List<(string Rule, string Message)>();
        var rules = RuleSet.Create(sourceFiles: new BrokenDisk(), ruleFailed: (id, _, exception) => failures.Add((id, exception.Message)));
        var verdict = rules.Judge(Given.Texture("/Game/Props/T_Wood_Q"), Guid.Empty, ValidationUseCase.Manual);
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
        Assert.That(verdict.Findings.Select(finding => finding.RuleId), Is.EquivalentTo(new[] { "name.suffix.texture", "src.missing" }));
        var finding = verdict.Findings.Single(finding => finding.RuleId == "src.missing");
        Assert.That(finding.Message, Does.Contain("The rule failed with IOException").And.Not.Contains("secret"));
        Assert.That(failures, Is.EqualTo(new[] { ("src.missing", "a secret path") }));
    }

    [Test]
    public void An_error_found_weighs_more_than_a_rule_that_failed() =>
        Assert.That(Given.Judge(Given.Mesh("/Game/Props/Crate"), sourceFiles: new BrokenDisk()).Outcome, Is.EqualTo(VerdictOutcome.Failed));

    [Test]
    public void A_rule_that_fails_after_many_findings_still_says_so()
    {
        var definition = new RuleDefinition(_ => new TalkativeRule()) { Id = "test.talk", Description = "d", Remedy = "r", Severity = Severity.Info };
        var verdict = RuleSet.Create(new ValidationSettings(), [definition]).Judge(Given.Mesh(), Guid.Empty, ValidationUseCase.Script);
        Assert.That(verdict.Findings, Has.Count.EqualTo(AssetJudgement.MaxFindingsPerRule + 2));
        Assert.That(verdict.Findings.Count(finding => finding.Message.Contains("The rule failed with InvalidOperationException")), Is.EqualTo(1));
        Assert.That(verdict.Findings.Count(finding => finding.Message == "There are 10 more places like these."), Is.EqualTo(1));
        Assert.That(verdict.Outcome, Is.EqualTo(VerdictOutcome.NotValidated));
    }

    [Test]
    public void A_record_without_anything_in_it_is_judged()
    {
        var verdict = Given.Judge(new AssetRecord { Path = null!, Class = null!, Facts = null!, References = null! });
        Assert.That(verdict.AssetPath, Is.Empty);
        Assert.That(verdict.Findings.Select(finding => finding.RuleId), Is.EqualTo(new[] { "name.chars" }));
    }

    [TestCase("no.rule", "maxLength", 5, "There is no rule \"no.rule\"")]
    [TestCase("path.length", "maxlength", 5, "no threshold \"maxlength\"; it has maxLength")]
    [TestCase("path.length", "maxLength", 0, "path.length.maxLength must be from 1 to 512, but is 0")]
    [TestCase("path.length", "maxLength", 5.5, "must be a whole number")]
    [TestCase("path.length", "maxLength", double.NaN, "must be from 1 to 512, but is NaN")]
    public void Settings_made_by_code_are_checked_too(string rule, string threshold, double value, string message) =>
        Assert.That(() => RuleSet.Create(Given.With(rule, thresholds: (threshold, value))), Throws.ArgumentException.With.Message.Contains(message));

    [Test]
    public void Judging_allocates_little_for_clean_assets()
    {
        var rules = RuleSet.Create(new ValidationSettings
        {
            Folders = new Dictionary<string, FolderSettings> { ["/Game/UI"] = new() { Rules = new Dictionary<string, RuleSettings> { ["tex.pow2"] = Given.Rule(enabled: false) } } },
        });
        AssetRecord[] assets =
        [
            Given.Mesh() with { References = ["/Game/Props/M_Wood"] }, Given.Texture(), Given.Texture("/Game/UI/T_Icon_D", texture => texture with { LodGroup = "UI" }),
            Given.Texture("/Game/Props/T_Wood_RMH", texture => texture with { Srgb = false, Compression = TextureCompression.Masks }), Given.Sound(44_100),
            Given.Skeletal(new SkeletonFacts { Bones = [new BoneFacts { Name = "root" }], Skeleton = "/Game/SKEL_A" }, new SkinFacts()), Given.Named(AssetClasses.Material, "/Game/Props/M_Wood"),
        ];
        var others = new AssetSnapshot(assets);
        Assert.That(assets.SelectMany(asset => rules.Judge(asset, Guid.Empty, ValidationUseCase.Save, others).Findings), Is.Empty);
        Judge(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Judge(10_000);
        var perAsset = (GC.GetAllocatedBytesForCurrentThread() - before) / (10_000.0 * assets.Length);
        Assert.That(perAsset, Is.LessThan(200), "the verdict itself takes about 120 bytes");

        void Judge(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                foreach (var asset in assets)
                {
                    rules.Judge(asset, Guid.Empty, ValidationUseCase.Save, others);
                }
            }
        }
    }

    private sealed class BrokenDisk : ISourceFiles
    {
        public SourcePresence Find(string sourcePath) => throw new IOException("a secret path");
    }

    private sealed class ThrowingRule : IRule
    {
        public void Judge(ref AssetJudgement judgement) => throw new InvalidOperationException();
    }

    private sealed class TalkativeRule : IRule
    {
        public void Judge(ref AssetJudgement judgement)
        {
            for (var i = 0; i < AssetJudgement.MaxFindingsPerRule + 10; i++)
            {
                if (judgement.Takes())
                {
                    judgement.Report("m", "f");
                }
            }

            throw new InvalidOperationException();
        }
    }
}
