using DccBridge.Protocol.Rpc;

namespace DccBridge.Tests.Protocol.Rpc;

[TestFixture]
public sealed class DeadlineWheelTests
{
    [TestCase(1)]
    [TestCase(50)]
    [TestCase(1_234)]
    [TestCase(25_600)]
    [TestCase(90_001)]
    public void A_deadline_fires_once_never_early_and_hardly_late(int milliseconds)
    {
        var clock = new ManualClock();
        using var wheel = new DeadlineWheel(clock);
        var entry = new Counter();
        clock.Advance(TimeSpan.FromMilliseconds(17));
        wheel.Schedule(entry, TimeSpan.FromMilliseconds(milliseconds));

        clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        int early = entry.Fired;
        clock.Advance(TimeSpan.FromMilliseconds(151));

        Assert.That(early, Is.Zero);
        Assert.That(entry.Fired, Is.EqualTo(1));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(entry.Fired, Is.EqualTo(1));
    }

    [Test]
    public void A_deadline_that_is_set_again_counts_from_then()
    {
        var clock = new ManualClock();
        using var wheel = new DeadlineWheel(clock);
        var entry = new Counter();
        wheel.Schedule(entry, TimeSpan.FromSeconds(1));
        wheel.Schedule(entry, TimeSpan.FromSeconds(10));

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.That(entry.Fired, Is.Zero);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(entry.Fired, Is.EqualTo(1));
    }

    [Test]
    public void The_longest_time_there_is_does_not_fire()
    {
        var clock = new ManualClock();
        using var wheel = new DeadlineWheel(clock);
        var entry = new Counter();
        wheel.Schedule(entry, TimeSpan.MaxValue);

        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That(entry.Fired, Is.Zero);
    }

    private sealed class Counter : DeadlineEntry
    {
        public int Fired { get; private set; }

        protected internal override void OnDeadline() => Fired++;
    }
}
