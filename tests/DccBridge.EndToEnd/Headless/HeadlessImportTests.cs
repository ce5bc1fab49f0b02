using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;

namespace DccBridge.EndToEnd.Headless;

/// <summary>Imports into the real process over the real wire, on good days and bad ones.</summary>
[TestFixture]
public sealed class HeadlessImportTests : HeadlessFolders
{
    private const string Crate = "/Game/Props/SM_Crate";
    private const string MeshFile = "SM_Crate.glb";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Real_files_become_records_and_the_same_files_again_change_nothing()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            ImportItemResult first = await SendAsync(client, MeshFile, Crate);
            Assert.That(first.Error, Is.Null);
            Assert.That(first.Assets.Select(asset => asset.Action), Is.All.EqualTo(ImportAction.Created));
            Assert.That(first.Assets, Has.Count.EqualTo(4), "the mesh and its three materials");

            ImportItemResult again = await SendAsync(client, MeshFile, Crate);
            Assert.That(again.Assets.Single().Action, Is.EqualTo(ImportAction.Unchanged));

            AssetRecord crate = await client.GetAssetAsync(Crate);
            Assert.That(crate.Revision, Is.EqualTo(1));
            Assert.That(crate.Facts.Mesh!.Triangles, Is.GreaterThan(1000));
            Assert.That(crate.Facts.Mesh.Slots.Select(slot => slot.Material), Is.All.Not.Null);
            Assert.That(crate.Source!.Dcc, Does.Contain("Blender"));
        }
    }

    [Test]
    public async Task A_kill_in_mid_import_leaves_nothing_of_it_and_the_repeated_import_makes_everything_once()
    {
        (HeadlessProcess killed, _) = await HeadlessProcess.StartReadyAsync(With("--slow-import", "3600"));
        await using (killed)
        {
            await using EditorClient client = await ConnectAsync(ReconnectOptions.None);
            Task<ImportItemResult> import = SendAsync(client, MeshFile, Crate);
            await ReachAsync(killed.LineAsync($"importing {Crate}"), import);
            await killed.KillAsync();
            Assert.That(async () => await import, Throws.InstanceOf<RpcException>());
        }

        Assert.That(new EditorDirectory(Endpoints).Find().Single().Liveness, Is.EqualTo(EditorLiveness.Dead));
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            Assert.That((await client.FindAssetsAsync(new FindAssetsParams())).Total, Is.Zero);
            UploadResult upload = await client.UploadFileAsync(Sample(MeshFile));
            Assert.That(upload.AlreadyPresent, "what was committed before the kill is there");
            await SendAsync(client, MeshFile, Crate);
            Assert.That((await client.FindAssetsAsync(new FindAssetsParams())).Total, Is.EqualTo(4));
        }
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(23)]
    public async Task A_kill_between_imports_loses_nothing_that_was_answered(int answers)
    {
        const int Items = 30;
        (HeadlessProcess killed, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (killed)
        {
            await using EditorClient client = await ConnectAsync(ReconnectOptions.None);
            for (int i = 0; i < answers; i++)
            {
                Assert.That((await SendAsync(client, MeshFile, Numbered(i))).Error, Is.Null);
            }

            // The next one is on its way: it may arrive or not, but not in part.
            Task<ImportItemResult> next = SendAsync(client, MeshFile, Numbered(answers));
            await killed.KillAsync();
            Assert.That(await CodeAsync(next), Is.Null.Or.EqualTo(ErrorCode.ConnectionLost));
        }

        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            for (int i = 0; i < Items; i++)
            {
                ImportItemResult sent = await SendAsync(client, MeshFile, Numbered(i));
                Assert.That(sent.Error, Is.Null);
                if (i < answers)
                {
                    Assert.That(sent.Assets.Single().Action, Is.EqualTo(ImportAction.Unchanged), $"item {i} was answered before the kill");
                }
            }

            Assert.That((await client.FindAssetsAsync(new FindAssetsParams { Class = AssetClasses.StaticMesh })).Total, Is.EqualTo(Items));
            Assert.That((await client.FindAssetsAsync(new FindAssetsParams { Class = AssetClasses.Material })).Total, Is.EqualTo(Items * 3));
        }

        static string Numbered(int i) => $"/Game/Crate{i}/SM_Crate";
    }

    [Test]
    public async Task A_kill_in_mid_upload_keeps_the_bytes_that_had_come()
    {
        string file = Path.Combine(Path.GetDirectoryName(Content)!, "T_Large_D.png");
        var bytes = new byte[32 * 1024 * 1024];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(file, bytes);
        (HeadlessProcess killed, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (killed)
        {
            await using EditorClient client = await ConnectAsync(ReconnectOptions.None);
            var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<UploadResult> upload = client.UploadFileAsync(file, new Watcher(progress =>
            {
                if (progress.Stage == UploadStage.Sending && progress.Bytes > 8 * 1024 * 1024 && underWay.TrySetResult())
                {
                    killed.Kill();
                }
            }));
            await underWay.Task.WaitAsync(Patience);
            await killed.KillAsync();
            Assert.That(async () => await upload, Throws.InstanceOf<RpcException>());
        }

        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            UploadResult upload = await client.UploadFileAsync(file);
            Assert.That(upload.AlreadyPresent, Is.False);
            Assert.That(upload.BytesSent, Is.GreaterThan(0).And.LessThan(bytes.Length - (1024 * 1024)));
            Assert.That((await client.UploadFileAsync(file)).AlreadyPresent);
        }
    }

    [Test]
    public async Task A_stop_in_mid_import_answers_the_caller_and_saves_nothing()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--control", "--slow-import", "3600"));
        await using (process)
        {
            await using EditorClient client = await ConnectAsync(ReconnectOptions.None);
            Task<ImportItemResult> import = SendAsync(client, MeshFile, Crate);
            await ReachAsync(process.LineAsync("importing"), import);
            await process.SayAsync("stop");
            Assert.That((await process.EndAsync()).Code, Is.Zero);
            Assert.That(await CodeAsync(import), Is.EqualTo(ErrorCode.EditorStopping).Or.EqualTo(ErrorCode.ConnectionLost));
        }

        Assert.That(Directory.GetFiles(Content, "*.asset.json", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task While_a_dialog_is_open_its_text_is_told_and_the_import_waits()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            await process.SayAsync("modal 3600 Save the level?");
            await process.LineAsync("modal open");
            Task<ImportItemResult> import = SendAsync(client, MeshFile, Crate);
            EditorState state = await client.GetStateAsync();
            Assert.That(state.Activity, Is.EqualTo(EditorActivity.Modal));
            Assert.That(state.Modal!.Text, Is.EqualTo("Save the level?"));
            Assert.That(import.IsCompleted, Is.False);

            await process.SayAsync("release");
            Assert.That((await import.WaitAsync(Patience)).Error, Is.Null);
        }
    }

    [Test]
    public async Task A_full_disk_is_told_and_the_import_works_once_there_is_room()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            await client.UploadFileAsync(Sample(MeshFile));
            await process.SayAsync("full-disk on");
            await process.LineAsync("ok full-disk");
            ErrorCode? code = await CodeAsync(SendAsync(client, MeshFile, Crate));
            Assert.That(code, Is.EqualTo(ErrorCode.DiskFull));

            await process.SayAsync("full-disk off");
            await process.LineAsync("ok full-disk");
            Assert.That((await SendAsync(client, MeshFile, Crate)).Error, Is.Null);
        }
    }

    [Test]
    public async Task A_client_goes_on_after_a_restart_in_place()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (process)
        {
            await using EditorClient client = await ConnectAsync();
            await SendAsync(client, MeshFile, Crate);
            await process.SayAsync("restart");
            await process.ReadyAsync();
            Assert.That((await client.GetAssetAsync(Crate)).Path, Is.EqualTo(Crate));
        }
    }

    /// <summary>Waits for a line; an import that ends before it came says why.</summary>
    private static async Task ReachAsync(Task line, Task<ImportItemResult> import)
    {
        if (await Task.WhenAny(line, import) == import)
        {
            Assert.Fail($"The import ended too early: {await import}");
        }

        await line;
    }

    private static async Task<ErrorCode?> CodeAsync(Task<ImportItemResult> import)
    {
        try
        {
            return (await import).Error?.Code;
        }
        catch (RpcException exception)
        {
            return exception.Code;
        }
    }

    private static async Task<ImportItemResult> SendAsync(EditorClient client, string file, string destination)
    {
        UploadResult upload = await client.UploadFileAsync(Sample(file));
        var item = new ImportItem
        {
            DestinationPath = destination,
            FileName = file,
            ContentHash = upload.ContentHash,
            SourcePath = Sample(file),
            OnConflict = ImportConflict.Update,
        };
        return (await client.ImportAssetsAsync(new ImportAssetsParams { Items = [item] })).Items.Single();
    }

    private static string Sample(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "Samples", "crate", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"No sample '{file}' above the tests.");
    }

    private sealed class Watcher(Action<UploadProgress> report) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => report(value);
    }

    private Task<EditorClient> ConnectAsync(ReconnectOptions? reconnect = null) => EditorClient.ConnectAsync(
        new EditorDirectory(Endpoints),
        null,
        new EditorClientOptions { Reconnect = reconnect ?? new ReconnectOptions() });
}
