using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GameThreadDispatcherTests
{
    private static readonly TimeSpan FastTick = TimeSpan.FromMilliseconds(16);
    private static readonly TimeSpan SlowTick = TimeSpan.FromMilliseconds(333);
    private readonly ManualTime _time = new();
    private readonly FakeEngineThread _engine = new();
    private readonly RecordingLog _log = new();

    [Test]
    public async Task A_result_comes_back_after_the_tick()
    {
        var dispatcher = New();
        var task = dispatcher.RunAsync("asset.get", WorkPriority.Normal, () => _engine.IsCurrent);
        Assert.That(task.IsCompleted, Is.False);
        _engine.Tick();
        Assert.That(await task, Is.True);
    }

    [Test]
    public void An_exception_comes_back_as_it_was_thrown()
    {
        var dispatcher = New();
        var thrown = new InvalidOperationException("broken");
        var task = dispatcher.RunAsync<int>("asset.get", WorkPriority.Normal, () => throw thrown);
        _engine.Tick();
        Assert.That(Assert.ThrowsAsync<InvalidOperationException>(() => task), Is.SameAs(thrown));
    }

    [Test]
    public async Task Work_after_a_failed_one_still_runs_in_the_same_tick()
    {
        var dispatcher = New();
        var failed = dispatcher.RunAsync<int>("a", WorkPriority.Normal, () => throw new InvalidOperationException());
        var after = dispatcher.RunAsync("b", WorkPriority.Normal, () => 1);
        _engine.Tick();
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

            _engine.Tick();
        }

        Assert.That(_engine.MostPosts, Is.EqualTo(1));
    }

    [Test]
    public void A_tick_stops_at_its_budget_and_goes_on_in_the_next()
    {
        var dispatcher = New();
        Pace(FastTick);
        var done = 0;
        for (var i = 0; i < 10; i++)
        {
            _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(3), ref done));
        }

        _engine.Tick();
        Assert.That(done, Is.EqualTo(3), "3 x 3 ms pass the 8 ms");
        _time.Advance(FastTick);
        _engine.Tick();
        Assert.That(done, Is.EqualTo(6));
    }

    [Test]
    public void One_item_always_runs_however_long_it_takes()
    {
        var dispatcher = New();
        Pace(FastTick);
        var done = 0;
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(50), ref done));
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(50), ref done));
        _engine.Tick();
        Assert.That(done, Is.EqualTo(1));
    }

    [Test]
    public void A_slow_tick_drains_a_whole_job()
    {
        var dispatcher = New();
        Pace(SlowTick);
        var done = 0;
        for (var i = 0; i < 100; i++)
        {
            _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(3), ref done));
        }

        _engine.Tick();
        Assert.That(done, Is.EqualTo(100));
    }

    [Test]
    public void The_budget_is_small_again_when_the_editor_is_focused_again()
    {
        var dispatcher = New();
        Pace(SlowTick);
        Pace(FastTick);
        var done = 0;
        for (var i = 0; i < 100; i++)
        {
            _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(3), ref done));
        }

        _engine.Tick();
        Assert.That(done, Is.EqualTo(3));
    }

    [Test]
    public void Long_work_of_ours_does_not_make_a_fast_editor_look_slow()
    {
        var dispatcher = New();
        Pace(FastTick);
        var done = 0;
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromSeconds(2), ref done));
        _engine.Tick();
        _time.Advance(FastTick);
        done = 0;
        for (var i = 0; i < 100; i++)
        {
            _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(3), ref done));
        }

        _engine.Tick();
        Assert.That(done, Is.EqualTo(3));
    }

    [Test]
    public void Interactive_work_goes_first_and_starves_nothing()
    {
        var dispatcher = New();
        var order = new List<char>();
        Enqueue(dispatcher, 'b', WorkPriority.Background, 3, order);
        Enqueue(dispatcher, 'n', WorkPriority.Normal, 20, order);
        Enqueue(dispatcher, 'i', WorkPriority.Interactive, 100, order);
        _engine.Tick();
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

        _engine.Tick();
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
        _engine.Tick();
        var taken = dispatcher.RunAsync("a", WorkPriority.Normal, () => 7);
        _engine.Tick();
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
        _engine.Tick();
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
        _engine.Tick();
        Assert.That(await task, Is.EqualTo(5));
    }

    [Test]
    public void Of_a_coalesced_stream_only_the_newest_value_runs()
    {
        var dispatcher = New();
        var applied = new List<string>();
        var camera = dispatcher.OpenStream<int>("a", WorkPriority.Normal, value => applied.Add($"camera {value}"));
        var light = dispatcher.OpenStream<int>("a", WorkPriority.Normal, value => applied.Add($"light {value}"));
        for (var i = 1; i <= 100; i++)
        {
            Assert.That(camera.TrySet(i) && light.TrySet(i), Is.True);
        }

        Assert.That(dispatcher.State.QueueDepth, Is.EqualTo(2));
        _engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { "camera 100", "light 100" }));
        camera.TrySet(101);
        _engine.Tick();
        _engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { "camera 100", "light 100", "camera 101" }));
    }

    [Test]
    public void Posting_to_a_stream_allocates_nothing()
    {
        var dispatcher = New();
        dispatcher.Start();
        double applied = 0;
        var stream = dispatcher.OpenStream<(double X, double Y)>("scene.camera", WorkPriority.Normal, value => applied = value.X);
        stream.TrySet((0, 0));
        _engine.Tick();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i <= 1_000; i++)
        {
            stream.TrySet((i, i));
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        _engine.Tick();
        Assert.That(applied, Is.EqualTo(1_000));
    }

    [Test]
    public void A_stream_finds_the_queue_full_like_everybody_and_room_again_afterwards()
    {
        var dispatcher = New(new GameThreadOptions { QueueCapacity = 1 });
        var applied = 0;
        var stream = dispatcher.OpenStream<int>("scene.camera", WorkPriority.Normal, value => applied = value);
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        Assert.That(stream.TrySet(1), Is.False);
        _engine.Tick();
        Assert.That(stream.TrySet(2), Is.True);
        _engine.Tick();
        Assert.That(applied, Is.EqualTo(2));
    }

    [Test]
    public void A_stream_that_is_set_again_within_a_tick_is_applied_in_the_next_one()
    {
        var dispatcher = New();
        var applied = new List<int>();
        EngineStream<int> camera = null!;
        camera = dispatcher.OpenStream<int>("a", WorkPriority.Normal, value =>
        {
            applied.Add(value);
            camera.TrySet(value + 1);
            camera.TrySet(value + 2);
        });
        camera.TrySet(1);
        _engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { 1 }));
        _engine.Tick();
        _engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { 1, 3, 5 }));
        dispatcher.Stop();
        Assert.That(camera.TrySet(9), Is.False);
    }

    [Test]
    public async Task A_failed_update_is_logged_and_stops_nothing()
    {
        var dispatcher = New();
        dispatcher.OpenStream<int>("scene.camera", WorkPriority.Normal, _ => throw new InvalidOperationException()).TrySet(0);
        var after = dispatcher.RunAsync("a", WorkPriority.Normal, () => 1);
        _engine.Tick();
        Assert.That(await after.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(1));
        Assert.That(_log.Lines.Single().Message, Does.Contain("scene.camera"));
    }

    [Test]
    public void Stop_ends_what_waits_and_refuses_what_comes()
    {
        var dispatcher = New();
        var waiting = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        dispatcher.Stop();
        dispatcher.Stop();
        var later = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        foreach (var task in new[] { waiting, later })
        {
            var error = Assert.ThrowsAsync<RpcException>(() => task)!;
            Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.EditorStopping, Outcome.NotStarted)));
        }

        Assert.That(dispatcher.OpenStream<int>("a", WorkPriority.Normal, _ => { }).TrySet(0), Is.False);
        Assert.That(dispatcher.State.IsStopped, Is.True);
    }

    [Test]
    public void A_post_that_the_engine_still_holds_after_stop_does_nothing()
    {
        var dispatcher = New();
        dispatcher.Start();
        dispatcher.Stop();
        Assert.That(_engine.Posts, Has.Count.EqualTo(1));
        _engine.Tick();
        Assert.That(_engine.Posts, Is.Empty, "no pump ran that would have posted again");
    }

    [Test]
    public void The_engine_holds_nothing_but_code_of_the_base_library()
    {
        New().Start();
        var post = _engine.Posts.Single();
        Assert.That(post.Method.DeclaringType!.Assembly, Is.EqualTo(typeof(object).Assembly));
        Assert.That(post.Target!.GetType().Assembly, Is.EqualTo(typeof(object).Assembly));
    }

    [Test]
    public void After_stop_a_held_post_does_not_keep_the_dispatcher_alive()
    {
        var reference = StartAndStop(_engine);
        for (var i = 0; i < 10 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(_engine.Posts, Has.Count.EqualTo(1));
        Assert.That(reference.IsAlive, Is.False);
    }

    [Test]
    public void An_engine_that_takes_no_work_refuses_it_at_once()
    {
        _engine.TakesWork = false;
        var dispatcher = New();
        var refused = dispatcher.RunAsync("a", WorkPriority.Normal, () => 0);
        Assert.That(Assert.ThrowsAsync<RpcException>(() => refused)!.Outcome, Is.EqualTo(Outcome.NotStarted));
        _engine.TakesWork = true;
        var taken = dispatcher.RunAsync("a", WorkPriority.Normal, () => 3);
        _engine.Tick();
        Assert.That(taken.Result, Is.EqualTo(3));
    }

    [Test]
    public void The_state_names_the_work_that_runs()
    {
        var dispatcher = New();
        DispatcherState during = default;
        _ = dispatcher.RunAsync("asset.import", WorkPriority.Normal, () => { _time.Advance(TimeSpan.FromSeconds(4)); during = dispatcher.State; return 0; });
        _ = dispatcher.RunAsync("asset.find", WorkPriority.Normal, () => 0);
        _engine.Tick();
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
        _time.Advance(TimeSpan.FromSeconds(3.5));
        Assert.That(dispatcher.State.IsStalled, Is.True);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(dispatcher.State.TicksPerSecond, Is.Zero);
    }

    private static WeakReference StartAndStop(FakeEngineThread engine)
    {
        var dispatcher = new GameThreadDispatcher(engine, new RecordingLog(), new GameThreadOptions(), TimeProvider.System);
        dispatcher.Start();
        dispatcher.Stop();
        return new WeakReference(dispatcher);
    }

    private static void Enqueue(GameThreadDispatcher dispatcher, char mark, WorkPriority priority, int count, List<char> order)
    {
        for (var i = 0; i < count; i++)
        {
            _ = dispatcher.RunAsync("a", priority, () => { order.Add(mark); return 0; });
        }
    }

    private GameThreadDispatcher New(GameThreadOptions? options = null)
    {
        var dispatcher = new GameThreadDispatcher(_engine, _log, options ?? new GameThreadOptions(), _time);
        dispatcher.Start();
        return dispatcher;
    }

    private void Pace(TimeSpan interval, int ticks = 10)
    {
        for (var i = 0; i < ticks; i++)
        {
            _engine.Tick();
            _time.Advance(interval);
        }
    }

    private int Work(TimeSpan takes, ref int done)
    {
        _time.Advance(takes);
        return ++done;
    }
}
