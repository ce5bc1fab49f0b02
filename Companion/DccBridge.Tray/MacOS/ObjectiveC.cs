using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DccBridge.Tray.MacOS;

/// <summary>A point or a size of AppKit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Pair(double First, double Second);

/// <summary>The runtime of Objective-C. Every message that is sent has its types spelled out: the runtime checks none.</summary>
[SupportedOSPlatform("macos")]
internal static unsafe partial class ObjectiveC
{
    private const string Runtime = "/usr/lib/libobjc.A.dylib";
    private const string System = "/usr/lib/libSystem.dylib";

    /// <summary>A class by its name.</summary>
    [LibraryImport(Runtime, EntryPoint = "objc_getClass", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Class(string name);

    /// <summary>A selector by its name.</summary>
    [LibraryImport(Runtime, EntryPoint = "sel_registerName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Selector(string name);

    [LibraryImport(Runtime, EntryPoint = "objc_allocateClassPair", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AllocateClass(nint super, string name, nint extra);

    [LibraryImport(Runtime, EntryPoint = "objc_registerClassPair")]
    public static partial void RegisterClass(nint type);

    [LibraryImport(Runtime, EntryPoint = "class_addIvar", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte AddVariable(nint type, string name, nint size, byte alignment, string types);

    [LibraryImport(Runtime, EntryPoint = "class_addMethod", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte AddMethod(nint type, nint selector, delegate* unmanaged<nint, nint, nint, void> method, string types);

    [LibraryImport(Runtime, EntryPoint = "object_setInstanceVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint SetVariable(nint target, string name, nint value);

    [LibraryImport(Runtime, EntryPoint = "object_getInstanceVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetVariable(nint target, string name, out nint value);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, nint one);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, nint one, nint two);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, nint one, nint two, nint three);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, double one);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, Pair one);

    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, byte* bytes, nint length);

    // otherEventWithType:location:modifierFlags:timestamp:windowNumber:context:subtype:data1:data2:
    [LibraryImport(Runtime, EntryPoint = "objc_msgSend")]
    public static partial nint SendEvent(nint target, nint selector, nint type, Pair location, nint flags, double time, nint window, nint context, short subtype, nint first, nint second);

    [LibraryImport(System, EntryPoint = "dispatch_async_f")]
    public static partial void Dispatch(nint queue, nint context, delegate* unmanaged<nint, void> work);

    /// <summary>Sends a message by name.</summary>
    public static nint Send(nint target, string selector) => Send(target, Selector(selector));

    /// <summary>Sends a message by name.</summary>
    public static nint Send(nint target, string selector, nint one) => Send(target, Selector(selector), one);

    /// <summary>An NSString; released by the pool of the main loop.</summary>
    public static nint Text(string text)
    {
        byte[] bytes = [.. global::System.Text.Encoding.UTF8.GetBytes(text), 0];
        fixed (byte* start = bytes)
        {
            return Send(Class("NSString"), Selector("stringWithUTF8String:"), (nint)start);
        }
    }
}
