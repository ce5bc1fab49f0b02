using DccBridge.Protocol.Errors;

namespace DccBridge.Server.GameThread;

/// <summary>Where a piece of work stands. Guarded by the lock of the dispatcher.</summary>
internal enum WorkState
{
    New,
    Queued,
    NextTick,
    Taken,
    Removed,
}

/// <summary>One piece of work for the engine thread. It carries its own links of the queue, so that waiting costs no allocation.</summary>
internal abstract class EngineWork(string name, WorkPriority priority)
{
    /// <summary>For the editor's state: the method name that the work belongs to.</summary>
    public string Name { get; } = name;

    public WorkPriority Priority { get; } = priority;

    public WorkState State { get; set; }

    /// <summary>The tick in which it was taken last.</summary>
    public long Tick { get; set; }

    /// <summary>The one behind it in its lane while <see cref="WorkState.Queued"/>.</summary>
    public EngineWork? Next { get; set; }

    /// <summary>The one before it in its lane while <see cref="WorkState.Queued"/>.</summary>
    public EngineWork? Previous { get; set; }

    /// <summary>Told that it is taken and runs next. The dispatcher's lock is held.</summary>
    public virtual void OnTaken()
    {
    }

    /// <summary>Runs on the engine thread. Never throws: what the work throws goes to whoever asked for it.</summary>
    public abstract void Run();

    /// <summary>Ends work that will not run.</summary>
    public abstract void Refuse(RpcException reason);
}
