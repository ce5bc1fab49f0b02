using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Protocol.Rpc;

public sealed partial class RpcConnection
{
    /// <summary>The longest limit that the wire can name: 32 bits of milliseconds, 49 days.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue);

    internal bool InlineContinuations => _options.InlineContinuations;

    /// <summary>Calls a method of the peer. The returned task must be awaited, once.</summary>
    /// <exception cref="RpcException">The peer answered with an error, the time limit passed, or too many calls wait.</exception>
    /// <exception cref="ConnectionLostException">The connection ended before the answer came.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired; the peer was told.</exception>
    /// <exception cref="Framing.FrameTooLargeException">The params are above the frame cap.</exception>
    public ValueTask<TResult> CallAsync<TParams, TResult>(string method, TParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        PendingCall<TResult> call = _pending.Begin<TResult>(options.Progress, cancellationToken);
        ValueTask<TResult> task = call.Task;
        Send(call, method, parameters, options);
        return task;
    }

    /// <summary>Calls a method that takes a chunk stream; <paramref name="body"/> writes the stream.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="body">Writes the stream. Its token fires with <paramref name="cancellationToken"/>, and when the call has ended: by its answer, its time limit, or the end of the connection.</param>
    /// <param name="options">Time limit and progress.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RpcException">The peer answered with an error, the time limit passed, or too many calls wait.</exception>
    /// <exception cref="ConnectionLostException">The connection ended before the answer came.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired; the peer was told.</exception>
    public async ValueTask<TResult> UploadAsync<TParams, TResult>(
        string method,
        TParams parameters,
        Func<ChunkWriter, CancellationToken, ValueTask> body,
        CallOptions options = default,
        CancellationToken cancellationToken = default)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        PendingCall<TResult> call = _pending.Begin<TResult>(options.Progress, cancellationToken);
        ValueTask<TResult> task = call.Task;
        uint id = call.Id;
        var writer = new ChunkWriter(this, id);
        call.Upload = writer;
        using var producing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, writer.Ended);
        try
        {
            Send(call, method, parameters, options);
            Exception? bodyFailure = null;
            try
            {
                if (!task.IsCompleted)
                {
                    await body(writer, producing.Token).ConfigureAwait(false);
                    EndStream(id);
                }
            }
            catch (Exception e) when (writer.IsOwnFailure(e) || (e is OperationCanceledException && writer.Ended.IsCancellationRequested))
            {
                // The peer's answer, or the end of the connection, is what stopped the body: the task below throws or returns it.
            }
            catch (Exception e)
            {
                // The body itself failed (a source file that cannot be read): the peer must not wait for the rest.
                bodyFailure = e;
                AbandonCall(id, e);
            }

            try
            {
                return await task.ConfigureAwait(false);
            }
            catch (Exception e) when (bodyFailure is not null && e != bodyFailure)
            {
                // The call ended by itself at the same moment; what the body ran into is what the caller can act upon.
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(bodyFailure);
                throw;
            }
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>Sends a notification; waits while the outbox is full.</summary>
    /// <exception cref="IOException">The connection is closed.</exception>
    /// <exception cref="Framing.FrameTooLargeException">The message is above the frame cap.</exception>
    public ValueTask NotifyAsync<T>(string method, T value)
        where T : IMessage<T>
    {
        if (_outbox.IsFull)
        {
            return NotifyLaterAsync(method, value);
        }

        _outbox.Append(new NotificationEnvelope<T>(method, value));
        return default;
    }

    /// <summary>Sends a notification that was encoded once for many connections.</summary>
    /// <returns>False when the outbox is full or the connection is closed: nothing was sent.</returns>
    public bool TryNotify(EncodedNotification notification) => _outbox.TryAppendEncoded(notification.Frame);

    /// <summary>Completes when <see cref="TryNotify"/> has room again, or the connection ended.</summary>
    public Task WaitForRoomAsync() => _outbox.WaitForRoomAsync();

    /// <summary>Sends a chunk.</summary>
    /// <exception cref="ConnectionLostException">The connection is ending; nothing was sent.</exception>
    internal void SendChunk(OutgoingChunk chunk)
    {
        try
        {
            _outbox.Append(chunk);
        }
        catch (IOException e)
        {
            throw new ConnectionLostException(DescribeEnd(e), Outcome.Unknown);
        }
    }

    private Disconnect DescribeEnd(IOException e) => _disconnect ?? new(DisconnectReason.TransportFailed, e.Message, e);

    private void EndStream(uint id)
    {
        try
        {
            _outbox.Append(new ControlEnvelope(MessageKind.Chunk, id));
        }
        catch (IOException)
        {
            // The connection is ending, which fails the call with the reason.
        }
    }

    private async ValueTask NotifyLaterAsync<T>(string method, T value)
        where T : IMessage<T>
    {
        while (_outbox.IsFull)
        {
            await _outbox.WaitForRoomAsync().ConfigureAwait(false);
        }

        _outbox.Append(new NotificationEnvelope<T>(method, value));
    }

    private void Send<TParams, TResult>(PendingCall<TResult> call, string method, TParams parameters, in CallOptions options)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        uint id = call.Id;
        TimeSpan timeout = options.Timeout ?? _options.CallTimeout;
        if (timeout > LongestTimeout)
        {
            timeout = LongestTimeout;
        }

        try
        {
            // Before the frame leaves: the answer may arrive while this thread still returns from sending.
            TimeSpan wait = timeout + _options.CallTimeoutGrace;
            call.DueAt = _deadlines.Time.GetTimestamp() + (long)(timeout.TotalSeconds * _deadlines.Time.TimestampFrequency);
            _deadlines.Schedule(call, wait);
            if (call.CancellationToken.CanBeCanceled)
            {
                call.CancellationRegistration = call.CancellationToken.UnsafeRegister(
                    static (state, token) =>
                    {
                        var (connection, callId) = ((RpcConnection, uint))state!;
                        connection.AbandonCall(callId, new OperationCanceledException(token));
                    },
                    (this, id));
            }

            if (!call.IsWaiting)
            {
                // Cancelled before it began: a request after its own cancel would run for nobody.
                return;
            }

            _outbox.Append(new RequestEnvelope<TParams>(id, method, parameters, (uint)Math.Clamp(timeout.TotalMilliseconds, 1, uint.MaxValue), options.IdempotencyKey));
            if (call.CancellationToken.IsCancellationRequested)
            {
                // The cancel may have overtaken the request; a second one does no harm.
                _outbox.Append(new ControlEnvelope(MessageKind.Cancel, id));
            }
        }
        catch (IOException e)
        {
            FailCall(id, new ConnectionLostException(DescribeEnd(e), Outcome.NotStarted));
        }
        catch (Exception e)
        {
            FailCall(id, e);
        }
    }

    private void OnCallDeadline(PendingCall call)
    {
        uint id = call.Id;
        if (id == 0 || _deadlines.Time.GetTimestamp() < call.DueAt)
        {
            return;
        }

        AbandonCall(id, new RpcException(
            ErrorCode.DeadlineExceeded,
            "The editor did not answer in time. Whether the work was done is unknown: ask for its operation, or look at the editor's state.",
            Outcome.Unknown));
    }

    /// <summary>Ends a call from this side and tells the peer.</summary>
    private void AbandonCall(uint id, Exception reason)
    {
        if (!FailCall(id, reason))
        {
            return;
        }

        try
        {
            _outbox.Append(new ControlEnvelope(MessageKind.Cancel, id));
        }
        catch (IOException)
        {
            // The connection ended meanwhile, and with it the request.
        }
    }

    private bool FailCall(uint id, Exception reason)
    {
        if (_pending.Take(id) is not { } call)
        {
            return false;
        }

        _deadlines.Cancel(call);
        call.Fail(reason);
        return true;
    }
}
