using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;
using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

/// <summary>The end, and what the engine holds after it.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DispatcherStopTests : DispatcherTest
{
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
    public void A_post_that_theEngine_still_holds_after_stop_does_nothing()
    {
        var dispatcher = New();
        dispatcher.Start();
        dispatcher.Stop();
        Assert.That(Engine.Posts, Has.Count.EqualTo(1));
        Engine.Tick();
        Assert.That(Engine.Posts, Is.Empty, "no pump ran that would have posted again");
    }

    [Test]
    public void TheEngine_holds_nothing_but_code_of_the_base_library()
    {
        New().Start();
        var post = Engine.Posts.Single();
        Assert.That(post.Method.DeclaringType!.Assembly, Is.EqualTo(typeof(object).Assembly));
        Assert.That(post.Target!.GetType().Assembly, Is.EqualTo(typeof(object).Assembly));
    }

    [Test]
    public void After_stop_a_held_post_does_not_keep_the_dispatcher_alive()
    {
        var reference = StartAndStop(Engine);
        for (var i = 0; i < 10 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(Engine.Posts, Has.Count.EqualTo(1));
        Assert.That(reference.IsAlive, Is.False);
    }

    private static WeakReference StartAndStop(FakeEngineThread engine)
    {
        var dispatcher = new GameThreadDispatcher(engine, new RecordingLog(), new GameThreadOptions(), TimeProvider.System);
        dispatcher.Start();
        dispatcher.Stop();
        return new WeakReference(dispatcher);
    }
}
