using System.Text;
using System.Text.Json.Nodes;
using DccBridge.EndToEnd.Cli;

namespace DccBridge.EndToEnd.Peers;

/// <summary>What <c>dccbridge validate --report sarif</c> writes is SARIF 2.1.0 by its published schema.</summary>
[TestFixture]
public class SarifSchemaTests
{
    private string _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("dccbridge-sarif-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_report_of_the_crate_fits_the_schema()
    {
        var result = await CliProcess.RunAsync("validate", Samples.Crate, "--report", "sarif");
        Assert.That(result.Code, Is.EqualTo(1), result.Errors);
        Assert.That(SarifSchemaPeer.Problems(Encoding.UTF8.GetBytes(result.Output)), Is.Empty);
    }

    [Test]
    public async Task A_report_with_suppressions_and_files_that_are_not_read_fits_the_schema()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "DccBridge.settings.json"), """{ "suppressions": [ { "rule": "name.chars", "path": "/Game/set", "reason": "bought & \"kept\"", "expires": null } ] }""");
        var set = Directory.CreateDirectory(Path.Combine(_folder, "set")).FullName;
        File.Copy(Path.Combine(Samples.Clean, "T_Barrel_D.png"), Path.Combine(set, "T_箱子 %41#?_D.png"));
        await File.WriteAllBytesAsync(Path.Combine(set, "T_Cut_D.png"), [1, 2, 3]);
        var result = await CliProcess.RunAsync("validate", set, "--report", "sarif");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2), result.Errors);
            Assert.That(result.Output, Does.Contain("file.malformed").And.Contain("justification"));
            Assert.That(SarifSchemaPeer.Problems(Encoding.UTF8.GetBytes(result.Output)), Is.Empty);
        }
    }

    [Test]
    public async Task The_schema_refuses_what_is_wrong()
    {
        var result = await CliProcess.RunAsync("validate", Samples.Crate, "--report", "sarif");
        var document = JsonNode.Parse(result.Output)!;
        document["runs"]![0]!["results"]![0]!["level"] = "fatal";
        Assert.That(SarifSchemaPeer.Problems(Encoding.UTF8.GetBytes(document.ToJsonString())), Does.Contain("/runs/0/results/0/level"));
    }
}
