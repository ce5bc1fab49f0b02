using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using UnrealSharp.Core;

namespace UnrealSharp.Surface;

/// <summary>The engine that a test plays behind the declarations: objects, the game thread's queue, subsystems, log, project. Not part of UnrealSharp.</summary>
public sealed class SurfaceEngine
{
    private const int MostPostsInOneTick = 10_000;

    private readonly ConcurrentDictionary<IntPtr, UnrealSharpObject> _objects = new();
    private readonly ConcurrentQueue<(int Object, IntPtr Handle)> _posts = new();
    private int _last;
    private int _totalPosts;

    /// <summary>The engine of the process, as in the real one; a test takes a new one first.</summary>
    public static SurfaceEngine Current { get; set; } = new();

    /// <summary>What was written to the log.</summary>
    public ConcurrentQueue<(string Name, string Verbosity, string Message)> Log { get; } = new();

    /// <summary>The subsystems that exist, by class. What is not in it is a plugin that is switched off.</summary>
    public ConcurrentDictionary<Type, object> Subsystems { get; } = new();

    /// <summary>Folder of the project.</summary>
    public string ProjectDirectory { get; set; } = "";

    /// <summary>Name of the project.</summary>
    public string GameName { get; set; } = "Crates";

    /// <summary>What the engine says of its version.</summary>
    public string EngineVersion { get; set; } = "5.7.1-48512491+++UE5+Release-5.7";

    /// <summary>How the editor was started.</summary>
    public string CommandLine { get; set; } = "Crates.uproject";

    /// <summary>Python as the test plays it: code and mode to success and result; null when the plugin is switched off.</summary>
    public Func<string, PythonScriptPlugin.EPythonCommandExecutionMode, (bool Success, string Result)>? Python { get; set; }

    /// <summary>What the project's validators say, by package path.</summary>
    public Func<string, DataValidation.FValidateAssetsDetails>? ProjectValidator { get; set; }

    /// <summary>False before the engine has its editor: asking for a subsystem then ends the real process.</summary>
    public bool HasEditor { get; set; } = true;

    /// <summary>Posts that wait for the next tick.</summary>
    public int Posts => _posts.Count;

    /// <summary>All posts that ever came.</summary>
    public int TotalPosts => Volatile.Read(ref _totalPosts);

    /// <summary>The transient package.</summary>
    public CoreUObject.UPackage TransientPackage => _transient ??= new CoreUObject.UPackage { Name = "/Engine/Transient" };

    private CoreUObject.UPackage? _transient;

    internal IntPtr Add(UnrealSharpObject one)
    {
        var address = (IntPtr)Interlocked.Increment(ref _last);
        _objects[address] = one;
        return address;
    }

    internal void Remove(IntPtr address) => _objects.TryRemove(address, out _);

    internal bool IsAlive(int index) => _objects.ContainsKey(index);

    internal void Post(int anchor, IntPtr handle)
    {
        Interlocked.Increment(ref _totalPosts);
        _posts.Enqueue((anchor, handle));
    }

    /// <summary>
    /// Runs on the calling thread what is posted, until nothing is: also what these posts post, as the real queue does
    /// (FTaskGraphInterface::ProcessThreadUntilIdle). A post whose object is gone is dropped, its handle is freed.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not end: the real editor would stand still.</exception>
    public void Tick()
    {
        for (var run = 0; _posts.TryDequeue(out var post); run++)
        {
            if (run == MostPostsInOneTick)
            {
                throw new InvalidOperationException("Posts post the next ones without end: the frame would never go on.");
            }

            var handle = GCHandle.FromIntPtr(post.Handle);
            var work = (Delegate)handle.Target!;
            handle.Free();
            if (!IsAlive(post.Object))
            {
                continue;
            }

            try
            {
                work.DynamicInvoke();
            }
            catch (Exception exception)
            {
                Log.Enqueue(("LogUnrealSharp", "Error", exception.Message));
            }
        }
    }
}
