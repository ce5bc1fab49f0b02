using System.Runtime.InteropServices;
using DccBridge.Server.Editor;
using UnrealSharp;
using UnrealSharp.Core;
using UnrealSharp.CoreUObject;
using UnrealSharp.Interop;

namespace DccBridge.Unreal;

/// <summary>
/// The game thread: from any thread through Unreal's task graph (UnrealSharp, Bind_Async.cpp:7-21), and once the editor's own tick calls
/// <see cref="RunPosted"/>, in that tick. A synchronous import inside a task runs the queue that the task is in, and the engine ends itself
/// (TaskGraph, "RecursionGuard == 1"); in a tick it does not. A post hangs on an engine object and is dropped when that is gone; the
/// transient package lives as long as the engine, over map changes and hot reloads. UnrealSharp's synchronisation context is no way:
/// it needs a world, loses posts with it, and lets a reload wait for our tasks.
/// </summary>
internal sealed class UnrealEngineThread : IEngineThread, IDisposable
{
    /// <summary>The engine takes tasks until there are none: one that posts the next at once would never let the frame go on.</summary>
    private static readonly TimeSpan PauseBetweenTasks = TimeSpan.FromMilliseconds(10);

    private readonly WeakObjectData _anchor;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Timer _next;
    private readonly EditorTick? _tick;
    private volatile bool _ticks;
    private volatile bool _isClosed;
    private Action? _posted;
    private Action? _again;

    /// <summary>On the game thread.</summary>
    /// <param name="anchor">What posts hang on; null for the transient package.</param>
    /// <param name="tick">The editor's tick; where it is on, nothing is posted as a task. Null for tasks alone.</param>
    public UnrealEngineThread(UObject? anchor = null, EditorTick? tick = null)
    {
        Bind_FWeakObjectPtr.CallSetObject(ref _anchor, (anchor ?? UObject.GetTransientPackage()).NativeObject);
        _next = new Timer(static state => ((UnrealEngineThread)state!).PostAgain(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _tick = tick;
        _ticks = tick?.IsOn == true;
    }

    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread;

    /// <summary>True in <see cref="RunPosted"/>. On the game thread.</summary>
    public bool IsInTick { get; private set; }

    public bool TryPost(Action pump)
    {
        if (_isClosed || !Bind_FWeakObjectPtr.CallIsValid(_anchor).ToManagedBool())
        {
            return false;
        }

        // Python may come later than we do: each task looks whether the next one can be a tick.
        if (!_ticks && IsCurrent && _tick?.TryStart() == true)
        {
            _ticks = true;
        }

        if (_ticks)
        {
            Volatile.Write(ref _posted, pump);
        }
        else if (IsCurrent)
        {
            Volatile.Write(ref _again, pump);
            _next.Change(PauseBetweenTasks, Timeout.InfiniteTimeSpan);
        }
        else
        {
            PostTask(pump);
        }

        return true;
    }

    /// <summary>
    /// The editor ticks, outside of any task: what is posted runs here from now on. Work that lets the editor tick meanwhile, as an import with
    /// its progress bar does, comes here again, and nothing else is begun then. On the game thread.
    /// </summary>
    public void RunPosted()
    {
        _ticks = true;
        if (IsInTick)
        {
            return;
        }

        IsInTick = true;
        try
        {
            (Interlocked.Exchange(ref _posted, null) ?? Interlocked.Exchange(ref _again, null))?.Invoke();
        }
        finally
        {
            IsInTick = false;
        }
    }

    /// <summary>Takes no more posts; its timer would hold an assembly that is being unloaded. On the game thread.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _next.Dispose();
        Volatile.Write(ref _again, null);
        Volatile.Write(ref _posted, null);
    }

    private void PostAgain()
    {
        // When ticks have begun meanwhile, the next one takes it.
        if (!_ticks && !_isClosed && Interlocked.Exchange(ref _again, null) is { } pump)
        {
            PostTask(pump);
        }
    }

    // Unreal frees the handle, when it has run the delegate and when it drops it.
    private void PostTask(Action pump) =>
        Bind_Async.CallRunOnThread(_anchor, (int)NamedThread.GameThread, GCHandle.ToIntPtr(GCHandle.Alloc(pump)));
}
