using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DccBridge.Tray.Windows;

/// <summary>Functions of Windows, by their own names.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class NativeMethods
{
    [LibraryImport("shell32", EntryPoint = "Shell_NotifyIconW")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool NotifyIcon(uint message, in NotifyIconData data);

    [LibraryImport("kernel32", EntryPoint = "GetModuleHandleW")]
    public static partial nint GetModuleHandle(nint name);

    [LibraryImport("user32", EntryPoint = "RegisterClassExW", SetLastError = true)]
    public static partial ushort RegisterClass(in WindowClass type);

    [LibraryImport("user32", EntryPoint = "UnregisterClassW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool UnregisterClass(string name, nint instance);

    [LibraryImport("user32", EntryPoint = "CreateWindowExW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    public static partial nint CreateWindow(uint extendedStyle, string className, string title, uint style, int x, int y, int width, int height, nint parent, nint menu, nint instance, nint parameter);

    [LibraryImport("user32", EntryPoint = "DestroyWindow")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool DestroyWindow(nint window);

    [LibraryImport("user32", EntryPoint = "DefWindowProcW")]
    public static partial nint DefaultProcedure(nint window, uint message, nint w, nint l);

    [LibraryImport("user32", EntryPoint = "GetWindowLongPtrW")]
    public static partial nint GetWindowLong(nint window, int index);

    [LibraryImport("user32", EntryPoint = "SetWindowLongPtrW")]
    public static partial nint SetWindowLong(nint window, int index, nint value);

    [LibraryImport("user32", EntryPoint = "GetMessageW", SetLastError = true)]
    public static partial int GetMessage(out ThreadMessage message, nint window, uint first, uint last);

    [LibraryImport("user32", EntryPoint = "DispatchMessageW")]
    public static partial nint DispatchMessage(in ThreadMessage message);

    [LibraryImport("user32", EntryPoint = "TranslateMessage")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool TranslateMessage(in ThreadMessage message);

    [LibraryImport("user32", EntryPoint = "PostMessageW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool PostMessage(nint window, uint message, nint w, nint l);

    [LibraryImport("user32", EntryPoint = "PostQuitMessage")]
    public static partial void PostQuitMessage(int code);

    [LibraryImport("user32", EntryPoint = "RegisterWindowMessageW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial uint RegisterWindowMessage(string name);

    [LibraryImport("user32", EntryPoint = "ChangeWindowMessageFilterEx")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool ChangeWindowMessageFilter(nint window, uint message, uint action, nint status);

    [LibraryImport("user32", EntryPoint = "SetTimer", SetLastError = true)]
    public static partial nint SetTimer(nint window, nint id, uint milliseconds, nint procedure);

    [LibraryImport("user32", EntryPoint = "KillTimer")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool KillTimer(nint window, nint id);

    [LibraryImport("user32", EntryPoint = "SetForegroundWindow")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetForegroundWindow(nint window);

    [LibraryImport("user32", EntryPoint = "FindWindowW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint FindWindow(string className, nint title);

    [LibraryImport("user32", EntryPoint = "CreatePopupMenu", SetLastError = true)]
    public static partial nint CreatePopupMenu();

    [LibraryImport("user32", EntryPoint = "AppendMenuW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool AppendMenu(nint menu, uint flags, nint idOrMenu, string? text);

    [LibraryImport("user32", EntryPoint = "SetMenuDefaultItem")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetMenuDefaultItem(nint menu, uint item, uint byPosition);

    [LibraryImport("user32", EntryPoint = "TrackPopupMenuEx")]
    public static partial int TrackPopupMenu(nint menu, uint flags, int x, int y, nint window, nint parameters);

    [LibraryImport("user32", EntryPoint = "DestroyMenu")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool DestroyMenu(nint menu);

    [LibraryImport("user32", EntryPoint = "GetSystemMetrics")]
    public static partial int GetSystemMetrics(int index);

    [LibraryImport("user32", EntryPoint = "GetSystemMetricsForDpi")]
    public static partial int GetSystemMetricsForDpi(int index, uint dpi);

    [LibraryImport("user32", EntryPoint = "GetDpiForWindow")]
    public static partial uint GetDpiForWindow(nint window);

    [LibraryImport("user32", EntryPoint = "SetThreadDpiAwarenessContext")]
    public static partial nint SetThreadDpiAwarenessContext(nint context);

    [LibraryImport("user32", EntryPoint = "CreateIconIndirect", SetLastError = true)]
    public static partial nint CreateIcon(in IconInfo info);

    [LibraryImport("user32", EntryPoint = "DestroyIcon")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool DestroyIcon(nint icon);

    [LibraryImport("gdi32", EntryPoint = "CreateDIBSection", SetLastError = true)]
    public static partial nint CreateBitmapWithPixels(nint device, in BitmapHeader header, uint usage, out nint pixels, nint section, uint offset);

    [LibraryImport("gdi32", EntryPoint = "CreateBitmap", SetLastError = true)]
    public static partial nint CreateBitmap(int width, int height, uint planes, uint bits, ReadOnlySpan<byte> pixels);

    [LibraryImport("gdi32", EntryPoint = "DeleteObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool DeleteObject(nint handle);
}
