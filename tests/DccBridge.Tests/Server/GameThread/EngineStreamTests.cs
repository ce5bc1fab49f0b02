using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

/// <summary>Streams of values of which only the newest counts.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EngineStreamTests : DispatcherTest
{
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
        Engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { "camera 100", "light 100" }));
        camera.TrySet(101);
        Engine.Tick();
        Engine.Tick();
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
        Engine.Tick();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i <= 1_000; i++)
        {
            stream.TrySet((i, i));
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Engine.Tick();
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
        Engine.Tick();
        Assert.That(stream.TrySet(2), Is.True);
        Engine.Tick();
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
        Engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { 1 }));
        Engine.Tick();
        Engine.Tick();
        Assert.That(applied, Is.EqualTo(new[] { 1, 3, 5 }));
        dispatcher.Stop();
        Assert.That(camera.TrySet(9), Is.False);
    }

    [Test]
    public async Task A_failed_update_isLogged_and_stops_nothing()
    {
        var dispatcher = New();
        dispatcher.OpenStream<int>("scene.camera", WorkPriority.Normal, _ => throw new InvalidOperationException()).TrySet(0);
        var after = dispatcher.RunAsync("a", WorkPriority.Normal, () => 1);
        Engine.Tick();
        Assert.That(await after.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(1));
        Assert.That(Log.Lines.Single().Message, Does.Contain("scene.camera"));
    }
}
