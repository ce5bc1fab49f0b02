using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    private IReadOnlyList<EditorEventKind> _editorKinds = [];

    /// <summary>Told what happens in the editor, of the kinds given to <see cref="SubscribeEditorAsync"/>. Must not block. Events are not repeated: ask for the state when it matters.</summary>
    public event Action<EditorEvent>? EditorChanged;

    /// <summary>Asks the editor to tell what happens in it, through <see cref="EditorChanged"/>. A later call replaces an earlier one. Holds over reconnects.</summary>
    /// <param name="kinds">What to tell, at most 64 entries; empty ends it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Protocol.Errors.RpcException">The call failed; see its code and outcome.</exception>
    public async ValueTask SubscribeEditorAsync(IReadOnlyList<EditorEventKind> kinds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var parameters = new SubscribeEditorParams { Kinds = [.. kinds] };

        // Before the call: a connection that is made anew between its answer and a later write would restore the older ones.
        var before = Interlocked.Exchange(ref _editorKinds, parameters.Kinds);
        try
        {
            await CallAsync<SubscribeEditorParams, EmptyMessage>(MethodNames.Editor.Subscribe, parameters, default, Interruption.Repeat, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Interlocked.CompareExchange(ref _editorKinds, before, parameters.Kinds);
            throw;
        }
    }

    /// <summary>A session that was resumed still has its subscriptions; a new one gets them again.</summary>
    private async ValueTask RestoreAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        if (live.Session.Resumed)
        {
            return;
        }

        if (Volatile.Read(ref _editorKinds) is { Count: > 0 } kinds)
        {
            await live.Rpc.CallAsync<SubscribeEditorParams, EmptyMessage>(
                MethodNames.Editor.Subscribe,
                new SubscribeEditorParams { Kinds = kinds },
                new CallOptions { Timeout = _options.ConnectTimeout },
                cancellationToken).ConfigureAwait(false);
        }

        await RestoreVerdictsAsync(live, cancellationToken).ConfigureAwait(false);
    }

    private void RaiseEditorChanged(EditorEvent happened)
    {
        try
        {
            EditorChanged?.Invoke(happened);
        }
        catch (Exception e)
        {
            // It runs on the receive loop, which a listener's fault must not end.
            _options.OnProblem?.Invoke("a listener of the editor's events", e);
        }
    }
}
