using DccBridge.Client;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Companion.Unreal;

/// <summary>Reaches editors through the client library.</summary>
internal sealed class EditorConnector(TimeProvider time) : IEditorConnector
{
    /// <inheritdoc/>
    public IReadOnlyList<EditorEntry> Find(string? endpointFolder) => Directory(endpointFolder).Find();

    /// <inheritdoc/>
    public async Task<IEditorSession> ConnectAsync(EditorEntry editor, SessionOptions options, CancellationToken cancellation)
    {
        var links = new LinkWatch();
        var clientOptions = new EditorClientOptions
        {
            ClientName = options.ClientName,
            ClientId = options.ClientId,
            Directory = Directory(options.EndpointFolder),
            Reconnect = options.Reconnect ? new ReconnectOptions { GiveUpAfter = options.GiveUpAfter ?? options.Timeout } : ReconnectOptions.None,
            CallTimeout = options.Timeout,
            OperationTimeout = options.Timeout,
            Time = time,
            OnConnectionChanged = links.Tell,
        };
        var file = editor.File ?? throw new ArgumentException("The editor's endpoint file is unreadable.", nameof(editor));
        var client = await EditorClient.ConnectAsync(file, clientOptions, cancellation).ConfigureAwait(false);
        client.VerdictsLost += links.Tell;
        return new EditorSession(client, links, options.Timeout, time);
    }

    private EditorDirectory Directory(string? folder) => new(folder ?? EditorFolder.Default(), time);
}
