using System.Security.Cryptography;
using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Security.Messages;
using DccBridge.Protocol.Transport;

namespace DccBridge.Protocol.Security;

/// <summary>
/// The editor's side of the handshake. It reads no byte past the client's proof, so the RPC connection can take over the same transport.
/// Wire: PROTOCOL.md, "Handshake".
/// </summary>
public static class ServerHandshake
{
    /// <summary>Runs the handshake on a fresh connection.</summary>
    /// <inheritdoc cref="RunAsync(ITransport, ServerHandshakeOptions, ReadOnlyMemory{byte}, CancellationToken)"/>
    public static Task<ServerHandshakeResult> RunAsync(ITransport transport, ServerHandshakeOptions options, CancellationToken cancellationToken = default)
        => RunAsync(transport, options, ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>Runs the handshake when the listener has read the first bytes already, to see which protocol the client speaks.</summary>
    /// <param name="transport">The connection. After a failure it is closed; otherwise it stays the caller's.</param>
    /// <param name="options">What the editor brings.</param>
    /// <param name="alreadyRead">The first bytes of the client, as many as were read.</param>
    /// <param name="cancellationToken">Ends the handshake and closes the connection.</param>
    /// <exception cref="HandshakeException">It failed. The client got a refusal where it can understand one.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public static async Task<ServerHandshakeResult> RunAsync(ITransport transport, ServerHandshakeOptions options, ReadOnlyMemory<byte> alreadyRead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        var conversation = new HandshakeConversation(transport);
        using var limit = new HandshakeTimeLimit(options.TimeLimit, options.Time, cancellationToken);
        try
        {
            return await AnswerAsync(conversation, options, alreadyRead, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.Expired)
        {
            var late = limit.ToException("the client", e);
            await RefuseAsync(transport, conversation, options, late).ConfigureAwait(false);
            throw late;
        }
        catch (HandshakeException e)
        {
            await RefuseAsync(transport, conversation, options, e).ConfigureAwait(false);
            throw;
        }
        catch
        {
            transport.Abort();
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<ServerHandshakeResult> AnswerAsync(HandshakeConversation conversation, ServerHandshakeOptions options, ReadOnlyMemory<byte> alreadyRead, CancellationToken cancellationToken)
    {
        conversation.Prepend(alreadyRead.Span);
        var major = await conversation.ReadPrefaceAsync(cancellationToken).ConfigureAwait(false);
        if (major != Preface.MajorVersion)
        {
            throw NoCommonVersion(options, [major]);
        }

        var hello = HandshakeMessage.Read<Hello>(await conversation.ReadFrameAsync("the client's hello", cancellationToken).ConfigureAwait(false), "The client's hello");
        var nonce = options.FixedNonce?.ToArray() ?? RandomNumberGenerator.GetBytes(HandshakeRules.NonceBytes);
        if (CryptographicOperations.FixedTimeEquals(nonce, hello.Nonce))
        {
            throw new HandshakeException(HandshakeFailure.ReflectedNonce, "The client sent the editor's own nonce. The connection was refused; nothing else needs to be done.");
        }

        var capabilities = hello.Capabilities.Where(options.Capabilities.Contains).ToArray();
        var challenge = new Challenge(ChooseVersion(options, hello), options.Limits, options.InstanceId, options.Port, nonce, capabilities);
        conversation.WritePreface();
        conversation.WriteFrame(challenge);
        await conversation.SendAsync(cancellationToken).ConfigureAwait(false);

        var askedAt = conversation.Transcript.Length;
        var body = await conversation.ReadLastFrameAsync("the client's proof", Proof.ShortestFrame, cancellationToken).ConfigureAwait(false);
        var proof = HandshakeMessage.Read<Proof>(body, "The client's proof");
        if (!HandshakeProof.Verify(options.Secret, HandshakeProof.ClientLabel, conversation.Transcript[..askedAt], proof.Mac))
        {
            throw new HandshakeException(HandshakeFailure.WrongSecret, "A client does not know the secret of this editor. It has the endpoint file of an earlier start, or is not of this user; it was refused.");
        }

        var granted = hello.Wanted & options.AllowedScopes & ScopeNames.All;
        conversation.WriteFrame(new Accept(new byte[HandshakeRules.ProofBytes], Accept.WrittenMacOffset, granted));
        Span<byte> mac = stackalloc byte[HandshakeRules.ProofBytes];
        HandshakeProof.Compute(options.Secret, HandshakeProof.ServerLabel, conversation.Transcript, mac);
        mac.CopyTo(conversation.LastBody[Accept.WrittenMacOffset..]);
        await conversation.SendAsync(cancellationToken).ConfigureAwait(false);
        return new ServerHandshakeResult { ClientId = hello.ClientId, GrantedScopes = granted, Version = challenge.Version, Capabilities = capabilities };
    }

    private static int ChooseVersion(ServerHandshakeOptions options, Hello hello)
    {
        var chosen = 0;
        foreach (var version in hello.Versions)
        {
            if (version > chosen && options.Versions.Contains(version))
            {
                chosen = version;
            }
        }

        return chosen > 0 ? chosen : throw NoCommonVersion(options, hello.Versions);
    }

    private static HandshakeException NoCommonVersion(ServerHandshakeOptions options, IReadOnlyList<int> client)
        => new(HandshakeFailure.VersionMismatch, HandshakeFailures.VersionText(options.Versions, client)) { PeerVersions = client };

    private static async ValueTask RefuseAsync(ITransport transport, HandshakeConversation conversation, ServerHandshakeOptions options, HandshakeException failure)
    {
        var refusal = HandshakeFailures.ToRefusal(failure, options.Versions);
        if (refusal is not null)
        {
            using var limit = new CancellationTokenSource(options.RefusalTimeLimit, options.Time);
            var answer = new HandshakeConversation(transport);
            if (!conversation.PrefaceWritten)
            {
                answer.WritePreface();
            }

            answer.WriteFrame(refusal);
            try
            {
                await answer.SendAsync(limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HandshakeException or OperationCanceledException)
            {
                // The client is gone or does not read: the failure that led here is the one to report.
                transport.Abort();
            }
        }

        await transport.DisposeAsync().ConfigureAwait(false);
    }
}
