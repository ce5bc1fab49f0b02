using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;
using DccBridge.Server.GameThread;
using DccBridge.Server.Operations;

namespace DccBridge.Server.Handlers;

/// <summary>Runs jobs on the engine thread, for calls that somebody waits for and for operations.</summary>
internal sealed class EngineCalls(GameThreadDispatcher dispatcher, EngineBlock block)
{
    /// <summary>Runs a short job. A call that is over before the engine takes it has done nothing.</summary>
    /// <exception cref="RpcException">What the job throws; or the call is over, with what is known of the work.</exception>
    public async ValueTask<TResult> RunAsync<TResult>(RequestContext context, EngineJob<TResult> job)
    {
        var ticket = dispatcher.Enqueue(context.Method, WorkPriority.Interactive, () =>
        {
            job.RunOnEngine();
            return true;
        });
        try
        {
            await ticket.Task.WaitAsync(context.Cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.CancelReason != RequestCancelReason.None)
        {
            throw Over(context, ticket.TryWithdraw() ? Outcome.NotStarted : Outcome.Unknown);
        }

        return job.After();
    }

    /// <summary>Runs a job of an operation, as one item.</summary>
    public async Task<TResult> RunAsync<TResult>(Operation operation, EngineJob<TResult> job)
    {
        await RunItemAsync(operation, () =>
        {
            job.RunOnEngine();
            return true;
        }).ConfigureAwait(false);
        return job.After();
    }

    /// <summary>Runs one item of an operation.</summary>
    public Task<T> RunItemAsync<T>(Operation operation, Func<T> work) => dispatcher.CallAsync(
        operation.Current.Method,
        WorkPriority.Normal,
        () =>
        {
            operation.Begin();
            return work();
        },
        operation.Cancellation).AsTask();

    /// <summary>What the engine thread is doing.</summary>
    public static EditorActivity ActivityOf(in DispatcherState state, ModalDialog? modal) =>
        state.IsStopped ? EditorActivity.Stopping
        : modal is not null ? EditorActivity.Modal
        : state.IsStalled ? EditorActivity.Stalled
        : state.HasTicked ? EditorActivity.Ticking
        : EditorActivity.Starting;

    private RpcException Over(RequestContext context, Outcome outcome) => (context.CancelReason, outcome) switch
    {
        (RequestCancelReason.DeadlineExceeded, Outcome.NotStarted) => block.NotBegun(context.Method),
        (RequestCancelReason.DeadlineExceeded, _) => new RpcException(ErrorCode.DeadlineExceeded, $"'{context.Method}' began but did not end in time: {block.Activity()}", outcome),
        _ => new RpcException(ErrorCode.Cancelled, $"'{context.Method}' was cancelled.", outcome),
    };
}
