using System.Runtime.InteropServices;
using DccBridge.Server.Editor;
using UnrealSharp;
using UnrealSharp.Core;
using UnrealSharp.CoreUObject;
using UnrealSharp.Interop;

namespace DccBridge.Unreal;

/// <summary>
/// The game thread, through Unreal's task graph (UnrealSharp, Bind_Async.cpp:7-21). A post hangs on an engine object and is dropped
/// when that is gone; the transient package lives as long as the engine, over map changes and hot reloads. UnrealSharp's
/// synchronisation context is no way: it needs a world, loses posts with it, and lets a reload wait for our tasks.
/// </summary>
internal sealed class UnrealEngineThread : IEngineThread
{
    private readonly WeakObjectData _anchor;
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>On the game thread.</summary>
    /// <param name="anchor">What posts hang on; null for the transient package.</param>
    public UnrealEngineThread(UObject? anchor = null) =>
        Bind_FWeakObjectPtr.CallSetObject(ref _anchor, (anchor ?? UObject.GetTransientPackage()).NativeObject);

    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread;

    public bool TryPost(Action pump)
    {
        if (!Bind_FWeakObjectPtr.CallIsValid(_anchor).ToManagedBool())
        {
            return false;
        }

        // Unreal frees the handle, when it has run the delegate and when it drops it.
        Bind_Async.CallRunOnThread(_anchor, (int)NamedThread.GameThread, GCHandle.ToIntPtr(GCHandle.Alloc(pump)));
        return true;
    }
}
