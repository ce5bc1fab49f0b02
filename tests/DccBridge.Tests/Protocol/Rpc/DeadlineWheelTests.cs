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

    [Test]
    public void A_wheel_sleeps_until_something_is_due()
    {
        var clock = new ManualClock();
        using var wheel = new DeadlineWheel(clock);
        var far = new Counter();
        var near = new Counter();
        wheel.Schedule(far, TimeSpan.FromSeconds(100));
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.That(clock.Fired, Is.Zero);
        wheel.Schedule(near, TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That((near.Fired, far.Fired, clock.Fired), Is.EqualTo((1, 1, 2)));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.That(clock.Fired, Is.EqualTo(2));
    }

    [Test]
    public void Calls_whose_deadlines_are_cleared_cost_no_timer_each()
    {
        var clock = new ManualClock();
        using var wheel = new DeadlineWheel(clock);
        var late = new Counter();
        wheel.Schedule(late, TimeSpan.FromSeconds(30));
        for (var i = 0; i < 10_000; i++)
        {
            var call = new Counter();
            wheel.Schedule(call, TimeSpan.FromSeconds(5));
            clock.Advance(TimeSpan.FromMilliseconds(2));
            wheel.Cancel(call);
        }

        Assert.That(clock.Fired, Is.LessThan(10));
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That(late.Fired, Is.EqualTo(1));
    }

    [Test]
    public void Many_deadlines_fire_in_their_time_whatever_slots_they_share()
    {
        var clock = new ManualClock();
        using var wheel = new DeadlineWheel(clock);
        var random = new Random(1);
        var entries = Enumerable.Range(0, 2_000).Select(_ => (Entry: new Counter(), Due: random.Next(1, 200_000))).ToList();
        foreach (var (entry, due) in entries)
        {
            wheel.Schedule(entry, TimeSpan.FromMilliseconds(due));
        }

        for (var now = 0; now < 200_200; now += 100)
        {
            Assert.That(entries.Where(e => e.Due > now).Select(e => e.Entry.Fired), Has.All.Zero);
            Assert.That(entries.Where(e => e.Due + 151 < now).Select(e => e.Entry.Fired), Has.All.EqualTo(1));
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.That(entries.Select(e => e.Entry.Fired), Is.All.EqualTo(1));
    }

    private sealed class Counter : DeadlineEntry
    {
        public int Fired { get; private set; }

        protected internal override void OnDeadline() => Fired++;
    }
}
