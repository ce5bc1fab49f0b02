using System.Net;
using System.Net.Sockets;
using DccBridge.Client;
using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Unreal.Tests;

/// <summary>Start, stop and hot reload. Nothing of it may end the editor.</summary>
[TestFixture]
public sealed class ModuleTests
{
    private EditorInTest _editor = null!;

    [SetUp]
    public void Open() => _editor = new EditorInTest();

    [TearDown]
    public async Task Close() => await _editor.DisposeAsync();

    [Test]
    public async Task Before_the_editor_is_ready_the_module_asks_for_nothing()
    {
        _editor.Engine.HasEditor = false;
        await _editor.OnGameThreadAsync(_editor.Module.StartupModule);
        await _editor.OnGameThreadAsync(() => { });
        Assert.Multiple(() =>
        {
            Assert.That(_editor.Engine.Log, Is.Empty);
            Assert.That(BridgeLife.Current.Server, Is.Null);
        });
    }

    [Test]
    public async Task A_module_that_cannot_start_logs_and_does_not_throw()
    {
        await _editor.StartAsync();
        await _editor.OnGameThreadAsync(_editor.Module.ShutdownModule);
        _editor.Engine.HasEditor = false;
        await _editor.OnGameThreadAsync(_editor.Module.StartupModule);
        await _editor.UntilAsync(() => _editor.Errors.Any(error => error.Contains("start again after the reload", StringComparison.Ordinal)), "the failure is in the log");
    }

    [Test]
    public async Task When_the_editor_is_ready_clients_find_it()
    {
        await _editor.StartAsync();
        var found = _editor.Endpoints.Find().Single();
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        Assert.Multiple(() =>
        {
            Assert.That(found.File!.Project, Is.EqualTo("Crates"));
            Assert.That(client.Editor.Engine, Is.EqualTo("Unreal 5.7.1"));
            Assert.That(client.Editor.ProjectPath, Does.EndWith("Crates.uproject"));
            Assert.That(_editor.Bindings, Is.All.EqualTo(1));
            Assert.That(_editor.Validators.Validators, Has.Count.EqualTo(1));
            Assert.That(_editor.StateFolder, Does.Exist);
            Assert.That(_editor.Errors, Is.Empty);
        });
    }

    [Test]
    public async Task When_the_editor_closes_nothing_stays_behind()
    {
        await _editor.StartAsync();
        await _editor.OnGameThreadAsync(_editor.Subsystem.Deinitialize);
        Assert.Multiple(() =>
        {
            Assert.That(_editor.Bindings, Is.All.Zero);
            Assert.That(_editor.Validators.Validators, Is.Empty);
            Assert.That(_editor.Endpoints.Find(), Is.Empty);
            Assert.That(BridgeLife.Current.Server, Is.Null);
            Assert.That(_editor.Errors, Is.Empty);
        });
    }

    [Test]
    public async Task After_a_reload_it_works_without_another_Initialize()
    {
        await _editor.StartAsync();
        var former = BridgeLife.Current.Server!.InstanceId;
        await _editor.OnGameThreadAsync(_editor.Module.ShutdownModule);
        Assert.That(_editor.Endpoints.Find(), Is.Empty);

        await _editor.OnGameThreadAsync(new FManagedDccBridge().StartupModule);
        await _editor.UntilAsync(() => BridgeLife.Current.Server is not null, "the server has started again");
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        Assert.Multiple(() =>
        {
            Assert.That(client.Editor.InstanceId, Is.Not.EqualTo(former));
            Assert.That(_editor.Bindings, Is.All.EqualTo(1), "the engine kept the bindings over the reload");
            Assert.That(_editor.Validators.Validators.Cast<UDccBridgeValidator>().Count(BridgeLife.Current.Validator.Speaks), Is.EqualTo(1), "the validator of before stays silent");
        });
    }

    [Test]
    public async Task A_reload_that_is_reloaded_at_once_starts_nothing_of_the_former_module()
    {
        await _editor.StartAsync();
        await _editor.OnGameThreadAsync(() =>
        {
            _editor.Module.ShutdownModule();
            _editor.Module.StartupModule();
            _editor.Module.ShutdownModule();
        });
        await _editor.UntilAsync(() => _editor.Engine.Posts == 0, "the post was run");
        Assert.That(BridgeLife.Current.Server, Is.Null);
    }

    [Test]
    public async Task A_taken_port_is_no_obstacle()
    {
        using var taken = new TcpListener(IPAddress.Loopback, BridgeServerOptions.DefaultPort);
        try
        {
            taken.Start();
        }
        catch (SocketException)
        {
            // Taken by somebody else: as good.
        }

        await _editor.StartAsync();
        Assert.That(BridgeLife.Current.Server!.Port, Is.Not.Zero.And.Not.EqualTo(BridgeServerOptions.DefaultPort));
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        Assert.That((await client.PingAsync()).UptimeSeconds, Is.Not.Negative);
    }

    [Test]
    public async Task A_state_folder_that_another_editor_holds_is_tried_again_with_growing_pauses_until_it_is_free()
    {
        using var folder = new TemporaryFolder();
        var clock = new PauseClock();
        var log = new RecordingLog();
        var own = new OwnValidator();
        BridgeServer Make() => new(
            new BridgeServerOptions { StateFolder = folder["state"], EndpointFolder = folder["e"], PreferredPort = 0 },
            UnrealPorts.Make(new UnrealIdentity(), new UnrealPython(), new UnrealEngineThread(), own, log));
        var holder = Make();
        await holder.StartAsync();
        var run = new ServerRun(Make, log, clock);
        run.Start();
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            var pause = await clock.NextAsync();
            Assert.That((run.Server, pause.Length.TotalSeconds), Is.EqualTo(((BridgeServer?)null, (double)seconds)));
            pause.End();
        }

        var last = await clock.NextAsync();
        Assert.That(log.Lines.Count(line => line.Level == BridgeLogLevel.Warning), Is.EqualTo(4));
        await holder.StopAsync();
        last.End();
        await _editor.UntilAsync(() => run.Server is not null, "the server has started");
        await run.StopAsync().WaitAsync(EditorInTest.Limit);
        Assert.That(run.Server, Is.Null);
    }

    [Test]
    public async Task A_stop_ends_a_start_that_waits_for_its_next_try()
    {
        var clock = new PauseClock();
        var run = new ServerRun(() => throw new IOException("The disk is full."), new RecordingLog(), clock);
        run.Start();
        await clock.NextAsync();
        await run.StopAsync().WaitAsync(EditorInTest.Limit);
        Assert.That(run.Server, Is.Null);
    }

    [Test]
    public async Task The_editors_tick_runs_its_work_until_the_editor_closes()
    {
        await _editor.StartAsync();
        Assert.That(_editor.Python.TicksThrough, Is.EqualTo(ObjectPaths.PathOf(_editor.Subsystem)));
        await _editor.UntilAsync(() => BridgeLife.Current.Server!.Dispatcher.State.HasTicked, "the dispatcher ticks");
        await _editor.OnGameThreadAsync(_editor.Subsystem.Deinitialize);
        Assert.That(_editor.Python.TicksThrough, Is.Null);
    }

    [Test]
    public async Task Where_the_editor_ticks_no_work_runs_in_a_task()
    {
        _editor.Python.Widths["/Game/T_A"] = 1024;
        await _editor.StartAsync();
        await using var client = await EditorClient.ConnectAsync(_editor.Endpoints, null);
        Assert.That((await client.GetAssetAsync("/Game/T_A")).Class, Is.EqualTo("Texture2D"));
        Assert.That(_editor.Engine.TotalPosts, Is.Zero);
    }

    [Test]
    public async Task Between_unload_and_load_of_a_reload_nothing_calls_the_subsystem()
    {
        await _editor.StartAsync();
        await _editor.OnGameThreadAsync(() =>
        {
            _editor.Module.ShutdownModule();
            Assert.That(_editor.Python.TicksThrough, Is.Null);
            _editor.Module.StartupModule();
        });
        await _editor.UntilAsync(() => _editor.Python.TicksThrough == ObjectPaths.PathOf(_editor.Subsystem), "the tick calls it again");
    }

    [Test]
    public async Task A_validator_that_the_engine_has_destroyed_is_not_handed_to_it_at_the_end()
    {
        await _editor.StartAsync();
        await _editor.OnGameThreadAsync(() =>
        {
            BridgeLife.Current.Validator.Registered!.Dispose();
            _editor.Subsystem.Deinitialize();
        });
        Assert.That(_editor.Errors, Is.Empty);
    }

    [Test]
    public async Task In_a_commandlet_nothing_is_started_or_bound()
    {
        _editor.Engine.CommandLine = "Crates.uproject -run=Cook -TargetPlatform=Windows";
        await _editor.OnGameThreadAsync(_editor.Module.StartupModule);
        await _editor.OnGameThreadAsync(_editor.Subsystem.Initialize);
        Assert.That(_editor.Bindings, Has.All.Zero);
        Assert.That(_editor.StateFolder, Does.Not.Exist);
        await _editor.OnGameThreadAsync(_editor.Subsystem.Deinitialize);
        Assert.That(_editor.Python.Calls, Is.Empty);
        Assert.That(_editor.Python.Installations, Is.Zero);
    }
}
