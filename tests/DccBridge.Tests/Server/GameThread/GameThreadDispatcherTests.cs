using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

/// <summary>The way of one call: into the queue, onto the engine thread, back; and what is known meanwhile.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GameThreadDispatcherTests : DispatcherTest
{
    [Test]
    public async Task A_result_comes_back_after_the_tick()
    {
        var dispatcher = New();
        var task = dispatcher.RunAsync("asset.get", WorkPriority.Normal, () => Engine.IsCurrent);
        Assert.That(task.IsCompleted, Is.False);
        Engine.Tick();
        Assert.That(await task, Is.True);
    }

    [Test]
    public void An_exception_comes_back_as_it_was_thrown()
    {
        var dispatcher = New();
        var thrown = new InvalidOperationException("broken");
        var task = dispatcher.RunAsync<int>("asset.get", WorkPriority.Normal, () => throw thrown);
        Engine.Tick();
        Assert.That(Assert.ThrowsAsync<InvalidOperationException>(() => task), Is.SameAs(thrown));
    }

    [Test]
    public async Task Work_after_a_failed_one_still_runs_in_the_same_tick()
    {
        var dispatcher = New();
        var failed = dispatcher.RunAsync<int>("a", WorkPriority.Normal, () => throw new InvalidOperationException());
        var after = dispatcher.RunAsync("b", WorkPriority.Normal, () => 1);
        Engine.Tick();
        Assert.That(await after.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(1));
        Assert.ThrowsAsync<InvalidOperationException>(() => failed);
    }

    [Test]
    public void There_is_never_more_than_one_post()
    {
        var dispatcher = New();
        for (var tick = 0; tick < 5; tick++)
        {
            for (var i = 0; i < 10; i++)
            {
                _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => i);
            }

            Engine.Tick();
        }

        Assert.That(Engine.MostPosts, Is.EqualTo(1));
    }

    [Test]
    public void Work_that_lets_theEngine_tick_meanwhile_does_not_begin_the_next_work()
    {
        // As an import does that shows a progress bar.
        var dispatcher = New();
        var order = new List<string>();
        _ = dispatcher.RunAsync("asset.import", WorkPriority.Normal, () =>
        {
            order.Add("import begins");
            _ = dispatcher.RunAsync("asset.find", WorkPriority.Interactive, () => { order.Add("posted meanwhile"); return 0; });
            Engine.Tick();
            order.Add("import ends");
            return 0;
        });
        _ = dispatcher.RunAsync("asset.get", WorkPriority.Normal, () => { order.Add("next"); return 0; });
        Engine.Tick();
        Engine.Tick();
        Assert.That(order, Is.EqualTo(new[] { "import begins", "import ends", "posted meanwhile", "next" }));
    }

    [Test]
    public void Interactive_work_goes_first_and_starves_nothing()
    {
        var dispatcher = New();
        var order = new List<char>();
        Enqueue(dispatcher, 'b', WorkPriority.Background, 3, order);
        Enqueue(dispatcher, 'n', WorkPriority.Normal, 20, order);
        Enqueue(dispatcher, 'i', WorkPriority.Interactive, 100, order);
        Engine.Tick();
        Assert.Multiple(() =>
        {
            Assert.That(new string([.. order[..3]]), Is.EqualTo("iii"));
            Assert.That(order[..16].Count(c => c == 'b'), Is.EqualTo(1));
            Assert.That(order[..16].Count(c => c == 'n'), Is.EqualTo(3));
            Assert.That(order, Has.Count.EqualTo(123));
        });
    }

    [Test]
    public void Of_one_lane_the_first_comes_first()
    {
        var dispatcher = New();
        var order = new List<int>();
        for (var i = 0; i < 50; i++)
        {
            var number = i;
            _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => { order.Add(number); return 0; });
        }

        Engine.Tick();
        Assert.That(order, Is.Ordered);
        Assert.That(order, Has.Count.EqualTo(50));
    }

    [Test]
    public void A_full_queue_refuses_as_busy_and_takes_work_again_later()
    {
        var dispatcher = New(new GameThreadOptions { QueueCapacity = 2 });
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        var refused = Assert.ThrowsAsync<RpcException>(() => dispatcher.RunAsync("a", WorkPriority.Normal, () => 0))!;
        Assert.That((refused.Code, refused.Outcome), Is.EqualTo((ErrorCode.Busy, Outcome.NotStarted)));
        Engine.Tick();
        var taken = dispatcher.RunAsync("a", WorkPriority.Normal, () => 7);
        Engine.Tick();
        Assert.That(taken.Result, Is.EqualTo(7));
    }

    [Test]
    public void Cancelled_work_leaves_the_queue_and_never_runs()
    {
        var dispatcher = New();
        using var cancellation = new CancellationTokenSource();
        var ran = false;
        var task = dispatcher.RunAsync("a", WorkPriority.Normal, () => ran = true, cancellation.Token);
        cancellation.Cancel();
        Assert.That(dispatcher.State.QueueDepth, Is.Zero);
        var error = Assert.ThrowsAsync<RpcException>(() => task)!;
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.Cancelled, Outcome.NotStarted)));
        Engine.Tick();
        Assert.That(ran, Is.False);
    }

    [Test]
    public void Work_of_a_call_that_was_cancelled_before_is_not_queued()
    {
        var dispatcher = New();
        var task = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0, new CancellationToken(canceled: true));
        Assert.That(Assert.ThrowsAsync<RpcException>(() => task)!.Outcome, Is.EqualTo(Outcome.NotStarted));
        Assert.That(dispatcher.State.QueueDepth, Is.Zero);
    }

    [Test]
    public async Task Work_that_runs_is_not_torn_by_a_cancel()
    {
        var dispatcher = New();
        using var cancellation = new CancellationTokenSource();
        var task = dispatcher.RunAsync("a", WorkPriority.Normal, () => { cancellation.Cancel(); return 5; }, cancellation.Token);
        Engine.Tick();
        Assert.That(await task, Is.EqualTo(5));
    }

    [Test]
    public void AnEngine_that_takes_no_work_refuses_it_at_once()
    {
        Engine.TakesWork = false;
        var dispatcher = New();
        var refused = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        Assert.That(Assert.ThrowsAsync<RpcException>(() => refused)!.Outcome, Is.EqualTo(Outcome.NotStarted));
        Engine.TakesWork = true;
        var taken = dispatcher.RunAsync("a", WorkPriority.Normal, () => 3);
        Engine.Tick();
        Assert.That(taken.Result, Is.EqualTo(3));
    }

    [Test]
    public void The_state_names_the_work_that_runs()
    {
        var dispatcher = New();
        DispatcherState during = default;
        _ = dispatcher.RunAsync("asset.import", WorkPriority.Normal, () => { Time.Advance(TimeSpan.FromSeconds(4)); during = dispatcher.State; return 0; });
        _ = dispatcher.RunAsync("asset.find", WorkPriority.Normal, () => 0);
        Engine.Tick();
        Assert.Multiple(() =>
        {
            Assert.That(during.CurrentWork, Is.EqualTo("asset.import"));
            Assert.That(during.IsStalled, Is.True);
            Assert.That(during.SinceTick, Is.EqualTo(TimeSpan.FromSeconds(4)));
            Assert.That(during.QueueDepth, Is.EqualTo(1));
            Assert.That(dispatcher.State.CurrentWork, Is.Null);
            Assert.That(dispatcher.State.IsStalled, Is.False);
        });
    }

    [Test]
    public void The_state_counts_ticks_and_sees_a_stall()
    {
        var dispatcher = New();
        dispatcher.Start();
        Assert.That(dispatcher.State.HasTicked, Is.False);
        Pace(SlowTick);
        Assert.That(dispatcher.State.TicksPerSecond, Is.EqualTo(3).Within(0.1));
        Pace(FastTick, 400);
        Assert.That(dispatcher.State.TicksPerSecond, Is.EqualTo(62.5).Within(1));
        Assert.That(dispatcher.State.IsStalled, Is.False);
        Time.Advance(TimeSpan.FromSeconds(3.5));
        Assert.That(dispatcher.State.IsStalled, Is.True);
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(dispatcher.State.TicksPerSecond, Is.Zero);
    }

    private static void Enqueue(GameThreadDispatcher dispatcher, char mark, WorkPriority priority, int count, List<char> order)
    {
        for (var i = 0; i < count; i++)
        {
            _ = dispatcher.RunAsync("a", priority, () => { order.Add(mark); return 0; });
        }
    }
}
