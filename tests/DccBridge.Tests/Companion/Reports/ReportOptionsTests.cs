using DccBridge.Companion.Cli;
using DccBridge.Companion.Cli.Validate;
using DccBridge.Companion.Reports;

namespace DccBridge.Tests.Companion.Reports;

[TestFixture]
public class ReportOptionsTests
{
    private static readonly string Folder = Path.GetFullPath("/work-folder");

    private static string At(string name) => Path.Combine(Folder, name);

    [Test]
    public void Files_stand_behind_the_kind_or_follow_in_order() =>
        Assert.That(
            ReportOptions.Parse(["sarif=a.sarif", "junit", "HTML", "json"], ["b.xml", "c.html"], Folder),
            Is.EqualTo(new ReportRequest[] { new(ReportFormat.Sarif, At("a.sarif")), new(ReportFormat.JUnit, At("b.xml")), new(ReportFormat.Html, At("c.html")), new(ReportFormat.Json, null) }));

    [TestCase("'pdf' is no kind of report", new[] { "pdf" }, new string[0])]
    [TestCase("the file is missing", new[] { "sarif=" }, new string[0])]
    [TestCase("Only one report can go to standard output", new[] { "sarif", "json" }, new string[0])]
    [TestCase("there is no report for 'b'", new[] { "sarif" }, new[] { "a", "b" })]
    [TestCase("Two reports would be written", new[] { "sarif=a", "json=a" }, new string[0])]
    public void What_does_not_fit_together_is_said(string part, string[] reports, string[] outputs) =>
        Assert.That(() => ReportOptions.Parse(reports, outputs, Folder), Throws.TypeOf<CommandFailure>().With.Message.Contains(part));
}
