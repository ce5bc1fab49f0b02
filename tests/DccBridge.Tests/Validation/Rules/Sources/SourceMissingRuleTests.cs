using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.Sources;

[TestFixture]
public sealed class SourceMissingRuleTests
{
    private const string Rule = "src.missing";

    [TestCase(SourcePresence.Unknown, false)]
    [TestCase(SourcePresence.Present, false)]
    [TestCase(SourcePresence.Missing, true)]
    public void Only_a_file_that_is_known_to_be_missing_is_a_warning(SourcePresence presence, bool found)
    {
        var findings = Given.FindingsOf(Rule, Given.Mesh(), sourceFiles: new Answer(presence));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message.Contains("/art/SM_Crate.glb")), Is.True);
    }

    [Test]
    public void A_save_does_not_wait_for_the_disk_of_the_sources() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh(), sourceFiles: new Answer(SourcePresence.Missing), useCase: ValidationUseCase.Save), Is.Empty);

    [Test]
    public void Without_knowledge_of_files_nothing_is_said() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh()), Is.Empty);

    [Test]
    public void An_asset_made_in_the_editor_has_no_source_to_miss() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh() with { Source = null }, sourceFiles: new Answer(SourcePresence.Missing)), Is.Empty);

    [Test]
    public void Of_a_long_path_the_end_is_shown()
    {
        var asset = Given.Mesh(source: "/" + new string('x', 5000) + "/SM_Crate.glb");
        Assert.That(Given.FindingsOf(Rule, asset, sourceFiles: new Answer(SourcePresence.Missing)).Single().Message, Does.Contain("/SM_Crate.glb\"").And.Length.LessThan(150));
    }

    private sealed class Answer(SourcePresence presence) : ISourceFiles
    {
        public SourcePresence Find(string sourcePath) => presence;
    }
}
