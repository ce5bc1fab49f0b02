namespace DccBridge.Server.Storage;

/// <summary>How much is kept on disk and for how long.</summary>
public sealed record StorageOptions
{
    /// <summary>Events older than this are dropped; who missed them gets an explicit gap.</summary>
    public TimeSpan EventAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Of more events than this, the oldest are dropped.</summary>
    public int EventCount { get; init; } = 10_000;

    /// <summary>Events per segment file.</summary>
    public int EventsPerSegment { get; init; } = 1_000;

    /// <summary>Durable clients that are remembered; of more, the one that was away longest is forgotten.</summary>
    public int DurableClients { get; init; } = 1_024;

    /// <summary>Finished operations and their idempotency keys older than this are dropped.</summary>
    public TimeSpan OperationAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Of more finished operations than this, the oldest are dropped.</summary>
    public int OperationCount { get; init; } = 10_000;

    /// <summary>Of more bytes of finished operations than this, the oldest are dropped.</summary>
    public long OperationBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Fixes older than this can no longer be taken back.</summary>
    public TimeSpan FixAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Of more fixes than this, the oldest can no longer be taken back.</summary>
    public int FixCount { get; init; } = 100;

    /// <summary>Of more bytes of fixes than this, the oldest can no longer be taken back; the newest always can. They are held in memory.</summary>
    public long FixBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Uploads that were begun and not continued for this long are dropped at the next start.</summary>
    public TimeSpan PartialAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Uploaded content that nobody asked for in this time is dropped at the next start; a later import uploads it again.</summary>
    public TimeSpan ContentAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Largest upload in bytes.</summary>
    public long MaxContentBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Space in bytes that an upload must leave free, so that events and operations can still be written.</summary>
    public long ReservedBytes { get; init; } = 64L * 1024 * 1024;
}
