using DccBridge.Server.GameThread;

namespace DccBridge.Tests.Server.Fakes;

/// <summary>Calls as tasks, which a test may look at more than once.</summary>
internal static class DispatcherCalls
{
    public static Task<T> RunAsync<T>(this GameThreadDispatcher dispatcher, string name, WorkPriority priority, Func<T> work, CancellationToken cancellation = default) =>
        dispatcher.CallAsync(name, priority, work, cancellation).AsTask();
}
