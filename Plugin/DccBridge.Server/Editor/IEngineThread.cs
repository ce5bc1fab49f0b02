namespace DccBridge.Server.Editor;

/// <summary>The engine's one thread. In Unreal a post to the task graph, in the headless editor the tick loop.</summary>
public interface IEngineThread
{
    /// <summary>Asks the engine to run <paramref name="pump"/> once on its thread, at its next tick. Callable from any thread; never blocks.</summary>
    /// <returns>False when the engine takes no more work.</returns>
    bool TryPost(Action pump);

    /// <summary>True on the engine's thread.</summary>
    bool IsCurrent { get; }
}
