namespace DccBridge.Benchmarks.Wire;

/// <summary>One client connection of a kind, as the workloads need it.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>One echo of 64 characters.</summary>
    ValueTask EchoAsync();

    /// <summary>Keeps <paramref name="inFlight"/> echoes in flight until <paramref name="count"/> are answered.</summary>
    Task PipelineAsync(int count, int inFlight);

    /// <summary>Sends <paramref name="bytes"/> in chunks of 64 KiB and waits until all were received.</summary>
    Task UploadAsync(long bytes, bool hashed);

    /// <summary>Makes the server send one event to every subscriber.</summary>
    ValueTask PublishAsync(long sequence);

    /// <summary>From now on <paramref name="received"/> runs for each event.</summary>
    ValueTask SubscribeAsync(Action<long> received);
}
