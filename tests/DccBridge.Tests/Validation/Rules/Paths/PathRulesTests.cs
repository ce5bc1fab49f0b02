using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Paths;

/// <summary>path.depth, path.toplevel and path.generic.</summary>
[TestFixture]
public sealed class PathRulesTests
{
    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(8, false)]
    [TestCase(9, true)]
    [TestCase(100, true)]
    public void More_than_eight_folders_are_a_note(int folders, bool found)
    {
        var findings = Given.FindingsOf("path.depth", Given.Mesh("/Game/" + string.Concat(Enumerable.Repeat("A/", folders)) + "SM_Crate"));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Info && finding.Message == $"The asset lies below {folders} folders; at most 8 are allowed." && finding.Fix.StartsWith("Move the asset")), Is.True);
    }

    [Test]
    public void The_depth_is_a_setting() =>
        Assert.That(Given.FindingsOf("path.depth", Given.Mesh("/Game/A/B/SM_Crate"), Given.With("path.depth", thresholds: ("maxFolders", 1))), Has.Count.EqualTo(1));

    [TestCase("/Game/SM_Crate", true)]
    [TestCase("/GAME/SM_Crate", true)]
    [TestCase("/Game/A/SM_Crate", false)]
    [TestCase("/Game", false)]
    [TestCase("/Plugin/SM_Crate", false)]
    [TestCase("", false)]
    public void Nothing_lies_in_the_root(string path, bool found)
    {
        var findings = Given.FindingsOf("path.toplevel", Given.Mesh(path));
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Warning && finding.Message == "The asset lies directly in /Game." && finding.Fix.Contains("Move the asset into a folder")), Is.True);
    }

    [TestCase("/Game/Crate/SM_Crate")]
    [TestCase("/Game/MeshesOfBarrels/SM_Crate")]
    [TestCase("/Game/Props/Materials")]
    [TestCase("/Game/SM_Crate")]
    public void Folders_that_say_what_they_hold_pass(string path) =>
        Assert.That(Given.FindingsOf("path.generic", Given.Mesh(path)), Is.Empty);

    [TestCase("/Game/Props/Meshes/SM_Crate", "Meshes")]
    [TestCase("/Game/textures/Wood/T_A_D", "textures")]
    [TestCase("/Game/NewFolder12/SM_Crate", "NewFolder12")]
    public void A_folder_named_after_a_kind_of_assets_is_a_note(string path, string folder)
    {
        var finding = Given.FindingsOf("path.generic", Given.Mesh(path)).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Info));
        Assert.That(finding.Message, Is.EqualTo($"The folder \"{folder}\" says only what kind of assets lie in it, or nothing."));
        Assert.That(finding.Fix, Does.Contain("a folder named after it"));
    }

    [Test]
    public void Each_generic_folder_is_named() =>
        Assert.That(Given.FindingsOf("path.generic", Given.Named(AssetClasses.Material, "/Game/Assets/Materials/M_Wood")), Has.Count.EqualTo(2));
}
