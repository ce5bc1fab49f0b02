using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

public sealed partial class RpcConnection
{
    private async Task ReceiveAsync()
    {
        using var receiver = new FrameReceiver(_options.MaxFrameLength);
        try
        {
            while (_disconnect is null)
            {
                if (_outbox.IsFull)
                {
                    // A peer that asks but does not read the answers is not read from either.
                    await _outbox.WaitForRoomAsync().ConfigureAwait(false);
                }

                int count = await _transport.ReceiveAsync(receiver.GetFreeMemory()).ConfigureAwait(false);
                if (count == 0)
                {
                    EndOfStream();
                    return;
                }

                receiver.Advance(count);
                Volatile.Write(ref _lastReceivedAt, _deadlines.Time.GetTimestamp());
                while (!HandleFrames(receiver))
                {
                    await _outbox.WaitForRoomAsync().ConfigureAwait(false);
                }
            }
        }
        catch (FrameTooLargeException e)
        {
            await RefuseAsync(DisconnectReason.FrameTooLarge, e).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ProtocolViolationException or MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            await RefuseAsync(DisconnectReason.ProtocolViolation, e).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException)
        {
            if (_closingText is { } text)
            {
                End(DisconnectReason.LocalClose, text);
            }
            else
            {
                End(DisconnectReason.TransportFailed, $"Receiving failed: {e.Message}", e);
            }
        }
        catch (Exception e)
        {
            End(DisconnectReason.InternalError, $"The receive loop failed: {e.Message}", e);
        }
    }

    private void EndOfStream()
    {
        if (_closingText is { } text)
        {
            End(DisconnectReason.LocalClose, text);
        }
        else
        {
            End(DisconnectReason.PeerVanished, "The other side went away without a word: its process ended or was killed.");
        }
    }

    /// <summary>Tells the peer what it did wrong, as far as it still listens, and ends the connection.</summary>
    private async Task RefuseAsync(DisconnectReason reason, Exception cause)
    {
        try
        {
            _outbox.Append(new CloseEnvelope(cause.Message));
            using var limit = new CancellationTokenSource(_options.RefusalLinger, _deadlines.Time);
            byte[] unread = new byte[4096];
            while (await _transport.ReceiveAsync(unread, limit.Token).ConfigureAwait(false) > 0)
            {
                // A socket that is closed with unread bytes resets the connection, and the text would be lost with it.
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer hung up, or had its time; the reason below is for this side's log.
        }

        End(reason, cause.Message, cause);
    }

    /// <returns>False when frames are left because the outbox is full of answers.</returns>
    private bool HandleFrames(FrameReceiver receiver)
    {
        _outbox.Cork();
        try
        {
            bool full = false;
            while (_disconnect is null && !(full = _outbox.IsFull) && receiver.TryReadFrame(out ReadOnlyMemory<byte> body))
            {
                HandleFrame(body);
            }

            GrantOwedCredit();
            return !full || _disconnect is not null;
        }
        finally
        {
            _outbox.Uncork();
        }
    }

    private void HandleFrame(ReadOnlyMemory<byte> body)
    {
        var reader = new MessagePackReader(body);
        int count = reader.ReadArrayHeader();
        int kind = count > 0 ? reader.ReadInt32() : -1;
        switch ((MessageKind)kind)
        {
            case MessageKind.Request when count is 4 or 5:
                OnRequest(ref reader, hasOptions: count == 5);
                break;
            case MessageKind.Response when count == 4:
                OnResponse(ref reader);
                break;
            case MessageKind.Notification when count == 3:
                OnNotification(ref reader);
                break;
            case MessageKind.Cancel when count == 2:
                uint cancelled = reader.ReadUInt32();
                RequireEnd(reader);
                FindRunning(cancelled)?.Cancel(RequestCancelReason.Cancelled);
                break;
            case MessageKind.Progress when count == 5:
                OnProgress(ref reader);
                break;
            case MessageKind.Chunk when count == 3:
                OnChunk(ref reader);
                break;
            case MessageKind.Credit when count == 3:
                OnCredit(ref reader);
                break;
            case MessageKind.Close when count == 2:
                string text = BoundedReader.ReadString(ref reader, "the text of a close", 4096);
                End(DisconnectReason.PeerClose, $"The other side closed the connection: {text}");
                break;
            case MessageKind.Ping when count == 1:
                RequireEnd(reader);
                _outbox.Append(new ControlEnvelope(MessageKind.Pong));
                break;
            case MessageKind.Pong when count == 1:
                RequireEnd(reader);
                break;
            default:
                throw new ProtocolViolationException($"A message of kind {kind} with {count} elements came; see the envelopes in PROTOCOL.md.");
        }
    }

    /// <exception cref="ProtocolViolationException">Bytes follow the envelope.</exception>
    internal static void RequireEnd(in MessagePackReader reader)
    {
        if (!reader.End)
        {
            throw new ProtocolViolationException("Bytes follow the envelope. A frame holds exactly one array and nothing after it.");
        }
    }

    private void OnRequest(ref MessagePackReader reader, bool hasOptions)
    {
        uint id = reader.ReadUInt32();
        MethodHandler? handler = ReadMethod(ref reader, out string? unknown);
        if (FindRunning(id) is not null)
        {
            RespondError(id, NotStarted(ErrorCode.DuplicateRequest, $"The request id {id} is in use by a running request. Use each id once."));
        }
        else if (handler is null)
        {
            RespondError(id, NotStarted(ErrorCode.MethodNotFound, $"There is no method '{unknown}'. Is the other side of an older version?"));
        }
        else if (RunningCount >= _options.MaxRunningRequests)
        {
            RespondError(id, NotStarted(ErrorCode.Busy, $"{RunningCount} requests of this connection run already. Wait for some of them."));
        }
        else
        {
            try
            {
                handler.OnRequest(this, id, hasOptions, ref reader);
            }
            catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
            {
                // The frame was whole, so the stream is still in step: only this request is refused.
                RespondError(id, NotStarted(ErrorCode.InvalidParams, $"The params of '{handler.Method}' do not decode: {e.Message}"));
            }
            catch (RpcException e)
            {
                RespondError(id, e.ToError());
            }
        }
    }

    private void OnNotification(ref MessagePackReader reader)
    {
        MethodHandler? handler = ReadMethod(ref reader, out string? unknown);
        if (handler is null)
        {
            ReportIgnoredNotification(unknown!, new RpcException(ErrorCode.MethodNotFound, $"There is no notification '{unknown}'; it was ignored."));
            return;
        }

        try
        {
            handler.OnNotification(this, ref reader);
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            ReportIgnoredNotification(handler.Method, e);
        }
    }

    private MethodHandler? ReadMethod(ref MessagePackReader reader, out string? unknown)
    {
        unknown = null;
        if (reader.TryReadStringSpan(out ReadOnlySpan<byte> name) && _handlers.Find(name) is { } handler)
        {
            return handler;
        }

        unknown = name.Length is 0 or > 128 ? "(a name that is empty or longer than 128 bytes)" : System.Text.Encoding.UTF8.GetString(name);
        return null;
    }

    private void OnResponse(ref MessagePackReader reader)
    {
        uint id = reader.ReadUInt32();
        if (_pending.Take(id) is not { } call)
        {
            // An answer to a call that timed out or was cancelled here.
            return;
        }

        _deadlines.Cancel(call);
        try
        {
            if (reader.TryReadNil())
            {
                call.CompleteWithResult(ref reader);
            }
            else
            {
                call.Fail(new RpcException(RpcError.Read(ref reader)));
                BoundedReader.Skip(ref reader);
            }
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            call.Fail(new RpcException(ErrorCode.ProtocolViolation, $"The answer does not decode: {e.Message}", Outcome.Completed, inner: e));
            return;
        }

        RequireEnd(reader);
    }

    private void OnProgress(ref MessagePackReader reader)
    {
        Action<CallProgress>? progress = _pending.FindProgress(reader.ReadUInt32());
        double fraction = reader.ReadDouble();
        string? message = reader.TryReadNil() ? null : BoundedReader.ReadString(ref reader, "the text of a progress", 4096);
        Guid? operation = reader.TryReadNil() ? null : BinaryGuid.Read(ref reader);
        RequireEnd(reader);
        if (progress is not null)
        {
            try
            {
                progress(new CallProgress(double.IsFinite(fraction) ? Math.Clamp(fraction, 0, 1) : 0, message, operation));
            }
            catch (Exception e)
            {
                ReportHandlerError("progress", e);
            }
        }
    }

    private void OnChunk(ref MessagePackReader reader)
    {
        uint id = reader.ReadUInt32();
        var upload = FindRunning(id) as UploadContext;
        if (reader.TryReadNil())
        {
            RequireEnd(reader);
            upload?.OnEnd();
            return;
        }

        // Chunks of a request that was answered before its stream ended are dropped.
        if (upload is null || reader.ReadBytes() is not { } bytes)
        {
            return;
        }

        RequireEnd(reader);
        try
        {
            upload.OnChunk(bytes.FirstSpan);
            OweCredit(upload);
        }
        catch (Exception e) when (e is not ProtocolViolationException)
        {
            // The sink failed: that ends its upload, not the connection.
            if (upload.TryFinish())
            {
                Untrack(upload);
                upload.Cancel(RequestCancelReason.Cancelled);
                RespondError(id, ToError(upload, e));
            }
        }
    }

    private void OnCredit(ref MessagePackReader reader)
    {
        uint id = reader.ReadUInt32();
        int chunks = reader.ReadInt32();
        if (chunks is < 1 or > ChunkLimits.MaxCredit)
        {
            throw new ProtocolViolationException($"A credit of {chunks} chunks came; 1 to {ChunkLimits.MaxCredit} are allowed.");
        }

        RequireEnd(reader);
        _pending.FindUpload(id)?.AddCredit(chunks);
    }

    private static RpcError NotStarted(ErrorCode code, string message) => new() { Code = code, Message = message, Outcome = Outcome.NotStarted };
}
