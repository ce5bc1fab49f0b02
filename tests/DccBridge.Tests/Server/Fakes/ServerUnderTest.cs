using System.Security.Cryptography;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;
using DccBridge.Server;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>A whole server over a fake editor, with clients over transports in memory. Real time for the wire, the test's ticks for the engine.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly List<TestClient> _clients = [];
    private readonly DeadlineWheel _wheel = new();

    public ServerUnderTest(Func<BridgeServerOptions, BridgeServerOptions>? change = null)
    {
        var options = new BridgeServerOptions { StateFolder = Folder["state"], SettingsFile = Folder["DccBridge.settings.json"], EndpointFolder = Folder["editors"], PreferredPort = 0 };
        Options = change?.Invoke(options) ?? options;
        Server = Start();
    }

    public TemporaryFolder Folder { get; } = new();

    public FakeEditor Editor { get; } = new();

    public BridgeServerOptions Options { get; private set; }

    public BridgeServer Server { get; private set; }

    /// <summary>Stops the server and starts another one over the same folder and editor, as a hot reload does.</summary>
    public async Task RestartAsync(Func<BridgeServerOptions, BridgeServerOptions>? change = null)
    {
        await Server.StopAsync().WaitAsync(Limit);
        Options = change?.Invoke(Options) ?? Options;
        Server = Start();
    }

    public async Task<TestClient> ConnectAsync(Guid? clientId = null, Scopes scopes = ScopeNames.AllowedByDefault, bool open = true, string? resumeToken = null)
    {
        var (near, far) = MemoryTransport.CreatePair();
        Server.Admit(far);
        var id = clientId ?? Guid.NewGuid();
        var handshake = new ClientHandshakeOptions { Secret = Server.Secret, InstanceId = Server.InstanceId, ConnectedPort = 0, ClientId = id, WantedScopes = scopes };
        await ClientHandshake.RunAsync(near, handshake).WaitAsync(Limit);
        var client = new TestClient(near, _wheel, id);
        _clients.Add(client);
        if (open)
        {
            await client.OpenAsync(resumeToken);
        }

        return client;
    }

    /// <summary>Ticks the engine until the call has ended.</summary>
    public async Task<T> TickAsync<T>(ValueTask<T> call)
    {
        var task = call.AsTask();
        await TickUntilAsync(() => task.IsCompleted);
        return await task;
    }

    public async Task TickUntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            Editor.Engine.Tick();
            await Task.Yield();
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Uploads a text as a file.</summary>
    public static async Task<ImportItem> UploadAsync(TestClient client, string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var opened = await client.CallAsync<OpenTransferParams, OpenTransferResult>(MethodNames.Transfer.Open, new OpenTransferParams { FileName = "a.png", Length = bytes.Length, ContentHash = hash });
        if (!opened.AlreadyPresent)
        {
            await client.Connection.UploadAsync<TransferChunkParams, TransferChunkResult>(
                MethodNames.Transfer.Chunk,
                new TransferChunkParams { TransferId = opened.TransferId, Offset = opened.Offset },
                (writer, _) => writer.WriteAsync(bytes.AsMemory((int)opened.Offset)));
            await client.CallAsync<CommitTransferParams, CommitTransferResult>(MethodNames.Transfer.Commit, new CommitTransferParams(opened.TransferId));
        }

        return new ImportItem { DestinationPath = path, FileName = "a.png", ContentHash = hash, SourcePath = "C:/art/a.png", OnConflict = ImportConflict.Update };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.Connection.DisposeAsync();
        }

        await Server.StopAsync().WaitAsync(Limit);
        _wheel.Dispose();
        Folder.Dispose();
    }

    private BridgeServer Start()
    {
        var server = new BridgeServer(Options, Editor.Ports);
        server.Open();
        server.Dispatcher.Start();
        return server;
    }
}
