namespace DccBridge.Benchmarks.Wire;

/// <summary>A publisher and its subscribers.</summary>
internal sealed class Audience : IAsyncDisposable
{
    private readonly IPeer _publisher;
    private readonly List<IPeer> _subscribers = [];
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _received;
    private long _target = long.MaxValue;
    private long _sequence;

    private Audience(IPeer publisher) => _publisher = publisher;

    public int Count => _subscribers.Count;

    public long Received => Interlocked.Read(ref _received);

    public static async Task<Audience> GatherAsync(ServerProcess server, int count)
    {
        var audience = new Audience(await server.ConnectAsync());
        for (int i = 0; i < count; i++)
        {
            IPeer subscriber = await server.ConnectAsync();
            await subscriber.SubscribeAsync(audience.OnEvent);
            audience._subscribers.Add(subscriber);
        }

        return audience;
    }

    /// <summary>Publishes one event and waits until every subscriber has it.</summary>
    public async ValueTask PublishAsync()
    {
        _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _target, Received + Count);
        await SendAsync();
        await _all.Task;
    }

    public ValueTask SendAsync() => _publisher.PublishAsync(++_sequence);

    public async ValueTask DisposeAsync()
    {
        foreach (IPeer subscriber in _subscribers)
        {
            await subscriber.DisposeAsync();
        }

        await _publisher.DisposeAsync();
    }

    private void OnEvent(long sequence)
    {
        if (Interlocked.Increment(ref _received) == Volatile.Read(ref _target))
        {
            _all.TrySetResult();
        }
    }
}
