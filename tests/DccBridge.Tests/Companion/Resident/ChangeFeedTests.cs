using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Changes;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[CancelAfter(30_000)]
public class ChangeFeedTests
{
    [Test]
    public async Task A_newer_state_takes_the_place_of_an_older_one_of_the_same_thing(CancellationToken cancellation)
    {
        var feed = new ChangeFeed();
        var changes = feed.SubscribeAsync(cancellation);
        var (one, other) = (Activity(0), Activity(0));
        feed.Publish(ChangeKind.Activity, one);
        feed.Publish(ChangeKind.Findings, null);
        feed.Publish(ChangeKind.Activity, other);
        feed.Publish(ChangeKind.Findings, null);
        feed.Publish(ChangeKind.Activity, one with { Progress = 0.5 });
        var got = await TakeAsync(changes, 3);
        Assert.That(got.Select(c => c.Id), Is.EqualTo(new long[] { 3, 4, 5 }));
        Assert.That(((ActivityView)got[2].Data!).Progress, Is.EqualTo(0.5));
    }

    [Test]
    public async Task It_begins_with_the_call_and_not_with_the_first_look(CancellationToken cancellation)
    {
        var feed = new ChangeFeed();
        feed.Publish(ChangeKind.Status, "before");
        var changes = feed.SubscribeAsync(cancellation);
        feed.Publish(ChangeKind.Status, "after");
        Assert.That((await TakeAsync(changes, 1))[0].Data, Is.EqualTo("after"));
    }

    [Test]
    public async Task Who_is_too_slow_is_told_that_changes_were_lost_and_gets_the_newest(CancellationToken cancellation)
    {
        var feed = new ChangeFeed();
        var changes = feed.SubscribeAsync(cancellation);
        for (var i = 1; i <= ChangeQueue.MaxWaiting + 10; i++)
        {
            feed.Publish(ChangeKind.Notice, i);
        }

        var got = await TakeAsync(changes, ChangeQueue.MaxWaiting + 1);
        Assert.That(got[0].Kind, Is.EqualTo(ChangeKind.Lost));
        Assert.That(got.Skip(1).Select(c => c.Data), Is.EqualTo(Enumerable.Range(11, ChangeQueue.MaxWaiting)));
        Assert.That(got.Select(c => c.Id), Is.Ordered);
    }

    [Test]
    public async Task A_slow_subscriber_costs_the_others_nothing(CancellationToken cancellation)
    {
        var feed = new ChangeFeed();
        var slow = feed.SubscribeAsync(cancellation);
        for (var i = 0; i < 3_000; i++)
        {
            feed.Publish(ChangeKind.Notice, i);
        }

        var quick = feed.SubscribeAsync(cancellation);
        feed.Publish(ChangeKind.Notice, "new");
        Assert.That((await TakeAsync(quick, 1))[0].Data, Is.EqualTo("new"));
        Assert.That((await TakeAsync(slow, 1))[0].Kind, Is.EqualTo(ChangeKind.Lost));
    }

    [Test]
    public void A_pulse_beats_at_once_and_then_once_per_interval_with_the_last_call_never_lost()
    {
        var time = new ManualTime();
        var beats = 0;
        using var pulse = new Pulse(time, TimeSpan.FromMilliseconds(250), () => beats++);
        pulse.Signal();
        time.Advance(TimeSpan.Zero);
        Assert.That(beats, Is.EqualTo(1));
        for (var i = 0; i < 1_000; i++)
        {
            pulse.Signal();
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.That(beats, Is.EqualTo(5), "at 0, 250, 500, 750 and 1000 ms");
        pulse.Signal();
        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.That(beats, Is.EqualTo(6));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(beats, Is.EqualTo(6), "nothing beats by itself");
    }

    private static ActivityView Activity(double progress) =>
        new() { Id = Guid.NewGuid(), Kind = ActivityKind.Send, Title = "Send", State = ActivityState.Running, CreatedAt = default, Progress = progress };

    private static async Task<List<Change>> TakeAsync(IAsyncEnumerable<Change> changes, int count)
    {
        var got = new List<Change>();
        await foreach (var change in changes)
        {
            got.Add(change);
            if (got.Count == count)
            {
                break;
            }
        }

        return got;
    }
}
