using System.Globalization;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.Cli;

[TestFixture]
public class ChoosingEditorTests : HeadlessFolders
{
    [TestCase("send")]
    [TestCase("validate")]
    [TestCase("assets")]
    [TestCase("watch")]
    public async Task Without_an_editor_a_command_says_what_to_start(string command)
    {
        string[] files = command == "send" ? [Samples.Clean] : [];
        var result = await CliProcess.RunAsync([command, .. files, "--endpoint-folder", Endpoints, "--json"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(result.Errors, Does.StartWith("dccbridge: No editor is running. Start Unreal with the DccBridge plugin"));
            Assert.That(result.Json().GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("noEditor"));
        }
    }

    [Test]
    public async Task Of_two_editors_one_must_be_named()
    {
        var (first, one) = await HeadlessProcess.StartReadyAsync(With("--project-name", "One"));
        await using (first)
        {
            var (second, two) = await HeadlessProcess.StartReadyAsync(Content + "2", "--endpoint-folder", Endpoints, "--port", "0", "--project-name", "Two");
            await using (second)
            {
                var open = await CliProcess.RunAsync("send", Samples.Clean, "--endpoint-folder", Endpoints, "--json");
                var byName = await CliProcess.RunAsync("send", Samples.Clean, "--endpoint-folder", Endpoints, "--editor", "two", "--json");
                var byPort = await CliProcess.RunAsync("assets", "--endpoint-folder", Endpoints, "-e", one.Port.ToString(CultureInfo.InvariantCulture), "--json");
                var byId = await CliProcess.RunAsync("assets", "--endpoint-folder", Endpoints, "-e", two.Instance.ToString("D")[..8], "--json");
                var status = await CliProcess.RunAsync("status", "--endpoint-folder", Endpoints, "--json");
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(open.Code, Is.EqualTo(2));
                    Assert.That(open.Errors, Does.Contain("One (headless").And.Contain("Two (headless").And.Contain("--editor"));
                    Assert.That(byName.Code, Is.Zero, byName.Errors);
                    Assert.That(byName.Json().GetProperty("editor").GetProperty("instanceId").GetGuid(), Is.EqualTo(two.Instance));
                    Assert.That(byPort.Json().GetProperty("total").GetInt32(), Is.Zero);
                    Assert.That(byId.Json().GetProperty("total").GetInt32(), Is.EqualTo(4));
                    Assert.That(status.Code, Is.Zero, status.Errors);
                    Assert.That(status.Json().GetProperty("editors").EnumerateArray().Select(e => e.GetProperty("state").GetProperty("activity").GetString()), Is.EqualTo(new[] { "ticking", "ticking" }));
                }
            }
        }
    }

    [Test]
    public async Task Validate_judges_what_was_sent_before()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            await CliProcess.RunAsync("send", Samples.Crate, Samples.Clean, "--endpoint-folder", Endpoints);
            var all = await CliProcess.RunAsync("validate", "--endpoint-folder", Endpoints, "--json");
            var clean = await CliProcess.RunAsync("validate", "/Game/clean", "--endpoint-folder", Endpoints, "--json");
            var unknown = await CliProcess.RunAsync("validate", "/Game/Nowhere/SM_None", "--endpoint-folder", Endpoints, "--json");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(all.Code, Is.EqualTo(1), all.Errors);
                Assert.That(all.Json().GetProperty("count").GetProperty("assets").GetInt32(), Is.EqualTo(18));
                Assert.That(clean.Code, Is.Zero, clean.Errors);
                Assert.That(unknown.Code, Is.Not.EqualTo(1), unknown.Output);
            }
        }
    }

    [Test]
    public async Task A_wrong_option_is_exit_code_2_with_an_instruction()
    {
        var result = await CliProcess.RunAsync("send", Samples.Clean, "--timeout", "soon", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain("'soon' is no time").And.Contain("dccbridge send --help"));
            Assert.That(result.Json().GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("usage"));
        }
    }
}
