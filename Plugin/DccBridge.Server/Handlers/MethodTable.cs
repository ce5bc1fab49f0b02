using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Security;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Operations;
using DccBridge.Server.Sessions;

namespace DccBridge.Server.Handlers;

/// <summary>Puts methods into the handler table, each behind the checks of session and scope.</summary>
internal sealed class MethodTable(EngineCalls engine, OperationTable operations)
{
    private readonly Dictionary<string, Scopes> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BatchMethod> _batch = new(StringComparer.Ordinal);

    /// <summary>For connections.</summary>
    public HandlerTable Handlers { get; } = new();

    /// <summary>Scope of each method.</summary>
    public IReadOnlyDictionary<string, Scopes> ScopeOf => _scopes;

    /// <summary>The methods that can be part of a batch.</summary>
    public IReadOnlyDictionary<string, BatchMethod> BatchMethods => _batch;

    /// <summary>Refuses a session that lacks the scope.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.ScopeMissing"/>; names the scope.</exception>
    public static void RequireScope(string method, Scopes scope, ClientLink link)
    {
        if ((link.Scopes & scope) != scope)
        {
            throw new RpcException(
                ErrorCode.ScopeMissing,
                $"'{method}' needs the scope '{ScopeNames.Format(scope)}', and this session has '{ScopeNames.Format(link.Scopes)}'. Ask for it when connecting, and allow it in the editor's settings.",
                Outcome.NotStarted,
                details: new Dictionary<string, string> { ["scope"] = ScopeNames.Format(scope) });
        }
    }

    /// <summary>Refuses a session that may not call <paramref name="method"/>.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.ScopeMissing"/>; names the scope.</exception>
    public void RequireScopeOf(string method, ClientLink link) => RequireScope(method, _scopes.GetValueOrDefault(method), link);

    /// <summary>The one method that needs no session.</summary>
    public void AddOpen<TParams, TResult>(string method, Func<TParams, ClientLink, RpcConnection, TResult> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        _scopes.Add(method, Scopes.None);
        Handlers.AddRequest<TParams, TResult>(method, (parameters, context) => new(handler(parameters, LinkOf(context), context.Connection)));
    }

    /// <summary>A method that is answered at once.</summary>
    public void Add<TParams, TResult>(string method, Scopes scope, Func<TParams, ClientSession, TResult> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult> => AddWithLink<TParams, TResult>(method, scope, (parameters, link) => handler(parameters, link.Session!));

    /// <summary>A method that is answered at once and looks at the scopes by itself too.</summary>
    public void AddWithLink<TParams, TResult>(string method, Scopes scope, Func<TParams, ClientLink, TResult> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        _scopes.Add(method, scope);
        Handlers.AddRequest<TParams, TResult>(method, (parameters, context) => new(handler(parameters, Enter(context, method, scope))));
    }

    /// <summary>A method that takes time, but not the engine's.</summary>
    public void AddSlow<TParams, TResult>(string method, Scopes scope, Func<TParams, ValueTask<TResult>> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        _scopes.Add(method, scope);
        Handlers.AddRequest<TParams, TResult>(method, (parameters, context) =>
        {
            Enter(context, method, scope);
            return handler(parameters);
        });
    }

    /// <summary>A method with a chunk stream.</summary>
    public void AddUpload<TParams, TResult>(string method, Scopes scope, Func<TParams, UploadContext, ValueTask<TResult>> handler)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        _scopes.Add(method, scope);
        Handlers.AddUpload<TParams, TResult>(method, (parameters, context) =>
        {
            Enter(context, method, scope);
            return handler(parameters, context);
        });
    }

    /// <summary>A method that runs on the engine thread while the caller waits.</summary>
    public void AddEngine<TParams, TResult>(string method, Scopes scope, Func<TParams, EngineJob<TResult>> prepare)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        _scopes.Add(method, scope);
        AddBatchable<TParams, TResult>(method, scope, (parameters, _) => prepare(parameters));
        Handlers.AddRequest<TParams, TResult>(method, (parameters, context) =>
        {
            Enter(context, method, scope);
            return engine.RunAsync(context, prepare(parameters));
        });
    }

    /// <summary>A method that is one item on the engine thread, and an operation because it changes something.</summary>
    public void AddOperation<TParams, TResult>(string method, Scopes scope, Func<TParams, EngineJob<TResult>> prepare)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        AddBatchable<TParams, TResult>(method, scope, (parameters, _) => prepare(parameters));
        AddOperation<TParams, TResult>(method, scope, canRepeat: false, parameters => prepare(parameters), (operation, parameters) => engine.RunAsync(operation, prepare(parameters)));
    }

    /// <summary>A method that is an operation of several items.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="scope">What the session needs.</param>
    /// <param name="canRepeat">Whether it may simply run again after an interruption.</param>
    /// <param name="verify">Refuses params before an operation is made of them.</param>
    /// <param name="work">Does it.</param>
    public void AddOperation<TParams, TResult>(string method, Scopes scope, bool canRepeat, Action<TParams> verify, Func<Operation, TParams, Task<TResult>> work)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult> => AddOperationWithLink(method, scope, canRepeat, (parameters, _) => verify(parameters), work);

    /// <summary>As the other one, for params that say which scopes they need.</summary>
    public void AddOperationWithLink<TParams, TResult>(string method, Scopes scope, bool canRepeat, Action<TParams, ClientLink> verify, Func<Operation, TParams, Task<TResult>> work)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult>
    {
        _scopes.Add(method, scope);
        Handlers.AddRequest<TParams, TResult>(method, (parameters, context) =>
        {
            verify(parameters, Enter(context, method, scope));
            return operations.RunAsync(context, parameters, canRepeat, operation => work(operation, parameters));
        });
    }

    /// <summary>Lets a method be part of a batch.</summary>
    public void AddBatchable<TParams, TResult>(string method, Scopes scope, Func<TParams, Guid, EngineJob<TResult>> prepare)
        where TParams : IMessage<TParams>
        where TResult : IMessage<TResult> => _batch.Add(method, new BatchMethod<TParams, TResult>(scope, prepare));

    private static ClientLink LinkOf(RequestContext context) => (ClientLink)context.Connection.Owner!;

    private static ClientLink Enter(RequestContext context, string method, Scopes scope)
    {
        var link = LinkOf(context);
        if (link.Session is null)
        {
            throw new RpcException(ErrorCode.SessionNotOpen, $"'{method}' has to come after '{MethodNames.Session.Open}'.", Outcome.NotStarted);
        }

        RequireScope(method, scope, link);
        return link;
    }
}
