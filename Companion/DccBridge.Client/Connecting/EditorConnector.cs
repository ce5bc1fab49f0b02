using System.Net.Sockets;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Transport;

namespace DccBridge.Client.Connecting;

/// <summary>One attempt: transport, handshake, RPC connection, open session. What fails leaves nothing open.</summary>
internal sealed class EditorConnector(EditorClientOptions options, HandlerTable handlers, DeadlineWheel deadlines)
{
    private readonly Guid _clientId = options.ClientId ?? Guid.NewGuid();

    /// <exception cref="EditorConnectException">It failed, and why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public async Task<LiveConnection> ConnectAsync(EndpointFile endpoint, string? resumeToken, CancellationToken cancellationToken)
    {
        var dialed = await DialAsync(endpoint, cancellationToken).ConfigureAwait(false);
        var handshake = await ShakeHandsAsync(endpoint, dialed, cancellationToken).ConfigureAwait(false);
        var limits = options.Rpc with
        {
            CallTimeout = options.CallTimeout,
            MaxFrameLength = Math.Min(options.Rpc.MaxFrameLength, handshake.Limits.MaxFrameBytes),
            OnHandlerError = (what, e) =>
            {
                options.Rpc.OnHandlerError?.Invoke(what, e);
                options.OnProblem?.Invoke(what, e);
            },
        };
        var rpc = new RpcConnection(dialed.Transport, handlers, limits, deadlines);
        try
        {
            rpc.Start();
            var session = await rpc.CallAsync<OpenSessionParams, OpenSessionResult>(
                MethodNames.Session.Open,
                new OpenSessionParams { ClientName = options.ClientName, ClientVersion = options.ClientVersion, ResumeToken = resumeToken },
                new CallOptions { Timeout = options.ConnectTimeout },
                cancellationToken).ConfigureAwait(false);
            return new LiveConnection(rpc, endpoint, handshake.GrantedScopes, session, options.Time.GetTimestamp());
        }
        catch (Exception e)
        {
            await rpc.DisposeAsync().ConfigureAwait(false);
            if (e is RpcException refused)
            {
                throw ConnectFailure.FromSession(endpoint, refused);
            }

            throw;
        }
    }

    private async Task<EditorTransport> DialAsync(EndpointFile endpoint, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await (options.Dial ?? EditorDialer.DialAsync)(endpoint, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ConnectFailure.TimedOut(endpoint, "take the connection", options.ConnectTimeout, e);
        }
        catch (SocketException e)
        {
            throw ConnectFailure.FromSocket(endpoint, e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            throw ConnectFailure.Dialing(endpoint, e);
        }
    }

    private async Task<ClientHandshakeResult> ShakeHandsAsync(EndpointFile endpoint, EditorTransport dialed, CancellationToken cancellationToken)
    {
        try
        {
            return await ClientHandshake.RunAsync(
                dialed.Transport,
                new ClientHandshakeOptions
                {
                    Secret = endpoint.Secret,
                    InstanceId = endpoint.InstanceId,
                    ConnectedPort = dialed.Port,
                    FilePort = endpoint.Port,
                    ClientId = _clientId,
                    WantedScopes = options.WantedScopes,
                    TimeLimit = options.ConnectTimeout,
                    Time = options.Time,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (HandshakeException e)
        {
            throw ConnectFailure.FromHandshake(endpoint, e);
        }
    }
}
