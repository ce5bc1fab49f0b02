using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Companion.Unreal;

/// <summary>A session over the client library.</summary>
internal sealed class EditorSession(EditorClient client, LinkWatch links, TimeSpan timeout, TimeProvider time) : IEditorSession
{
    private VerdictListener? _listener;

    /// <inheritdoc/>
    public EditorInfo Editor => client.Editor;

    /// <inheritdoc/>
    public async Task<TimeSpan> PingAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        await client.PingAsync(Options(), cancellation).ConfigureAwait(false);
        return time.GetElapsedTime(start);
    }

    /// <inheritdoc/>
    public Task<EditorState> GetStateAsync(CancellationToken cancellation) => client.GetStateAsync(Options(), cancellation).AsTask();

    /// <inheritdoc/>
    public Task<FindAssetsResult> FindAssetsAsync(FindAssetsParams query, CancellationToken cancellation) =>
        client.FindAssetsAsync(query, Options(), cancellation).AsTask();

    /// <inheritdoc/>
    public async Task<bool> UploadAsync(string path, string contentHash, Action<long> progress, CancellationToken cancellation)
    {
        var result = await client.UploadFileAsync(path, contentHash, new Told(progress), cancellation).ConfigureAwait(false);
        return result.AlreadyPresent;
    }

    /// <inheritdoc/>
    public Task<ImportAssetsResult> ImportAsync(ImportAssetsParams import, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        client.ImportAssetsAsync(import, Options() with { IdempotencyKey = idempotencyKey, Progress = progress }, cancellation).AsTask();

    /// <inheritdoc/>
    public Task<RunValidationResult> ValidateAsync(RunValidationParams run, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        client.ValidateAsync(run, Options() with { IdempotencyKey = idempotencyKey, Progress = progress }, cancellation).AsTask();

    /// <inheritdoc/>
    public Task<FixAssetsResult> FixAsync(FixAssetsParams fix, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        client.FixAssetsAsync(fix, Options() with { IdempotencyKey = idempotencyKey, Progress = progress }, cancellation).AsTask();

    /// <inheritdoc/>
    public Task<FixAssetsResult> UndoFixAsync(Guid undoId, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation) =>
        client.UndoFixAsync(undoId, Options() with { IdempotencyKey = idempotencyKey, Progress = progress }, cancellation).AsTask();

    /// <inheritdoc/>
    public Task<ListRulesResult> ListRulesAsync(string? path, CancellationToken cancellation) =>
        (path is null ? client.ListRulesAsync(Options(), cancellation) : client.ListRulesAsync(path, Options(), cancellation)).AsTask();

    /// <inheritdoc/>
    public Task<SuppressResult> SuppressAsync(SuppressParams suppress, CancellationToken cancellation) => client.SuppressAsync(suppress, Options(), cancellation).AsTask();

    /// <inheritdoc/>
    public Task ShowAsync(IReadOnlyList<string> paths, CancellationToken cancellation) => client.ShowAssetsAsync(paths, Options(), cancellation).AsTask();

    /// <inheritdoc/>
    public Task<OperationStatus> GetOperationAsync(string idempotencyKey, CancellationToken cancellation) => client.GetOperationAsync(idempotencyKey, Options(), cancellation).AsTask();

    /// <inheritdoc/>
    public async Task CancelOperationAsync(Guid? operationId, string idempotencyKey, CancellationToken cancellation)
    {
        var id = operationId ?? (await client.GetOperationAsync(idempotencyKey, Options(), cancellation).ConfigureAwait(false)).OperationId;
        await client.CancelOperationAsync(id, Options(), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(Action<VerdictEvent> received, CancellationToken cancellation)
    {
        _listener = client.OnVerdict((pushed, _) =>
        {
            received(pushed);
            return ValueTask.CompletedTask;
        });
        await client.SubscribeAsync(durable: false, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task KeepVerdictsAsync(Func<VerdictEvent, CancellationToken, ValueTask<bool>> keep, CancellationToken cancellation)
    {
        _listener = client.OnKeptVerdict(keep);
        await client.SubscribeAsync(durable: true, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task WatchEditorAsync(Action<EditorEvent> happened, CancellationToken cancellation)
    {
        client.EditorChanged += happened;
        await client.SubscribeEditorAsync(Enum.GetValues<EditorEventKind>(), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void OnLinkChanged(Action<LinkChange> changed) => links.Add(changed);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_listener is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        await client.DisposeAsync().ConfigureAwait(false);
    }

    private CallOptions Options() => new() { Timeout = timeout };

    /// <summary>At once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Told(Action<long> progress) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value)
        {
            if (value.Stage is UploadStage.Sending or UploadStage.Done)
            {
                progress(value.Bytes);
            }
        }
    }
}
