using UnrealSharp.CoreUObject;

namespace DccBridge.Unreal.Tests;

/// <summary>Posts to the game thread.</summary>
[TestFixture]
public sealed class EngineThreadTests
{
    private EditorInTest _editor = null!;

    [SetUp]
    public void Open() => _editor = new EditorInTest();

    [TearDown]
    public async Task Close() => await _editor.DisposeAsync();

    [Test]
    public async Task A_post_runs_once_on_the_game_thread()
    {
        var thread = await _editor.OnGameThreadAsync(() => new UnrealEngineThread());
        var runs = 0;
        var ran = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.That(thread.IsCurrent, Is.False);
        Assert.That(thread.TryPost(() =>
        {
            runs++;
            ran.TrySetResult(thread.IsCurrent);
        }));
        Assert.That(await ran.Task.WaitAsync(EditorInTest.Limit), Is.True);
        await _editor.OnGameThreadAsync(() => { });
        Assert.That(runs, Is.EqualTo(1));
    }

    [Test]
    public async Task In_a_task_the_next_post_waits_so_that_the_frame_can_end()
    {
        var thread = await _editor.OnGameThreadAsync(() => new UnrealEngineThread());
        var runs = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Again()
        {
            // As the dispatcher does at the end of each pump. The played engine fails when a tick does not end.
            if (++runs < 5)
            {
                thread.TryPost(Again);
            }
            else
            {
                enough.SetResult();
            }
        }

        Assert.That(thread.TryPost(Again), Is.True);
        await enough.Task.WaitAsync(EditorInTest.Limit);
    }

    [Test]
    public async Task Once_the_editor_ticks_work_runs_in_its_tick_and_in_no_task()
    {
        var thread = await _editor.OnGameThreadAsync(() => new UnrealEngineThread());
        await _editor.OnGameThreadAsync(thread.RunPosted);
        var runs = 0;
        Assert.That(thread.TryPost(() => runs++), Is.True);
        Assert.That(_editor.Engine.Posts, Is.Zero);
        await _editor.OnGameThreadAsync(() => { });
        Assert.That(runs, Is.Zero);
        await _editor.OnGameThreadAsync(thread.RunPosted);
        await _editor.OnGameThreadAsync(thread.RunPosted);
        Assert.That(runs, Is.EqualTo(1));
    }

    [Test]
    public async Task Work_that_lets_the_editor_tick_does_not_begin_the_next_work()
    {
        await _editor.OnGameThreadAsync(() =>
        {
            using var thread = new UnrealEngineThread();
            thread.RunPosted();
            var order = new List<string>();
            thread.TryPost(() =>
            {
                order.Add("import begins");
                thread.TryPost(() => order.Add("next"));
                thread.RunPosted();
                order.Add("import ends");
            });
            thread.RunPosted();
            Assert.That(order, Is.EqualTo(new[] { "import begins", "import ends" }));
            thread.RunPosted();
            Assert.That(order[^1], Is.EqualTo("next"));
        });
    }

    [Test]
    public async Task What_waited_for_its_next_task_when_ticks_began_runs_in_the_tick()
    {
        await _editor.OnGameThreadAsync(() =>
        {
            using var thread = new UnrealEngineThread();
            var ran = 0;
            thread.TryPost(() => ran++);
            thread.RunPosted();
            Assert.That(ran, Is.EqualTo(1));
        });
        Assert.That(_editor.Engine.Posts, Is.Zero);
    }

    [Test]
    public async Task A_closed_thread_takes_no_work() => await _editor.OnGameThreadAsync(() =>
    {
        var thread = new UnrealEngineThread();
        thread.TryPost(() => Assert.Fail("It was closed before."));
        thread.Dispose();
        thread.RunPosted();
        Assert.That(thread.TryPost(() => { }), Is.False);
    });

    [Test]
    public async Task After_its_anchor_is_gone_a_post_is_refused_and_not_lost_silently()
    {
        using var anchor = new UObject();
        var thread = await _editor.OnGameThreadAsync(() => new UnrealEngineThread(anchor));
        Assert.That(thread.TryPost(() => { }), Is.True);
        anchor.Dispose();
        Assert.That(thread.TryPost(() => { }), Is.False);
    }

    [Test]
    public async Task Posts_go_on_after_the_map_has_changed()
    {
        var thread = await _editor.OnGameThreadAsync(() => new UnrealEngineThread());
        using (new UnrealSharp.Engine.UWorld())
        {
        }

        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.That(thread.TryPost(ran.SetResult), Is.True);
        await ran.Task.WaitAsync(EditorInTest.Limit);
    }

    [Test]
    public async Task Paths_are_those_that_Unreal_writes() => await _editor.OnGameThreadAsync(() =>
    {
        var package = new UPackage { Name = "/Game/Maps/Yard" };
        var world = new UnrealSharp.Engine.UWorld { Name = "Yard", Outer = package };
        var level = new UObject { Name = "PersistentLevel", Outer = world };
        var actor = new UnrealSharp.Engine.AActor { Name = "Crate_2", Outer = level };
        Assert.Multiple(() =>
        {
            Assert.That(ObjectPaths.PathOf(actor), Is.EqualTo("/Game/Maps/Yard.Yard:PersistentLevel.Crate_2"));
            Assert.That(ObjectPaths.PathOf(world), Is.EqualTo("/Game/Maps/Yard.Yard"));
            Assert.That(ObjectPaths.PackageOf(actor), Is.EqualTo("/Game/Maps/Yard"));
        });
    });

    [TestCase("Content/Maps/Höfe/Yard.umap", "/Game/Maps/Höfe/Yard")]
    [TestCase("Plugins/Other/Content/Yard.umap", null)]
    [TestCase("Content/Maps/Yard.uasset", null)]
    public void A_map_file_is_told_as_its_package(string file, string? package)
    {
        var project = Path.GetFullPath("Crates");
        Assert.That(ObjectPaths.PackageOfMap(project, Path.Combine(project, file)), Is.EqualTo(package));
    }
}
