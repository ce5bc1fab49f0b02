using DccBridge.Protocol.Errors;

namespace DccBridge.Server.GameThread;

/// <summary>
/// Values of which only the newest matters, such as the transform of one actor 240 times a second: of those that come between two ticks one is
/// applied. Made by <see cref="GameThreadDispatcher.OpenStream"/>; keep it as long as values come. Setting a value allocates nothing.
/// </summary>
/// <typeparam name="T">A value; a large one is copied twice.</typeparam>
public sealed class EngineStream<T>
{
    private readonly GameThreadDispatcher _dispatcher;
    private readonly Update _update;

    internal EngineStream(GameThreadDispatcher dispatcher, string name, WorkPriority priority, Action<T> apply)
    {
        _dispatcher = dispatcher;
        _update = new Update(dispatcher, name, priority, apply);
    }

    /// <summary>Sets the newest value. It is applied on the engine thread at one of the next ticks, in the place of one that waits. Callable from any thread.</summary>
    /// <returns>False when the queue is full or the dispatcher has stopped; the value is dropped.</returns>
    public bool TrySet(T value) => _dispatcher.TrySet(_update, value);

    /// <summary>The one piece of work that all values share: it waits at most once.</summary>
    internal sealed class Update(GameThreadDispatcher dispatcher, string name, WorkPriority priority, Action<T> apply) : EngineWork(name, priority)
    {
        private T _taken = default!;

        /// <summary>The newest value. The dispatcher's lock is held.</summary>
        public T Newest { get; set; } = default!;

        public override void OnTaken() => _taken = Newest;

        public override void Run()
        {
            try
            {
                apply(_taken);
            }
            catch (Exception exception)
            {
                dispatcher.LogFailedUpdate(Name, exception);
            }
        }

        public override void Refuse(RpcException reason)
        {
            // A newer value follows, or the editor stops: either way nobody misses this one.
        }
    }
}
