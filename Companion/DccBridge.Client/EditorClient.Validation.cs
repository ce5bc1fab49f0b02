using DccBridge.Client.Connecting;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Session;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Rpc;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Client;

public sealed partial class EditorClient
{
    private readonly Lock _subscriptionGate = new();
    private bool? _durable;

    /// <summary>Told when verdicts are lost for good: too old or too many for the editor, or missed while it restarted. Must not block. Attach before <see cref="SubscribeAsync"/>.</summary>
    public event Action<EventGap>? VerdictsLost;

    /// <summary>Validates assets now; the verdicts are in the result and are also pushed to every subscriber.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The settings are wrong (<see cref="ErrorCode.InvalidSettings"/>), an asset does not exist, or the call failed.</exception>
    public ValueTask<RunValidationResult> ValidateAsync(RunValidationParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        => OperateAsync<RunValidationParams, RunValidationResult>(MethodNames.Validation.Run, parameters, options, cancellationToken);

    /// <summary>Says what a fix would change, or makes it, as one step. Done once, also when the connection is lost meanwhile.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The plan is another one by now (<see cref="ErrorCode.PlanChanged"/>), an asset does not exist, or the call failed; then nothing was changed, unless its outcome says otherwise.</exception>
    public ValueTask<FixAssetsResult> FixAssetsAsync(FixAssetsParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        => OperateAsync<FixAssetsParams, FixAssetsResult>(MethodNames.Validation.Fix, parameters, options, cancellationToken);

    /// <summary>Takes a fix back whole.</summary>
    /// <param name="undoId">The step, of <see cref="FixAssetsResult.UndoId"/>.</param>
    /// <param name="options">Options of the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The changes that were made.</returns>
    /// <exception cref="Protocol.Errors.RpcException">It is not known any more or something changed since (<see cref="ErrorCode.CannotUndo"/>), or the call failed.</exception>
    public ValueTask<FixAssetsResult> UndoFixAsync(Guid undoId, CallOptions options = default, CancellationToken cancellationToken = default)
        => OperateAsync<UndoFixParams, FixAssetsResult>(MethodNames.Validation.UndoFix, new UndoFixParams { UndoId = undoId }, options, cancellationToken);

    /// <summary>The rules in force.</summary>
    /// <exception cref="Protocol.Errors.RpcException">The settings are wrong (<see cref="ErrorCode.InvalidSettings"/>), or the call failed.</exception>
    public ValueTask<ListRulesResult> ListRulesAsync(CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<EmptyMessage, ListRulesResult>(MethodNames.Validation.Rules, default, options, cancellationToken);

    /// <summary>The rules in force for one asset or folder.</summary>
    /// <param name="path">Package path of an asset or a folder ("/Game/UI").</param>
    /// <param name="options">Limits of the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Protocol.Errors.RpcException">The path is not allowed, the settings are wrong (<see cref="ErrorCode.InvalidSettings"/>), or the call failed.</exception>
    public ValueTask<ListRulesResult> ListRulesAsync(string path, CallOptions options = default, CancellationToken cancellationToken = default)
        => ReadAsync<ListRulesParams, ListRulesResult>(MethodNames.Validation.Rules, new ListRulesParams { Path = path }, options, cancellationToken);

    /// <summary>Accepts findings of a rule for a while, or no longer, in the project's settings file. Doing it twice is the same, so it is repeated after a reconnect.</summary>
    /// <exception cref="Protocol.Errors.RpcException">
    /// A field is not allowed (<see cref="ErrorCode.InvalidParams"/>, the detail "field" names it), or the settings file is wrong or cannot be changed
    /// (<see cref="ErrorCode.InvalidSettings"/>, <see cref="ErrorCode.DiskFull"/>); nothing was changed then.
    /// </exception>
    public ValueTask<SuppressResult> SuppressAsync(SuppressParams parameters, CallOptions options = default, CancellationToken cancellationToken = default)
        => CallAsync<SuppressParams, SuppressResult>(MethodNames.Validation.Suppress, parameters, options, Interruption.Repeat, cancellationToken);

    /// <summary>Asks the editor to push verdicts, to be taken from <see cref="Verdicts"/> or <see cref="OnVerdict"/>. Holds over reconnects.</summary>
    /// <param name="durable">True: the editor keeps verdicts for this client while it is away. Needs a stable <see cref="EditorClientOptions.ClientId"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidOperationException">A durable subscription was asked for without a stable client id.</exception>
    /// <exception cref="Protocol.Errors.RpcException">The call failed; see its code and outcome.</exception>
    public async ValueTask<SubscribeValidationResult> SubscribeAsync(bool durable = false, CancellationToken cancellationToken = default)
    {
        if (durable && _options.ClientId is null)
        {
            throw new InvalidOperationException($"A durable subscription needs a client id that stays the same: set {nameof(EditorClientOptions)}.{nameof(EditorClientOptions.ClientId)} to {nameof(ClientIdentity)}.{nameof(ClientIdentity.LoadOrCreate)}().");
        }

        var result = await CallAsync<SubscribeValidationParams, SubscribeValidationResult>(
            MethodNames.Validation.Subscribe,
            new SubscribeValidationParams { Durable = durable },
            default,
            Interruption.Repeat,
            cancellationToken).ConfigureAwait(false);
        lock (_subscriptionGate)
        {
            _durable = durable || _durable == true;
        }

        _inbox.Expect(result.NextSequence);
        return result;
    }

    /// <summary>
    /// The pushed verdicts as they come, each once. A verdict counts as taken, and is acknowledged, when the loop asks for the next one or
    /// is left. Ends when the client is disposed. One loop or one listener at a time.
    /// </summary>
    /// <exception cref="InvalidOperationException">The verdicts are being read already.</exception>
    /// <exception cref="EditorConnectException">The connection was lost for good.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public IAsyncEnumerable<VerdictEvent> Verdicts(CancellationToken cancellationToken = default) => _inbox.ReadAllAsync(cancellationToken);

    /// <summary>
    /// Gives each pushed verdict to <paramref name="handler"/>, once, one at a time, on the thread pool. It counts as taken, and is
    /// acknowledged, when the handler has returned; an exception ends the listener and leaves the verdict to the next one.
    /// </summary>
    /// <exception cref="InvalidOperationException">The verdicts are being read already.</exception>
    public VerdictListener OnVerdict(Func<VerdictEvent, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return OnKeptVerdict(async (verdict, stop) =>
        {
            await handler(verdict, stop).ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>
    /// As <see cref="OnVerdict"/>, for a handler that keeps verdicts and may have no room: one that it could not keep, of which it returns false, is not acknowledged, and
    /// the editor has it for the next start of this client. Acknowledging a later one covers the earlier ones: return true only when all before are kept as well.
    /// </summary>
    /// <exception cref="InvalidOperationException">The verdicts are being read already.</exception>
    public VerdictListener OnKeptVerdict(Func<VerdictEvent, CancellationToken, ValueTask<bool>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _inbox.BeginReading();
        return new VerdictListener(stop => _inbox.HandleAllAsync(handler, stop));
    }

    /// <summary>Subscribes a new session to verdicts as the one before was.</summary>
    private async ValueTask RestoreVerdictsAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        bool durable;
        lock (_subscriptionGate)
        {
            if (_durable is not { } subscribed)
            {
                return;
            }

            durable = subscribed;
        }

        var expected = _inbox.NextSequence;
        var result = await live.Rpc.CallAsync<SubscribeValidationParams, SubscribeValidationResult>(
            MethodNames.Validation.Subscribe,
            new SubscribeValidationParams { Durable = durable },
            new CallOptions { Timeout = _options.ConnectTimeout },
            cancellationToken).ConfigureAwait(false);
        if (!durable && expected > 0 && result.NextSequence > expected)
        {
            RaiseGap(new EventGap
            {
                FirstMissing = expected,
                LastMissing = result.NextSequence - 1,
                Reason = "The editor was restarted, or this client was away for too long. Validate again to see how the assets are now.",
            });
        }

        _inbox.Expect(result.NextSequence);
    }

    private void RaiseGap(EventGap gap)
    {
        _inbox.Expect(gap.LastMissing + 1);
        try
        {
            VerdictsLost?.Invoke(gap);
        }
        catch (Exception e)
        {
            // It runs on the receive loop, which a listener's fault must not end.
            _options.OnProblem?.Invoke("a listener of lost verdicts", e);
        }
    }
}
