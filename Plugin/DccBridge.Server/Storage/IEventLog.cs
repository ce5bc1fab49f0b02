namespace DccBridge.Server.Storage;

/// <summary>One pushed event as it is kept.</summary>
/// <param name="Sequence">Its number, from 1 on, rising, never reused.</param>
/// <param name="InstanceId">The editor start that wrote it.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Payload">The encoded params of its notification.</param>
public sealed record LoggedEvent(long Sequence, Guid InstanceId, DateTime At, ReadOnlyMemory<byte> Payload);

/// <summary>
/// Events that are pushed to clients, numbered and kept until they are too old or too many, and how far each durable client
/// has acknowledged them. Outlives a killed process. Callable from any thread.
/// </summary>
public interface IEventLog : IDisposable
{
    /// <summary>The oldest event that is kept; equals <see cref="NextSequence"/> when none is.</summary>
    long FirstSequence { get; }

    /// <summary>The number that the next event will get.</summary>
    long NextSequence { get; }

    /// <summary>Numbers and keeps one event. It survives the end of the process when this returns, and a power cut after <see cref="Flush"/>.</summary>
    /// <param name="instanceId">The editor start that writes it.</param>
    /// <param name="encode">Makes the payload for the number that the event gets.</param>
    /// <exception cref="IOException">It could not be written, and has no number.</exception>
    LoggedEvent Append(Guid instanceId, Func<long, ReadOnlyMemory<byte>> encode);

    /// <summary>Kept events from <paramref name="fromSequence"/> on, in order, at most <paramref name="limit"/>. The first one has a
    /// higher number than asked for when those before it are no longer kept.</summary>
    IReadOnlyList<LoggedEvent> Read(long fromSequence, int limit);

    /// <summary>Returns when all events and acknowledgements are on the disk.</summary>
    void Flush();

    /// <summary>The highest number that the durable client has acknowledged; null when the client is not known.</summary>
    long? Acknowledged(string clientId);

    /// <summary>Remembers a durable client from now on, or that it was here, if it is known.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="place">Where a new client begins: the highest number that counts as acknowledged.</param>
    /// <returns>The highest number that it has acknowledged; for a new client, its place.</returns>
    long Remember(string clientId, long place);

    /// <summary>Keeps that the durable client has all events up to <paramref name="sequence"/>. Lower than before changes nothing.</summary>
    void Acknowledge(string clientId, long sequence);
}
