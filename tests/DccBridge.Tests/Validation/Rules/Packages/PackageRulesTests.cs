using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Validation.Rules.Packages;

/// <summary>state.unsaved and state.notcheckedout.</summary>
[TestFixture]
public sealed class PackageRulesTests
{
    [TestCase(true, ValidationUseCase.PreSubmit, true)]
    [TestCase(false, ValidationUseCase.PreSubmit, false)]
    [TestCase(true, ValidationUseCase.Save, false)]
    [TestCase(true, ValidationUseCase.Manual, false)]
    public void What_is_submitted_was_saved(bool isDirty, ValidationUseCase useCase, bool found)
    {
        var findings = Given.FindingsOf("state.unsaved", In(new PackageState { IsDirty = isDirty }), useCase: useCase);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Error && finding.Message.StartsWith("The editor holds changes") && finding.Fix.StartsWith("Save the asset")), Is.True);
    }

    [TestCase(true, false, ValidationUseCase.Save, true)]
    [TestCase(true, false, ValidationUseCase.Import, true)]
    [TestCase(true, false, ValidationUseCase.Manual, false)]
    [TestCase(true, false, ValidationUseCase.PreSubmit, false)]
    [TestCase(true, true, ValidationUseCase.Manual, true)]
    [TestCase(false, true, ValidationUseCase.Save, false)]
    public void What_is_about_to_be_written_can_be(bool isReadOnly, bool isDirty, ValidationUseCase useCase, bool found)
    {
        var findings = Given.FindingsOf("state.notcheckedout", In(new PackageState { IsReadOnly = isReadOnly, IsDirty = isDirty }), useCase: useCase);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Error), Is.True);
    }

    [TestCase(null, "The file of the asset is read-only.", "Check the asset out")]
    [TestCase(false, "The asset is not checked out, and its file is read-only.", "Check the asset out")]
    [TestCase(true, "The asset is checked out, but its file is read-only.", "Make the file writable")]
    public void The_finding_says_what_source_control_says(bool? isCheckedOut, string message, string fix)
    {
        var finding = Given.FindingsOf("state.notcheckedout", In(new PackageState { IsReadOnly = true, IsCheckedOut = isCheckedOut }), useCase: ValidationUseCase.Save).Single();
        Assert.That(finding.Message, Is.EqualTo(message));
        Assert.That(finding.Fix, Does.StartWith(fix));
    }

    [TestCase("state.unsaved", ValidationUseCase.PreSubmit)]
    [TestCase("state.notcheckedout", ValidationUseCase.Save)]
    public void When_nobody_asked_nothing_is_said(string rule, ValidationUseCase useCase) =>
        Assert.That(Given.FindingsOf(rule, Given.Mesh(), useCase: useCase), Is.Empty);

    private static AssetRecord In(PackageState state) => Given.Mesh() is var asset ? asset with { Facts = asset.Facts with { Package = state } } : asset;
}
