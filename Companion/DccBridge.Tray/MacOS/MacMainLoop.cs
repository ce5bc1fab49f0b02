using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DccBridge.Tray.MacOS;

/// <summary>The main loop of macOS, which AppKit wants on the first thread of the process. Written after Apple's documentation, never tried on a Mac.</summary>
[SupportedOSPlatform("macos")]
internal static unsafe class MacMainLoop
{
    private const string AppKit = "/System/Library/Frameworks/AppKit.framework/AppKit";
    private const string System = "/usr/lib/libSystem.dylib";

    /// <summary>Runs the loop on this thread, which must be the first, until work that runs beside it has ended.</summary>
    public static int Run(Func<Task<int>> work)
    {
        const nint Accessory = 1; // no place in the Dock
        NativeLibrary.Load(AppKit);
        nint application = ObjectiveC.Send(ObjectiveC.Class("NSApplication"), "sharedApplication");
        ObjectiveC.Send(application, "setActivationPolicy:", Accessory);
        var running = Task.Run(work);

        // Whatever comes of it: its result is asked for below.
        running.ContinueWith(_ => Post(Stop), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        ObjectiveC.Send(application, "run");
        return running.GetAwaiter().GetResult();
    }

    /// <summary>Has it run on the first thread, once the loop runs.</summary>
    public static void Post(Action work)
    {
        nint queue = NativeLibrary.GetExport(NativeLibrary.Load(System), "_dispatch_main_q");
        ObjectiveC.Dispatch(queue, GCHandle.ToIntPtr(GCHandle.Alloc(work)), &RunPosted);
    }

    [UnmanagedCallersOnly]
    private static void RunPosted(nint context)
    {
        var handle = GCHandle.FromIntPtr(context);
        var work = (Action)handle.Target!;
        handle.Free();
        work(); // tells what it throws itself: see MacTray.Guard
    }

    private static void Stop()
    {
        const nint ApplicationDefined = 15;
        nint application = ObjectiveC.Send(ObjectiveC.Class("NSApplication"), "sharedApplication");
        ObjectiveC.Send(application, "stop:", 0);

        // The loop looks whether it was stopped only after an event.
        nint happened = ObjectiveC.SendEvent(
            ObjectiveC.Class("NSEvent"),
            ObjectiveC.Selector("otherEventWithType:location:modifierFlags:timestamp:windowNumber:context:subtype:data1:data2:"),
            ApplicationDefined,
            default,
            0,
            0,
            0,
            0,
            0,
            0,
            0);
        ObjectiveC.Send(application, ObjectiveC.Selector("postEvent:atStart:"), happened, 1);
    }
}
