using System.Threading.Channels;

namespace DccBridge.Unreal.Tests;

/// <summary>A clock that hands each pause to the test, which ends it.</summary>
internal sealed class PauseClock : TimeProvider
{
    private readonly Channel<Pause> _pauses = Channel.CreateUnbounded<Pause>();

    /// <summary>The next pause that begins.</summary>
    public async Task<Pause> NextAsync() => await _pauses.Reader.ReadAsync().AsTask().WaitAsync(EditorInTest.Limit);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var pause = new Pause(dueTime, () => callback(state));
        _pauses.Writer.TryWrite(pause);
        return pause;
    }

    public sealed record Pause(TimeSpan Length, Action End) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
