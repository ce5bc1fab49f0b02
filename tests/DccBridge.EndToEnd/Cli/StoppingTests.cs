using DccBridge.EndToEnd.Processes;
using System.Text.Json;
using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Discovery;

namespace DccBridge.EndToEnd.Cli;

[TestFixture]
[Platform(Exclude = "Win", Reason = "Sends Unix signals.")]
public class StoppingTests : HeadlessFolders
{
    [Test]
    public async Task Ctrl_C_cancels_the_operation_in_the_editor()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(With("--control", "--slow-import", "2"));
        await using (editor)
        {
            await using var send = CliProcess.Start(null, "send", Samples.Crate, "--endpoint-folder", Endpoints, "--json");
            await editor.LineAsync("importing ");
            send.Signal(Signals.Interrupt);
            var result = await send.EndAsync();

            await using var client = await EditorClient.ConnectAsync(new EditorDirectory(Endpoints), null);
            var operation = await EndOfImportAsync(client);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(result.Code, Is.EqualTo(2));
                Assert.That(result.Json().GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("cancelled"));
                Assert.That(operation.State, Is.EqualTo(OperationState.Cancelled), operation.Message);
            }
        }
    }

    [Test]
    public async Task Ctrl_C_takes_the_headless_editor_and_its_folder_along()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Content)!, "tmp")).FullName;
        await using var watched = CliProcess.Start(temporary, "send", Samples.Crate, "--headless", "--content", Content, "--endpoint-folder", Endpoints);
        await watched.LineAsync("Plan for");
        watched.Signal(Signals.Interrupt);
        await watched.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.EnumerateFileSystemEntries(temporary, "dccbridge-*"), Is.Empty);
            Assert.That(new EditorDirectory(Endpoints).Find(), Is.Empty);
        }
    }

    [Test]
    [Platform("Linux", Reason = "The number of SIGSTOP differs elsewhere.")]
    public async Task A_second_Ctrl_C_takes_a_headless_editor_that_hangs_and_its_folder_along()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Content)!, "tmp")).FullName;
        await using var send = CliProcess.Start(temporary, "send", Samples.Crate, "--headless", "--endpoint-folder", Endpoints);
        var headless = await ProcessOfEditorAsync();
        Signals.Send(headless, Signals.Freeze);
        send.Signal(Signals.Interrupt);
        await send.ErrorLineAsync("Stopping.");
        send.Signal(Signals.Interrupt);
        var result = await send.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Code, Is.EqualTo(130));
            Assert.That(Directory.EnumerateFileSystemEntries(temporary, "dccbridge-*"), Is.Empty);
            Assert.That(new EditorDirectory(Endpoints).Find().Where(e => e.Liveness == EditorLiveness.Alive), Is.Empty);
        }
    }

    [Test]
    public async Task Ctrl_C_leaves_a_headless_editor_to_whoever_started_it()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (editor)
        {
            editor.Signal(Signals.Interrupt);
            await editor.SayAsync("restart");
            await editor.ReadyAsync();
            await editor.SayAsync("stop");
            Assert.That((await editor.EndAsync()).Code, Is.Zero);
        }
    }

    [Test]
    public async Task A_watch_shows_the_verdicts_of_others_until_Ctrl_C()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            await using var watch = CliProcess.Start(null, "watch", "--endpoint-folder", Endpoints, "--json");
            await watch.LineAsync("\"event\":\"watching\"");
            await CliProcess.RunAsync("send", Samples.Clean, "--endpoint-folder", Endpoints);
            var imported = await watch.LineAsync("\"kind\":\"assetsImported\"");
            var line = await watch.LineAsync("\"assetPath\":\"/Game/clean/SM_Barrel\"");
            watch.Signal(Signals.Interrupt);
            var result = await watch.EndAsync();
            var documents = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("event").GetString()).ToArray();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(result.Code, Is.Zero, result.Errors);
                Assert.That(documents, Does.Contain("state").And.Contain("verdict"));
                Assert.That(line, Does.Contain("\"outcome\":\"passed\""));
                Assert.That(imported, Does.Contain("/Game/clean/"));
            }
        }
    }

    /// <summary>The process of the editor whose endpoint file appears: looked for until it is there.</summary>
    private async Task<int> ProcessOfEditorAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (Directory.Exists(Endpoints) && new EditorDirectory(Endpoints).Find() is [{ File: { } file }, ..])
            {
                return file.ProcessId;
            }

            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A running import stops at its next file: asked until it has.</summary>
    private static async Task<OperationStatus> EndOfImportAsync(EditorClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var operations = await client.ListOperationsAsync(includeFinished: true, cancellationToken: limit.Token);
            var import = operations.Single(o => o.Method == "asset.import");
            if (import.State is not (OperationState.Queued or OperationState.Running))
            {
                return import;
            }
        }
    }
}
