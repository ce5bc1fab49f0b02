using DccBridge.Dcc.Clients;
using DccBridge.Dcc.SubstancePainter;
using DccBridge.EndToEnd.Dccs;

namespace DccBridge.EndToEnd.Painter;

/// <summary>Whatever Painter answers to a Python script, and whether it runs it at all.</summary>
[TestFixture]
public sealed class PainterClientTests
{
    [TestCase("")]
    [TestCase("None")]
    [TestCase("{'a': 1}")]
    [TestCase("\"text\"")]
    [TestCase("{\"result\": \"forged\"}")]
    public async Task Its_text_does_not_matter(string says)
    {
        await using var server = await StandIns.PainterAsync("--says", says);
        await using var client = new PainterClient(server.Port);
        Assert.That((await client.GetInfoAsync()).Scene, Is.EqualTo("/proj/箱.spp"));
    }

    [Test]
    public async Task An_error_of_Painter_itself_is_told()
    {
        await using var server = await StandIns.PainterAsync("--says", "{\"error\": \"scripting is off\"}");
        await using var client = new PainterClient(server.Port);
        var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync())!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((DccFailure.Failed, "Substance Painter did not run the script: scripting is off")));
    }

    [Test]
    public async Task A_script_that_is_not_run_is_told()
    {
        await using var server = await StandIns.PainterAsync("--drops");
        await using var client = new PainterClient(server.Port);
        var error = Assert.ThrowsAsync<DccException>(() => client.GetInfoAsync())!;
        Assert.That((error.Reason, error.IsOutcomeUnknown, error.Message), Is.EqualTo((DccFailure.Failed, true, error.Message)));
        Assert.That(error.Message, Does.Contain("left no answer"));
    }

    [Test]
    public async Task No_file_is_left_behind()
    {
        await using var server = await StandIns.PainterAsync();
        await using var client = new PainterClient(server.Port);
        Assert.That((await client.RunCodeAsync("import tempfile, os; result = len([n for n in os.listdir(tempfile.gettempdir()) if n.startswith('dccbridge-painter-')])")).Result, Is.Not.EqualTo("0"));
        await client.GetInfoAsync();
        Assert.That(Directory.GetDirectories(Path.GetTempPath(), "dccbridge-painter-*"), Is.Empty);
    }

    [Test]
    public async Task The_texture_set_of_a_material_is_selected()
    {
        await using var server = await StandIns.PainterAsync();
        await using var client = new PainterClient(server.Port);
        var selection = await client.SelectNodesAsync([DccNode.Named("M_Metal"), DccNode.Named("SM_Crate")]);
        Assert.That((selection.Found.Single().Type, selection.Missing.Single().Name), Is.EqualTo(("textureSet", "SM_Crate")));
        var error = Assert.ThrowsAsync<DccException>(() => client.ExportSelectionAsync(new DccExportRequest { Folder = Path.GetTempPath(), Format = DccExportFormat.Glb }))!;
        Assert.That((error.Reason, error.Message), Is.EqualTo((DccFailure.NotSupported, "Substance Painter 10.1.2 exports textures, and 'glb' was asked for.")));
    }
}
