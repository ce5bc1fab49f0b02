using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Tests.Validation;

[TestFixture]
public sealed class FolderOverrideTests
{
    private const string Rule = "tex.maxsize";

    private static readonly ValidationSettings Settings = Given.With(Rule, thresholds: ("warnAbove", 1000)) with
    {
        Folders = new Dictionary<string, FolderSettings>
        {
            ["/Game/Mobile"] = Of(Given.Rule(severity: Severity.Warning, thresholds: ("errorAbove", 2000))),
            ["/Game/Mobile/Icons"] = Of(Given.Rule(thresholds: ("errorAbove", 500))),
            ["/Game/Mobile/Icons/Old"] = Of(Given.Rule(enabled: false)),
            ["/Game/Mobile/Icons/Old/T_Keep_D"] = Of(Given.Rule(enabled: true, severity: Severity.Error)),
        },
    };

    [TestCase("/Game/T_A_D", 1000, null)]
    [TestCase("/Game/T_A_D", 1001, Severity.Warning)]
    [TestCase("/Game/T_A_D", 8193, Severity.Error)]
    [TestCase("/Game/Mobile/T_A_D", 8193, Severity.Warning)]
    [TestCase("/game/mobile/Deep/Er/T_A_D", 8193, Severity.Warning)]
    [TestCase("/Game/MobileToo/T_A_D", 8193, Severity.Error)]
    [TestCase("/Game/Mobile/Icons/T_A_D", 501, Severity.Warning)]
    [TestCase("/Game/Mobile/Icons/T_A_D", 500, null)]
    [TestCase("/Game/Mobile/Icons/Old/T_A_D", 9999, null)]
    [TestCase("/Game/Mobile/Icons/Old/T_Keep_D", 501, Severity.Error)]
    public void The_nearest_folder_that_changes_a_field_wins(string path, int width, Severity? severity)
    {
        var asset = Given.Texture(path, texture => texture with { Width = width, Height = 1 });
        Assert.That(Given.FindingsOf(Rule, asset, Settings).SingleOrDefault()?.Severity, Is.EqualTo(severity));
    }

    [Test]
    public void The_list_of_rules_shows_the_project_not_a_folder() =>
        Assert.That(RuleSet.Create(Settings).Rules.Single(rule => rule.Id == Rule).Severity, Is.EqualTo(Severity.Error));

    [Test]
    public void A_folder_twice_in_another_case_is_refused()
    {
        var settings = new ValidationSettings { Folders = new Dictionary<string, FolderSettings> { ["/Game/A"] = new(), ["/game/a"] = new() } };
        Assert.That(() => RuleSet.Create(settings), Throws.ArgumentException.With.Message.Contains("given twice"));
    }

    [Test]
    public void A_path_of_nothing_but_slashes_costs_no_time()
    {
        var path = "/Game/Mobile/" + new string('/', 1_000_000);
        Assert.That(Given.Judge(Given.Named(AssetClasses.Texture2D, path), Settings).Findings, Is.Not.Empty);
    }

    private static FolderSettings Of(RuleSettings rule) => new() { Rules = new Dictionary<string, RuleSettings> { [Rule] = rule } };
}
