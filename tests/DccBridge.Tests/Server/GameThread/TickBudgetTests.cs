using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

/// <summary>How much of a tick is taken.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TickBudgetTests : DispatcherTest
{
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

        Engine.Tick();
        Assert.That(done, Is.EqualTo(3), "3 x 3 ms pass the 8 ms");
        Time.Advance(FastTick);
        Engine.Tick();
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
        Engine.Tick();
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

        Engine.Tick();
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

        Engine.Tick();
        Assert.That(done, Is.EqualTo(3));
    }

    [Test]
    public void Long_work_of_ours_does_not_make_a_fast_editor_look_slow()
    {
        var dispatcher = New();
        Pace(FastTick);
        var done = 0;
        _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromSeconds(2), ref done));
        Engine.Tick();
        Time.Advance(FastTick);
        done = 0;
        for (var i = 0; i < 100; i++)
        {
            _ = dispatcher.RunAsync("a", WorkPriority.Normal, () => Work(TimeSpan.FromMilliseconds(3), ref done));
        }

        Engine.Tick();
        Assert.That(done, Is.EqualTo(3));
    }


    private int Work(TimeSpan takes, ref int done)
    {
        Time.Advance(takes);
        return ++done;
    }
}
