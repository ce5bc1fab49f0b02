using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.References;

/// <summary>ref.developers and ref.redirector.</summary>
[TestFixture]
public sealed class ReferenceRulesTests
{
    private static readonly AssetRecord Redirector = Given.Named(AssetClasses.Redirector, "/Game/Props/SM_Old");

    [TestCase("/Game/Props/SM_Crate", "/Game/Developers/anna/M_Wood", true)]
    [TestCase("/Game/Props/SM_Crate", "/game/developers/anna/M_Wood", true)]
    [TestCase("/Game/Props/SM_Crate", "/Game/DevelopersRoom/M_Wood", false)]
    [TestCase("/Game/Props/SM_Crate", "/Game/Props/M_Wood", false)]
    [TestCase("/Game/Developers/anna/SM_Crate", "/Game/Developers/ben/M_Wood", false)]
    public void What_lies_in_a_developers_folder_is_used_only_there(string path, string reference, bool found)
    {
        var findings = Given.FindingsOf("ref.developers", Given.Mesh(path) with { References = ["/Game/Props/M_Other", reference] });
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Error && finding.Message == $"The asset uses \"{reference}\", which lies in a developer's folder."
            && finding.Fix.StartsWith("Move that asset out of /Game/Developers")), Is.True);
    }

    [Test]
    public void A_redirector_is_a_warning() =>
        Assert.That(
            Given.FindingsOf("ref.redirector", Redirector).Select(finding => (finding.Severity, finding.Message)),
            Is.EqualTo(new[] { (Severity.Warning, "The asset is a redirector: it stands where a renamed or moved asset was.") }));

    [TestCase(ValidationUseCase.Manual, Severity.Warning)]
    [TestCase(ValidationUseCase.Save, Severity.Warning)]
    [TestCase(ValidationUseCase.PreSubmit, Severity.Error)]
    public void To_use_one_is_an_error_only_before_a_submit(ValidationUseCase useCase, Severity severity)
    {
        var asset = Given.Mesh() with { References = ["/Game/Props/M_Wood", "/game/props/sm_old"] };
        var others = new AssetSnapshot([asset, Redirector, Given.Named(AssetClasses.Material, "/Game/Props/M_Wood")]);
        var finding = Given.FindingsOf("ref.redirector", asset, others: others, useCase: useCase).Single();
        Assert.That(finding.Severity, Is.EqualTo(severity));
        Assert.That(finding.Message, Does.StartWith("The asset uses \"/game/props/sm_old\", which is a redirector"));
        Assert.That(finding.Fix, Does.Contain("Fix Up Redirectors"));
    }

    [Test]
    public void Without_knowledge_of_other_assets_nothing_is_said() =>
        Assert.That(Given.FindingsOf("ref.redirector", Given.Mesh() with { References = ["/Game/Props/SM_Old"] }), Is.Empty);

    [Test]
    public void Many_references_are_listed_in_part_and_counted()
    {
        var asset = Given.Mesh() with { References = [.. Enumerable.Range(0, 100).Select(i => $"/Game/Developers/anna/M_{i}")] };
        var findings = Given.FindingsOf("ref.developers", asset);
        Assert.That(findings, Has.Count.EqualTo(21));
        Assert.That(findings[^1].Message, Is.EqualTo("There are 80 more places like these."));
    }
}
