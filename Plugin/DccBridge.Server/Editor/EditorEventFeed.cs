using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server.Sessions;

namespace DccBridge.Server.Editor;

/// <summary>Where the editor's side says what happened; it goes to every session that asked for such events. Callable from any thread; never blocks and never throws.</summary>
public sealed class EditorEventFeed
{
    /// <summary>Most names in one event; <see cref="EditorEvent.Total"/> says how many there were.</summary>
    public const int MaxNames = 1_000;

    private readonly SessionTable _sessions;
    private readonly TimeProvider _time;

    internal EditorEventFeed(SessionTable sessions, TimeProvider time)
    {
        _sessions = sessions;
        _time = time;
    }

    /// <summary>Tells every subscriber.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="names">See <see cref="EditorEvent.Names"/>; more than <see cref="MaxNames"/> are counted and not named.</param>
    public void Publish(EditorEventKind kind, IReadOnlyCollection<string> names) =>
        _sessions.Push(new EditorEvent { Kind = kind, Names = [.. names.Take(MaxNames)], Total = names.Count, At = _time.GetUtcNow().UtcDateTime });
}
