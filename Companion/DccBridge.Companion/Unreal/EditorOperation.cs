using DccBridge.Protocol.Errors;
using DccBridge.Protocol.Rpc;

namespace DccBridge.Companion.Unreal;

/// <summary>A call that a person can stop: the editor is asked to stop the operation behind it before the call itself is let go.</summary>
internal static class EditorOperation
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    /// <param name="session">The editor.</param>
    /// <param name="idempotencyKey">Names the operation until its id is known.</param>
    /// <param name="progress">Told of progress; must not block.</param>
    /// <param name="call">Makes the call.</param>
    /// <param name="cancellation">The person.</param>
    public static async Task<T> RunAsync<T>(
        IEditorSession session, string idempotencyKey, Action<CallProgress> progress, Func<Action<CallProgress>, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var letGo = new CancellationTokenSource();
        Guid? operation = null;
        var running = call(
            p =>
            {
                operation = p.OperationId ?? operation;
                progress(p);
            },
            letGo.Token);
        try
        {
            return await running.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await CancelAsync(session, operation, idempotencyKey).ConfigureAwait(false);
            await letGo.CancelAsync().ConfigureAwait(false);
            await EndAsync(running).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CancelAsync(IEditorSession session, Guid? operation, string idempotencyKey)
    {
        using var limit = new CancellationTokenSource(CancelLimit);
        try
        {
            await session.CancelOperationAsync(operation, idempotencyKey, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or IOException)
        {
            // It has ended, was never begun, or the editor is gone: either way the person's wish is done as far as it can be.
        }
    }

    private static async Task EndAsync(Task running)
    {
        try
        {
            await running.WaitAsync(CancelLimit).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or IOException or TimeoutException)
        {
            // How a stopped call ends tells nothing that is not known.
        }
    }
}
