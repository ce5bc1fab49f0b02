using System.Text.Json;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.Cli;

[TestFixture]
public class FixTests : HeadlessFolders
{
    [Test]
    public async Task The_crate_is_mended_keeps_its_links_over_a_kill_and_is_taken_back()
    {
        (HeadlessProcess editor, _) = await HeadlessProcess.StartReadyAsync(With());
        string undo;
        string[] before;
        await using (editor)
        {
            await RunAsync("send", Samples.Crate);
            before = await AssetsAsync();

            var preview = (await RunAsync("fix", "/Game")).Json();
            Assert.That(await AssetsAsync(), Is.EqualTo(before), "a preview changes nothing");
            var done = await RunAsync("fix", "/Game", "--apply", "--yes");
            Assert.That(done.Code, Is.EqualTo(1), "two findings are left for a person" + done.Errors);
            Assert.That(done.Json().GetProperty("planHash").GetString(), Is.EqualTo(preview.GetProperty("planHash").GetString()));
            undo = done.Json().GetProperty("undoId").GetString()!;
            Assert.That(await AssetsAsync(), Does.Contain("/Game/crate/SM_CrateLid").And.Contain("/Game/crate/T_CrateRust_D").And.Not.Contain("/Game/crate/CrateLid"));
            await editor.KillAsync();
        }

        (editor, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            var again = (await RunAsync("send", Samples.Crate)).Json();
            Assert.That(again.GetProperty("plan").EnumerateArray().Select(row => row.GetProperty("action").GetString()), Is.All.EqualTo("unchanged"), "renamed assets are found by their source");
            Assert.That((await RunAsync("fix", "--undo", undo)).Code, Is.Zero);
            Assert.That(await AssetsAsync(), Is.EqualTo(before));
            var twice = await RunAsync("fix", "--undo", undo);
            Assert.That((twice.Code, twice.Json().GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((2, "cannotUndo")));
        }
    }

    private async Task<Processes.ProcessEnd> RunAsync(params string[] arguments) => await CliProcess.RunAsync([.. arguments, "--json", "--endpoint-folder", Endpoints]);

    private async Task<string[]> AssetsAsync() =>
        [.. (await RunAsync("assets")).Json().GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("assetPath").GetString()!)];
}
