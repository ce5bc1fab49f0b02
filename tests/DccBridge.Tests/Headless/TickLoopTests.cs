using DccBridge.Headless.Engine;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class TickLoopTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly System.Collections.Concurrent.BlockingCollection<string> _announced = [];
    private ListLog _log = null!;
    private TickLoop _loop = null!;

    [SetUp]
    public void StartLoop()
    {
        _log = new ListLog();
        _loop = new TickLoop(1000, _log, _announced.Add);
        _loop.Start();
    }

    [TearDown]
    public void StopLoop()
    {
        Assert.That(_loop.Stop(Limit));
        _loop.Dispose();
        while (_announced.TryTake(out _))
        {
        }
    }

    [Test]
    public async Task Posted_work_runs_on_the_engine_thread_and_nowhere_else()
    {
        Assert.That(_loop.IsCurrent, Is.False);
        Assert.That(await RunAsync(() => _loop.IsCurrent));
    }

    [Test]
    public async Task Work_that_posts_itself_runs_once_in_each_tick()
    {
        var seen = new List<string>();
        var done = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        int rounds = 0;
        void Again()
        {
            seen.Add("again");
            if (++rounds == 3)
            {
                done.SetResult([.. seen]);
                return;
            }

            _loop.TryPost(Again);
            _loop.TryPost(() => seen.Add("other"));
        }

        _loop.TryPost(Again);
        Assert.That(await done.Task.WaitAsync(Limit), Is.EqualTo((string[])["again", "again", "other", "again"]));
    }

    [Test]
    public async Task Work_that_throws_is_logged_and_the_loop_goes_on()
    {
        _loop.TryPost(() => throw new InvalidOperationException("boom"));
        await RunAsync(() => true);
        Assert.That(_log.Lines, Has.Some.Contains("engine thread failed"));
    }

    [Test]
    public async Task A_modal_dialog_blocks_the_loop_and_says_what_it_shows_until_it_is_released()
    {
        var dialog = new ModalDialog { Title = "Save", Text = "Save the level?" };
        Assert.That(_loop.TryBlock(dialog, Long));
        Assert.That(Next(), Is.EqualTo("modal open"));
        Assert.That(_loop.CurrentModal, Is.EqualTo(dialog));
        Task<bool> work = RunAsync(() => true);
        Assert.That(work.IsCompleted, Is.False);

        _loop.Release();
        Assert.That(Next(), Is.EqualTo("modal closed"));
        Assert.That(await work);
        Assert.That(_loop.CurrentModal, Is.Null);
    }

    [Test]
    public void A_stall_blocks_without_a_dialog()
    {
        _loop.TryBlock(null, Long);
        Assert.That(Next(), Is.EqualTo("stall open"));
        Assert.That(_loop.CurrentModal, Is.Null);
        _loop.Release();
        Assert.That(Next(), Is.EqualTo("stall closed"));
    }

    [Test]
    public async Task A_dialog_closes_by_itself_after_its_time()
    {
        _loop.TryBlock(new ModalDialog { Title = "", Text = "" }, TimeSpan.FromMilliseconds(1));
        Assert.That(Next(), Is.EqualTo("modal open"));
        Assert.That(Next(), Is.EqualTo("modal closed"));
        Assert.That(await RunAsync(() => true));
    }

    [Test]
    public void A_release_when_nothing_blocks_does_not_cut_the_next_dialog_short()
    {
        _loop.Release();
        _loop.TryBlock(new ModalDialog { Title = "", Text = "" }, Long);
        Assert.That(Next(), Is.EqualTo("modal open"));
        Assert.That(_loop.CurrentModal, Is.Not.Null);
    }

    [Test]
    public void A_stop_ends_a_dialog_and_refuses_work_afterwards()
    {
        _loop.TryBlock(new ModalDialog { Title = "", Text = "" }, Long);
        Next();
        Assert.That(_loop.Stop(Limit));
        Assert.That(_loop.TryPost(() => { }), Is.False);
        Assert.That(_loop.TryBlock(null, Long), Is.False);
    }

    [Test]
    public async Task A_stop_ends_a_pause_and_tells_the_paused_work_to_give_up()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var paused = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.TryPost(() =>
        {
            begun.SetResult();
            paused.SetResult(_loop.Pause(Long));
        });
        await begun.Task.WaitAsync(Limit);
        Assert.That(_loop.Stop(Limit));
        Assert.That(await paused.Task.WaitAsync(Limit), Is.False);
    }

    [Test]
    public void A_full_queue_refuses_work()
    {
        _loop.TryBlock(null, Long);
        Next();
        int taken = 0;
        while (_loop.TryPost(() => { }))
        {
            Assert.That(++taken, Is.LessThan(100_000));
        }

        Assert.That(taken, Is.GreaterThan(0));
    }

    private Task<T> RunAsync<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.That(_loop.TryPost(() => result.SetResult(work())));
        return result.Task.WaitAsync(Limit);
    }

    private string Next() => _announced.TryTake(out string? line, Limit) ? line : throw new TimeoutException("Nothing was announced.");
}
