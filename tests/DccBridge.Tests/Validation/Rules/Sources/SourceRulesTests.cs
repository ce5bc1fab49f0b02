using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.Sources;

/// <summary>src.stale, src.absolute and src.texture.</summary>
[TestFixture]
public sealed class SourceRulesTests
{
    private static readonly string OtherHash = new('1', 64);

    [TestCase(ValidationUseCase.Manual, true)]
    [TestCase(ValidationUseCase.PreSubmit, true)]
    [TestCase(ValidationUseCase.Script, true)]
    [TestCase(ValidationUseCase.Import, false)]
    [TestCase(ValidationUseCase.Save, false)]
    public void A_source_that_changed_is_a_warning_when_there_is_time_to_look(ValidationUseCase useCase, bool found)
    {
        var findings = Given.FindingsOf("src.stale", Given.Mesh(), sourceFiles: new Answer { Hash = OtherHash }, useCase: useCase);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message == "The source file \"/art/SM_Crate.glb\" has changed since it was imported."
            && finding.Fix.StartsWith("Send the file again")), Is.True);
    }

    [Test]
    public void The_source_that_was_imported_passes_and_an_unknown_one_too()
    {
        Assert.That(Given.FindingsOf("src.stale", Given.Mesh(), sourceFiles: new Answer { Hash = Given.Hash }), Is.Empty);
        Assert.That(Given.FindingsOf("src.stale", Given.Mesh(), sourceFiles: new Answer()), Is.Empty);
        Assert.That(Given.FindingsOf("src.stale", Given.Mesh()), Is.Empty);
        Assert.That(Given.FindingsOf("src.stale", Given.Mesh() with { Source = null }, sourceFiles: new Answer { Hash = OtherHash }), Is.Empty);
        Assert.That(Given.FindingsOf("src.stale", Given.Mesh() with { Source = new SourceFile { Path = "/art/a.glb", ContentHash = "" } }, sourceFiles: new Answer { Hash = OtherHash }), Is.Empty);
    }

    [TestCase(true, false)]
    [TestCase(null, false)]
    [TestCase(false, true)]
    public void A_source_outside_of_the_source_folders_is_a_warning(bool? isBelow, bool found)
    {
        var findings = Given.FindingsOf("src.absolute", Given.Mesh(source: "C:\\Users\\anna\\SM_Crate.glb"), sourceFiles: new Answer { IsBelow = isBelow });
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message == "The source file \"C:\\Users\\anna\\SM_Crate.glb\" lies outside of the declared source folders."
            && finding.Fix.StartsWith("Move the file")), Is.True);
    }

    [Test]
    public void What_is_wrong_with_a_file_is_told_of_the_mesh_not_of_each_material()
    {
        var material = Given.Named(AssetClasses.Material, "/Game/Props/M_Wood") with { Source = new SourceFile { Path = "/art/a.glb", ContentHash = Given.Hash, MaterialNames = ["M_Wood"] } };
        var files = new Answer { Hash = OtherHash, IsBelow = false };
        Assert.That(Given.FindingsOf("src.stale", material, sourceFiles: files), Is.Empty);
        Assert.That(Given.FindingsOf("src.absolute", material, sourceFiles: files), Is.Empty);
    }

    [TestCase("textures/wood.png", false, false, false)]
    [TestCase("C:\\Users\\anna\\wood.png", true, false, true)]
    [TestCase("/home/anna/wood.png", true, true, false)]
    public void Images_of_a_mesh_file_are_found_on_each_machine(string path, bool isAbsolute, bool isEmbedded, bool found)
    {
        var texture = new TextureReference { Path = path, IsAbsolute = isAbsolute, IsEmbedded = isEmbedded, Materials = ["M_Wood"] };
        var findings = Given.FindingsOf("src.texture", Given.Mesh(change: mesh => mesh with { Textures = [texture] }));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message == $"The file refers to the image \"{path}\" by an absolute path."
            && finding.Fix.StartsWith("Export with relative paths") && finding.Locator?.Material == "M_Wood"), Is.True);
    }

    private sealed class Answer : ISourceFiles
    {
        public string? Hash { get; init; }

        public bool? IsBelow { get; init; }

        public SourcePresence Find(string sourcePath) => SourcePresence.Present;

        public string? HashOf(string sourcePath) => Hash;

        public bool? IsBelowRoot(string sourcePath) => IsBelow;
    }
}
