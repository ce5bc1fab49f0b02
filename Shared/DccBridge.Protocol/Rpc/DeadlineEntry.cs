namespace DccBridge.Protocol.Rpc;

/// <summary>Something with a deadline. An entry is in at most one wheel, at most once.</summary>
public abstract class DeadlineEntry
{
    internal DeadlineEntry? Next;
    internal DeadlineEntry? Previous;
    internal long DueTick;
    internal int Slot = -1;

    /// <summary>The deadline passed. Runs on the wheel's timer: short, and never throws.</summary>
    protected internal abstract void OnDeadline();
}
