using DccBridge.Protocol.Serialization;

namespace DccBridge.Protocol.Rpc;

/// <summary>
/// What one side answers: one entry per method, typed when it is registered, found by the UTF-8 bytes of its name. Fill it, then give it to
/// connections; it is read by all of them at once and must not change any more.
/// </summary>
public sealed class HandlerTable
{
    private readonly Dictionary<byte[], MethodHandler> _handlers = new(Utf8NameComparer.Instance);
    private readonly Dictionary<byte[], MethodHandler>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    /// <summary>Makes an empty table.</summary>
    public HandlerTable() => _lookup = _handlers.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Adds a request handler. It runs on the receive loop: it must not block, and awaits what takes time.</summary>
    /// <exception cref="ArgumentException">The method has a handler already.</exception>
    public HandlerTable AddRequest<TParams, TResult>(string method, Func<TParams, RequestContext, ValueTask<TResult>> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult> => Add(new RequestHandler<TParams, TResult>(method, handler));

    /// <summary>Adds a handler of a request with a chunk stream.</summary>
    /// <exception cref="ArgumentException">The method has a handler already.</exception>
    public HandlerTable AddUpload<TParams, TResult>(string method, Func<TParams, UploadContext, ValueTask<TResult>> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult> => Add(new UploadHandler<TParams, TResult>(method, handler));

    /// <summary>Adds a notification handler. It runs on the receive loop and must not block.</summary>
    /// <exception cref="ArgumentException">The method has a handler already.</exception>
    public HandlerTable AddNotification<T>(string method, Action<T, RpcConnection> handler)
        where T : IMessage<T> => Add(new NotificationHandler<T>(method, handler));

    internal MethodHandler? Find(ReadOnlySpan<byte> method) => _lookup.TryGetValue(method, out MethodHandler? handler) ? handler : null;

    private HandlerTable Add(MethodHandler handler)
    {
        if (!_handlers.TryAdd(System.Text.Encoding.UTF8.GetBytes(handler.Method), handler))
        {
            throw new ArgumentException($"The method '{handler.Method}' has a handler already.", nameof(handler));
        }

        return this;
    }
}
