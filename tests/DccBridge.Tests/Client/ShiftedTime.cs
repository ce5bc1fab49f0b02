namespace DccBridge.Tests.Client;

/// <summary>The system's clock and timers, with a clock that a test can put forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public void Shift(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetTimestamp() * TimeSpan.TicksPerSecond / System.TimestampFrequency + Interlocked.Read(ref _ticks);
}
