using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Operations;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Companion.Unreal;

/// <summary>What the commands ask of an editor: the port between them and the client library.</summary>
internal interface IEditorSession : IAsyncDisposable
{
    /// <summary>The editor at the other end.</summary>
    EditorInfo Editor { get; }

    /// <summary>Round-trip time of a call that the editor answers without its engine thread.</summary>
    Task<TimeSpan> PingAsync(CancellationToken cancellation);

    /// <summary>What the editor is doing.</summary>
    Task<EditorState> GetStateAsync(CancellationToken cancellation);

    /// <summary>One page of assets.</summary>
    Task<FindAssetsResult> FindAssetsAsync(FindAssetsParams query, CancellationToken cancellation);

    /// <summary>Brings a file's content to the editor, from where an earlier attempt ended.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contentHash">SHA-256 of its content.</param>
    /// <param name="progress">Told how many bytes of the file the editor holds.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <returns>True when the editor had the content already.</returns>
    Task<bool> UploadAsync(string path, string contentHash, Action<long> progress, CancellationToken cancellation);

    /// <summary>Imports uploaded files.</summary>
    Task<ImportAssetsResult> ImportAsync(ImportAssetsParams import, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation);

    /// <summary>Validates assets; the verdicts are also pushed.</summary>
    Task<RunValidationResult> ValidateAsync(RunValidationParams run, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation);

    /// <summary>Previews or makes a fix.</summary>
    Task<FixAssetsResult> FixAsync(FixAssetsParams fix, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation);

    /// <summary>Takes a fix back.</summary>
    Task<FixAssetsResult> UndoFixAsync(Guid undoId, string idempotencyKey, Action<CallProgress> progress, CancellationToken cancellation);

    /// <summary>The rules in force.</summary>
    /// <param name="path">An asset or folder; null is the project as a whole.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<ListRulesResult> ListRulesAsync(string? path, CancellationToken cancellation);

    /// <summary>Accepts findings for a while, or no longer.</summary>
    Task<SuppressResult> SuppressAsync(SuppressParams suppress, CancellationToken cancellation);

    /// <summary>Shows assets in the editor's content browser.</summary>
    Task ShowAsync(IReadOnlyList<string> paths, CancellationToken cancellation);

    /// <summary>What became of an operation, by the key of the call that began it.</summary>
    Task<OperationStatus> GetOperationAsync(string idempotencyKey, CancellationToken cancellation);

    /// <summary>Asks an operation to stop, by its id or by the key of the call that began it while the id is not known.</summary>
    Task CancelOperationAsync(Guid? operationId, string idempotencyKey, CancellationToken cancellation);

    /// <summary>Has verdicts pushed from now on. When it returns, none is missed any more.</summary>
    /// <param name="received">Called for each pushed verdict, in order; must not block.</param>
    /// <param name="cancellation">Stops the call, not the subscription.</param>
    Task SubscribeAsync(Action<VerdictEvent> received, CancellationToken cancellation);

    /// <summary>As <see cref="SubscribeAsync"/>, for a client with an id of its own: the editor keeps verdicts for it while it is away. Either of the two, once.</summary>
    /// <param name="keep">Called for each verdict, one after the other. False: it could not be kept and is to come again at the next start.</param>
    /// <param name="cancellation">Stops the call, not the subscription.</param>
    Task KeepVerdictsAsync(Func<VerdictEvent, CancellationToken, ValueTask<bool>> keep, CancellationToken cancellation);

    /// <summary>Has what happens in the editor told from now on; what it does while the link is lost is not told.</summary>
    /// <param name="happened">Called for each event; must not block.</param>
    /// <param name="cancellation">Stops the call, not the subscription.</param>
    Task WatchEditorAsync(Action<EditorEvent> happened, CancellationToken cancellation);

    /// <summary>Has changes of the link reported: lost, back, events that are gone for good.</summary>
    /// <param name="changed">Called with each change; must not block.</param>
    void OnLinkChanged(Action<LinkChange> changed);
}

/// <summary>What became of the link to an editor.</summary>
internal enum LinkState
{
    /// <summary>It is lost; the client tries again.</summary>
    Lost,

    /// <summary>It is back.</summary>
    Restored,

    /// <summary>It is given up.</summary>
    Ended,

    /// <summary>Verdicts were lost for good.</summary>
    Gap,
}

/// <summary>One change of the link.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Message">For a person.</param>
/// <param name="VerdictsMayBeLost">Verdicts that were pushed before it may never come.</param>
internal sealed record LinkChange(LinkState State, string Message, bool VerdictsMayBeLost = false);
