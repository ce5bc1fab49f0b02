using System.Collections.Concurrent;
using DccBridge.Protocol.Discovery;
using DccBridge.Tests.Server.Fakes;
using UnrealSharp.DataValidation;
using UnrealSharp.LevelEditor;
using UnrealSharp.Surface;
using UnrealSharp.UnrealEd;

namespace DccBridge.Unreal.Tests;

/// <summary>An Unreal editor with a game thread that ticks, all plugins switched on, and an empty project. One at a time: the engine is one per process, as the real one.</summary>
internal sealed class EditorInTest : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly string? _formerEditors = Environment.GetEnvironmentVariable(EditorFolder.Variable);
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _gameThread;

    public EditorInTest()
    {
        Environment.SetEnvironmentVariable(EditorFolder.Variable, _folder["editors"]);
        Engine = SurfaceEngine.Current = new SurfaceEngine { ProjectDirectory = _folder["Crates"] + Path.DirectorySeparatorChar, Python = Python.Run };
        Directory.CreateDirectory(Engine.ProjectDirectory);
        foreach (object subsystem in new object[] { Validators, Assets, Imports, Levels, Actors })
        {
            Engine.Subsystems[subsystem.GetType()] = subsystem;
        }

        Subsystem = new UDccBridgeSubsystem { Name = "DccBridgeSubsystem_0", Outer = new UnrealSharp.CoreUObject.UObject { Name = "UnrealEdEngine_0", Outer = Engine.TransientPackage } };
        Engine.Subsystems[typeof(UDccBridgeSubsystem)] = Subsystem;
        _gameThread = new Thread(Tick) { IsBackground = true };
        _gameThread.Start();
    }

    public SurfaceEngine Engine { get; }

    public FakePython Python { get; } = new();

    public UEditorValidatorSubsystem Validators { get; } = new();

    public UEditorAssetSubsystem Assets { get; } = new();

    public UImportSubsystem Imports { get; } = new();

    public ULevelEditorSubsystem Levels { get; } = new();

    public UEditorActorSubsystem Actors { get; } = new();

    public UDccBridgeSubsystem Subsystem { get; }

    public FManagedDccBridge Module { get; } = new();

    public string StateFolder => Path.Combine(_folder["Crates"], "Saved", "DccBridge");

    public string ContentFolder => Path.Combine(_folder["Crates"], "Content");

    public EditorDirectory Endpoints => new(_folder["editors"]);

    /// <summary>All bindings of all subsystems.</summary>
    public int[] Bindings =>
    [
        Imports.OnAssetPostImport.Count, Imports.OnAssetReimport.Count, Levels.OnMapOpened.Count, Levels.OnPostSaveWorld.Count,
        Actors.OnNewActorsPlaced.Count, Actors.OnDeleteActorsEnd.Count, Actors.OnActorLabelChanged.Count, Levels.SelectionSet.OnSelectionChange.Count,
    ];

    public IEnumerable<string> Errors => Engine.Log.Where(line => line.Verbosity == "Error").Select(line => line.Message);

    /// <summary>Runs on the game thread, between ticks.</summary>
    public async Task OnGameThreadAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        await done.Task.WaitAsync(Limit);
    }

    public async Task<T> OnGameThreadAsync<T>(Func<T> work)
    {
        T result = default!;
        await OnGameThreadAsync(() => { result = work(); });
        return result;
    }

    /// <summary>Module, then subsystem, as in a real start; returns when the server listens.</summary>
    public async Task StartAsync()
    {
        await OnGameThreadAsync(Module.StartupModule);
        await OnGameThreadAsync(Subsystem.Initialize);
        await UntilAsync(() => BridgeLife.Current.Server is not null, "the server has started");
    }

    /// <summary>Waits until something holds, looking each time that the game thread has ticked.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds())
        {
            Assert.That(limit.IsCancellationRequested, Is.False, $"In {Limit.TotalSeconds} s: {what}. Log: {string.Join(" | ", Engine.Log)}");
            await OnGameThreadAsync(() => { });
        }
    }

    public async ValueTask DisposeAsync()
    {
        Engine.HasEditor = true;
        await OnGameThreadAsync(Subsystem.Deinitialize);
        await _stop.CancelAsync();
        _gameThread.Join(Limit);
        _stop.Dispose();
        Environment.SetEnvironmentVariable(EditorFolder.Variable, _formerEditors);
        _folder.Dispose();
    }

    private void Tick()
    {
        while (!_stop.Token.WaitHandle.WaitOne(1))
        {
            Engine.Tick();
            if (Python.TicksThrough is { } path && path == ObjectPaths.PathOf(Subsystem))
            {
                Subsystem.RunPosted();
            }

            while (_asked.TryDequeue(out var work))
            {
                work();
            }
        }
    }
}
