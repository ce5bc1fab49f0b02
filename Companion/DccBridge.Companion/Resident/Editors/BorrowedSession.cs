using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Companion.Resident.Editors;

/// <summary>The standing link as a session of one's own: what is pushed is shared with others, and disposing it gives it back.</summary>
internal sealed class BorrowedSession(IEditorSession session, Action<BorrowedSession> returned) : IEditorSession
{
    private readonly Lock _gate = new();
    private Action<VerdictEvent>? _received;
    private Action<LinkChange>? _changed;
    private LinkChange? _end;

    /// <inheritdoc/>
    public EditorInfo Editor => session.Editor;

    /// <summary>The link got a verdict.</summary>
    public void Receive(VerdictEvent pushed)
    {
        Action<VerdictEvent>? received;
        lock (_gate)
        {
            received = _received;
        }

        received?.Invoke(pushed);
    }

    /// <summary>Something became of the link.</summary>
    public void Tell(LinkChange change)
    {
        Action<LinkChange>? changed;
        lock (_gate)
        {
            changed = _changed;
            _end = change.State == LinkState.Ended ? change : _end;
        }

        changed?.Invoke(change);
    }

    /// <inheritdoc/>
    public Task<TimeSpan> PingAsync(CancellationToken cancellation) => session.PingAsync(cancellation);

    /// <inheritdoc/>
    public Task<EditorState> GetStateAsync(CancellationToken cancellation) => session.GetStateAsync(cancellation);

    /// <inheritdoc/>
    public Task<FindAssetsResult> FindAssetsAsync(FindAssetsParams query, CancellationToken cancellation) => session.FindAssetsAsync(query, cancellation);

    /// <inheritdoc/>
    public Task<bool> UploadAsync(string path, string contentHash, Action<long> progress, CancellationToken cancellation) => session.UploadAsync(path, contentHash, progress, cancellation);

    /// <inheritdoc/>
    public Task<ImportAssetsResult> ImportAsync(ImportAssetsParams import, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        session.ImportAsync(import, idempotencyKey, progress, cancellation);

    /// <inheritdoc/>
    public Task<RunValidationResult> ValidateAsync(RunValidationParams run, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        session.ValidateAsync(run, idempotencyKey, progress, cancellation);

    /// <inheritdoc/>
    public Task<FixAssetsResult> FixAsync(FixAssetsParams fix, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        session.FixAsync(fix, idempotencyKey, progress, cancellation);

    /// <inheritdoc/>
    public Task<FixAssetsResult> UndoFixAsync(Guid undoId, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        session.UndoFixAsync(undoId, idempotencyKey, progress, cancellation);

    /// <inheritdoc/>
    public Task<ListRulesResult> ListRulesAsync(string? path, CancellationToken cancellation) => session.ListRulesAsync(path, cancellation);

    /// <inheritdoc/>
    public Task<SuppressResult> SuppressAsync(SuppressParams suppress, CancellationToken cancellation) => session.SuppressAsync(suppress, cancellation);

    /// <inheritdoc/>
    public Task ShowAsync(IReadOnlyList<string> paths, CancellationToken cancellation) => session.ShowAsync(paths, cancellation);

    /// <inheritdoc/>
    public Task<OperationStatus> GetOperationAsync(string idempotencyKey, CancellationToken cancellation) => session.GetOperationAsync(idempotencyKey, cancellation);

    /// <inheritdoc/>
    public Task CancelOperationAsync(Guid? operationId, string idempotencyKey, CancellationToken cancellation) => session.CancelOperationAsync(operationId, idempotencyKey, cancellation);

    /// <summary>The link is subscribed already, so none is missed from here on.</summary>
    public Task SubscribeAsync(Action<VerdictEvent> received, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _received += received;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task KeepVerdictsAsync(Func<VerdictEvent, CancellationToken, ValueTask<bool>> keep, CancellationToken cancellation) =>
        throw new NotSupportedException("The link keeps verdicts itself.");

    /// <inheritdoc/>
    public Task WatchEditorAsync(Action<EditorEvent> happened, CancellationToken cancellation) => throw new NotSupportedException("The link watches the editor itself.");

    /// <inheritdoc/>
    public void OnLinkChanged(Action<LinkChange> changed)
    {
        LinkChange? end;
        lock (_gate)
        {
            _changed += changed;
            end = _end;
        }

        if (end is not null)
        {
            // It ended before anybody listened.
            changed(end);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        returned(this);
        return ValueTask.CompletedTask;
    }
}
