using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary>One entry of a handler table.</summary>
internal abstract class MethodHandler(string method)
{
    public string Method { get; } = method;

    /// <summary>Handles a request whose reader stands at its params.</summary>
    public abstract void OnRequest(RpcConnection connection, uint id, bool hasOptions, ref MessagePackReader reader);

    /// <summary>Handles a notification whose reader stands at its params.</summary>
    public abstract void OnNotification(RpcConnection connection, ref MessagePackReader reader);

    /// <summary>Reads the fifth element of a request.</summary>
    protected static void ReadOptions(bool hasOptions, ref MessagePackReader reader, out uint timeoutMs, out string? idempotencyKey)
    {
        timeoutMs = 0;
        idempotencyKey = null;
        if (!hasOptions)
        {
            return;
        }

        int count = reader.ReadArrayHeader();
        if (count > 0)
        {
            timeoutMs = reader.ReadUInt32();
        }

        if (count > 1 && !reader.TryReadNil())
        {
            idempotencyKey = BoundedReader.ReadString(ref reader, "the idempotency key", 512);
            if (idempotencyKey.Length is 0 or > 128)
            {
                throw new RpcException(ErrorCode.InvalidParams, $"The idempotency key has {idempotencyKey.Length} characters; 1 to 128 are allowed.", Outcome.NotStarted);
            }
        }

        for (int i = 2; i < count; i++)
        {
            BoundedReader.Skip(ref reader);
        }
    }
}

/// <summary>A method that answers.</summary>
internal abstract class RespondingHandler<TParams, TResult>(string method) : MethodHandler(method)
    where TParams : IMessage<TParams>
    where TResult : IMessage<TResult>
{
    public override void OnNotification(RpcConnection connection, ref MessagePackReader reader) =>
        connection.ReportIgnoredNotification(Method, new ProtocolViolationException($"'{Method}' is a request, not a notification; it was ignored."));

    /// <summary>Answers at once when the handler has, later when it takes time.</summary>
    protected static void Finish(RpcConnection connection, RequestContext context, ValueTask<TResult> running)
    {
        if (!running.IsCompletedSuccessfully)
        {
            connection.Track(context);
            _ = FinishLaterAsync(connection, context, running);
            return;
        }

        TResult result = running.Result;
        if (context.TryFinish())
        {
            connection.Respond(context.RequestId, context.Method, result);
            connection.Untrack(context);
        }
    }

    private static async Task FinishLaterAsync(RpcConnection connection, RequestContext context, ValueTask<TResult> running)
    {
        Exception failure;
        try
        {
            TResult result = await running.ConfigureAwait(false);
            if (context.TryFinish())
            {
                connection.Untrack(context);
                connection.Respond(context.RequestId, context.Method, result);
            }

            return;
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (context.TryFinish())
        {
            connection.Untrack(context);
            connection.RespondError(context.RequestId, connection.ToError(context, failure));
        }
    }
}

/// <summary>See <see cref="HandlerTable.AddRequest"/>.</summary>
internal sealed class RequestHandler<TParams, TResult>(string method, Func<TParams, RequestContext, ValueTask<TResult>> handler)
    : RespondingHandler<TParams, TResult>(method)
    where TParams : IMessage<TParams>
    where TResult : IMessage<TResult>
{
    public override void OnRequest(RpcConnection connection, uint id, bool hasOptions, ref MessagePackReader reader)
    {
        TParams parameters = TParams.Read(ref reader);
        ReadOptions(hasOptions, ref reader, out uint timeoutMs, out string? idempotencyKey);
        RpcConnection.RequireEnd(reader);
        RequestContext context = connection.RentContext();
        context.Begin(id, Method, timeoutMs, idempotencyKey);
        ValueTask<TResult> running;
        try
        {
            running = handler(parameters, context);
        }
        catch (Exception e)
        {
            connection.RespondError(id, connection.ToError(context, e));
            return;
        }

        Finish(connection, context, running);
    }
}

/// <summary>See <see cref="HandlerTable.AddUpload"/>.</summary>
internal sealed class UploadHandler<TParams, TResult>(string method, Func<TParams, UploadContext, ValueTask<TResult>> handler)
    : RespondingHandler<TParams, TResult>(method)
    where TParams : IMessage<TParams>
    where TResult : IMessage<TResult>
{
    public override void OnRequest(RpcConnection connection, uint id, bool hasOptions, ref MessagePackReader reader)
    {
        TParams parameters = TParams.Read(ref reader);
        ReadOptions(hasOptions, ref reader, out uint timeoutMs, out string? idempotencyKey);
        RpcConnection.RequireEnd(reader);
        var context = new UploadContext(connection);
        context.Begin(id, Method, timeoutMs, idempotencyKey);

        // Chunks may follow in the very same receive.
        connection.Track(context);
        ValueTask<TResult> running;
        try
        {
            running = handler(parameters, context);
        }
        catch (Exception e)
        {
            connection.Untrack(context);
            connection.RespondError(id, connection.ToError(context, e));
            return;
        }

        Finish(connection, context, running);
    }
}

/// <summary>See <see cref="HandlerTable.AddNotification"/>.</summary>
internal sealed class NotificationHandler<T>(string method, Action<T, RpcConnection> handler) : MethodHandler(method)
    where T : IMessage<T>
{
    public override void OnRequest(RpcConnection connection, uint id, bool hasOptions, ref MessagePackReader reader) =>
        connection.RespondError(id, new RpcError
        {
            Code = ErrorCode.MethodNotFound,
            Message = $"'{Method}' is a notification; send it without an id.",
            Outcome = Outcome.NotStarted,
        });

    public override void OnNotification(RpcConnection connection, ref MessagePackReader reader)
    {
        T value = T.Read(ref reader);
        RpcConnection.RequireEnd(reader);
        try
        {
            handler(value, connection);
        }
        catch (Exception e)
        {
            connection.ReportHandlerError(Method, e);
        }
    }
}
