using System.Security.Cryptography;
using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Security.Messages;
using DccBridge.Protocol.Serialization;
using DccBridge.Protocol.Transport;

namespace DccBridge.Protocol.Security;

/// <summary>
/// The client's side of the handshake. It reads no byte past the editor's accept, so the RPC connection can take over the same transport.
/// Wire: PROTOCOL.md, "Handshake".
/// </summary>
public static class ClientHandshake
{
    /// <summary>Runs the handshake on a fresh connection.</summary>
    /// <param name="transport">The connection. After a failure it is closed; otherwise it stays the caller's.</param>
    /// <param name="options">What the client knows and wants.</param>
    /// <param name="cancellationToken">Ends the handshake and closes the connection.</param>
    /// <exception cref="HandshakeException">It failed, and why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public static async Task<ClientHandshakeResult> RunAsync(ITransport transport, ClientHandshakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        using var limit = new HandshakeTimeLimit(options.TimeLimit, options.Time, cancellationToken);
        var done = false;
        try
        {
            var result = await AskAsync(new HandshakeConversation(transport), options, limit.Token).ConfigureAwait(false);
            done = true;
            return result;
        }
        catch (OperationCanceledException e) when (limit.Expired)
        {
            throw limit.ToException("the editor", e);
        }
        finally
        {
            if (!done)
            {
                transport.Abort();
                await transport.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<ClientHandshakeResult> AskAsync(HandshakeConversation conversation, ClientHandshakeOptions options, CancellationToken cancellationToken)
    {
        var nonce = options.FixedNonce?.ToArray() ?? RandomNumberGenerator.GetBytes(HandshakeRules.NonceBytes);
        conversation.WritePreface();
        conversation.WriteFrame(new Hello(options.Versions, options.Capabilities, options.WantedScopes, options.ClientId, nonce));
        await conversation.SendAsync(cancellationToken).ConfigureAwait(false);

        var major = await conversation.ReadPrefaceAsync(cancellationToken).ConfigureAwait(false);
        if (major != Preface.MajorVersion)
        {
            throw new HandshakeException(HandshakeFailure.VersionMismatch, HandshakeFailures.VersionText([major], options.Versions)) { PeerVersions = [major] };
        }

        var challenge = ReadAnswer<Challenge>(await conversation.ReadFrameAsync("the editor's challenge", cancellationToken).ConfigureAwait(false), options, "The editor's challenge");
        Check(challenge, options, nonce);

        var mac = new byte[HandshakeRules.ProofBytes];
        HandshakeProof.Compute(options.Secret, HandshakeProof.ClientLabel, conversation.Transcript, mac);
        conversation.WriteFrame(new Proof(mac));
        await conversation.SendAsync(cancellationToken).ConfigureAwait(false);

        var accept = ReadAnswer<Accept>(await conversation.ReadLastFrameAsync("the editor's proof", Accept.ShortestFrame, cancellationToken).ConfigureAwait(false), options, "The editor's proof");
        conversation.LastBody.Slice(accept.MacOffset, accept.Mac.Length).Clear();
        if (!HandshakeProof.Verify(options.Secret, HandshakeProof.ServerLabel, conversation.Transcript, accept.Mac))
        {
            throw new HandshakeException(HandshakeFailure.WrongServerProof, "The other side could not prove that it is the editor of the endpoint file. No request was sent to it. Another program may have taken the editor's port: restart the editor, and if it happens again find out which program listens there.");
        }

        if ((accept.Granted & ~options.WantedScopes) != Scopes.None)
        {
            throw new HandshakeException(HandshakeFailure.Malformed, $"The editor granted scopes that were not asked for ({ScopeNames.Format(accept.Granted)}). Its plugin is faulty: update it.");
        }

        return new ClientHandshakeResult
        {
            Version = challenge.Version,
            InstanceId = challenge.InstanceId,
            GrantedScopes = accept.Granted,
            Limits = challenge.Limits,
            Capabilities = challenge.Capabilities,
        };
    }

    private static T ReadAnswer<T>(ReadOnlyMemory<byte> body, ClientHandshakeOptions options, string awaited)
        where T : IMessage<T>
        => HandshakeMessage.IsRefusal(body)
            ? throw HandshakeFailures.FromRefusal(HandshakeMessage.Read<Refusal>(body, "The editor's refusal"), options.Versions)
            : HandshakeMessage.Read<T>(body, awaited);

    private static void Check(Challenge challenge, ClientHandshakeOptions options, byte[] nonce)
    {
        if (CryptographicOperations.FixedTimeEquals(nonce, challenge.Nonce))
        {
            throw new HandshakeException(HandshakeFailure.ReflectedNonce, "The other side sent this client's own nonce back: it only echoes. It is not an editor; find out which program listens on the port.");
        }

        if (!options.Versions.Contains(challenge.Version))
        {
            throw new HandshakeException(HandshakeFailure.VersionMismatch, HandshakeFailures.VersionText([challenge.Version], options.Versions)) { PeerVersions = [challenge.Version] };
        }

        if (challenge.InstanceId != options.InstanceId)
        {
            throw new HandshakeException(HandshakeFailure.WrongEditor, $"Editor {challenge.InstanceId} answered, not {options.InstanceId}. The endpoint file is stale and another editor has its port: read the endpoint files again.");
        }

        if (challenge.Port != options.ConnectedPort)
        {
            throw new HandshakeException(HandshakeFailure.WrongPort, $"The editor says it was reached on {Port(challenge.Port)}, but the connection goes to {Port(options.ConnectedPort)}. A program between passes bytes on: connect to the editor's own port, without forwarding.");
        }

        if (options is { ConnectedPort: > 0, FilePort: { } filePort } && filePort != options.ConnectedPort)
        {
            throw new HandshakeException(HandshakeFailure.WrongPort, $"The endpoint file says {Port(filePort)}, but the connection goes to {Port(options.ConnectedPort)}. Read the endpoint files again and connect to the port they name.");
        }
    }

    private static string Port(int port) => port == 0 ? "a Unix socket" : $"TCP port {port}";
}
