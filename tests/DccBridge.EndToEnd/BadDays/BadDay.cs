using DccBridge.Client;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>What the bad days have in common: real editors on this test's folders, real clients of them, files to send.</summary>
public abstract class BadDay : HeadlessFolders
{
    /// <summary>The longest wait of these tests; only a failure takes so long.</summary>
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Beside the content folder; deleted with it.</summary>
    private protected string Desk => Path.GetDirectoryName(Content)!;

    /// <summary>A small valid texture of the samples.</summary>
    private protected static string Texture => Path.Combine(Samples.Clean, "T_Barrel_D.png");

    /// <summary>A mesh of the samples that makes four assets.</summary>
    private protected static string Mesh => Path.Combine(Samples.Crate, "SM_Crate.glb");

    private protected async Task<HeadlessProcess> StartAsync(params string[] arguments) =>
        (await HeadlessProcess.StartReadyAsync(With(["--control", .. arguments]))).Process;

    private protected Task<EditorClient> ConnectAsync(EditorClientOptions? options = null) =>
        EditorClient.ConnectAsync(new EditorDirectory(Endpoints), null, options);

    /// <summary>A client that ends with its connection.</summary>
    private protected Task<EditorClient> ConnectOnceAsync() => ConnectAsync(new EditorClientOptions { Reconnect = ReconnectOptions.None });

    /// <summary>Gives a control line and waits until the editor answers that it is done.</summary>
    private protected static async Task TellAsync(HeadlessProcess editor, string line)
    {
        await editor.SayAsync(line);
        await editor.LineAsync($"ok {line.Split(' ')[0]}");
    }

    private protected static async Task<ImportItem> UploadAsync(EditorClient client, string file, string destination, CancellationToken stop = default)
    {
        UploadResult upload = await client.UploadFileAsync(file, cancellationToken: stop);
        return new ImportItem
        {
            DestinationPath = destination,
            FileName = Path.GetFileName(file),
            ContentHash = upload.ContentHash,
            SourcePath = file,
            OnConflict = ImportConflict.Update,
        };
    }

    private protected static async Task<ImportItemResult> ImportAsync(EditorClient client, ImportItem item, CallOptions options = default) =>
        (await client.ImportAssetsAsync(new ImportAssetsParams { Items = [item] }, options)).Items.Single();

    /// <summary>Uploads and imports; fails when that fails.</summary>
    private protected static async Task SendAsync(EditorClient client, string file, string destination)
    {
        ImportItemResult result = await ImportAsync(client, await UploadAsync(client, file, destination));
        Assert.That(result.Error, Is.Null);
    }

    /// <summary>The error of a call that has to fail.</summary>
    private protected static async Task<RpcException> FailureAsync(Task call)
    {
        try
        {
            await call.WaitAsync(Patience);
        }
        catch (RpcException exception)
        {
            return exception;
        }

        throw new AssertionException("The call succeeded; it had to fail.");
    }

    private protected static async Task<string[]> PathsAsync(EditorClient client) =>
        [.. (await client.FindAssetsAsync(new FindAssetsParams())).Assets.Select(asset => asset.Path).Order(StringComparer.Ordinal)];
}
