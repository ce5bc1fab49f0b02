using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading.Channels;

namespace DccBridge.Tray.Windows;

/// <summary>
/// A window that nobody sees, with a thread of its own: Windows tells the icon's events to a window. It is a top-level window and no message-only one, because
/// only those are told that the taskbar was made anew.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class TrayWindow : IDisposable
{
    private const string ClassName = "DccBridge.Tray";
    private const int UserData = -21;
    private const uint Close = 0x10;
    private const uint Work = 0x8000 + 2; // WM_APP is ours
    private const int MostWork = 256;

    private readonly Func<uint, nint, nint, bool> _handle;
    private readonly Action<Exception> _failed;
    private readonly Channel<Action> _work = Channel.CreateBounded<Action>(MostWork);
    private readonly TaskCompletionSource<nint> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the window.</summary>
    /// <param name="handle">Is given every message on the window's thread; says whether it was its own.</param>
    /// <param name="failed">Is told what that threw.</param>
    public TrayWindow(Func<uint, nint, nint, bool> handle, Action<Exception> failed)
    {
        _handle = handle;
        _failed = failed;
        new Thread(Run) { IsBackground = true, Name = "Tray window" }.Start();
    }

    /// <summary>The HWND once it is there.</summary>
    public Task<nint> Made => _made.Task;

    /// <summary>Ends when the thread has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Has it run on the window's thread.</summary>
    /// <exception cref="InvalidOperationException">Too much waits, or the window is gone.</exception>
    public async Task PostAsync(Action work)
    {
        nint window = await Made.ConfigureAwait(false);
        if (!_work.Writer.TryWrite(work) || !NativeMethods.PostMessage(window, Work, 0, 0))
        {
            throw new InvalidOperationException("The window of the tray icon takes no more work.");
        }
    }

    /// <summary>Ends the window and its thread; does not wait.</summary>
    public void Dispose()
    {
        _work.Writer.TryComplete();
        if (_made.Task.IsCompletedSuccessfully)
        {
            NativeMethods.PostMessage(_made.Task.Result, Close, 0, 0);
        }
    }

    [UnmanagedCallersOnly]
    private static nint Procedure(nint window, uint message, nint w, nint l)
    {
        nint data = NativeMethods.GetWindowLong(window, UserData);
        return data != 0 && GCHandle.FromIntPtr(data).Target is TrayWindow target && target.Handle(window, message, w, l)
            ? 0
            : NativeMethods.DefaultProcedure(window, message, w, l);
    }

    private bool Handle(nint window, uint message, nint w, nint l)
    {
        try
        {
            switch (message)
            {
                case Work:
                    while (_work.Reader.TryRead(out var work))
                    {
                        work();
                    }

                    return true;
                case Close:
                    _handle(message, w, l);
                    NativeMethods.DestroyWindow(window);
                    NativeMethods.PostQuitMessage(0);
                    return true;
                default:
                    return _handle(message, w, l);
            }
        }
        catch (Exception e)
        {
            // Beyond this method lies Windows: what is thrown through it ends the process.
            _failed(e);
            return true;
        }
    }

    private void Run()
    {
        var self = GCHandle.Alloc(this);
        nint instance = NativeMethods.GetModuleHandle(0);
        string name = $"{ClassName}.{Guid.NewGuid():N}";
        try
        {
            UseRealPixels();
            nint window = Make(name, instance);
            NativeMethods.SetWindowLong(window, UserData, GCHandle.ToIntPtr(self));
            _made.SetResult(window);
            int more;
            while ((more = NativeMethods.GetMessage(out var message, 0, 0, 0)) > 0)
            {
                NativeMethods.TranslateMessage(message);
                NativeMethods.DispatchMessage(message);
            }

            if (more < 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
        catch (Exception e)
        {
            if (!_made.TrySetException(e))
            {
                _failed(e);
            }
        }
        finally
        {
            NativeMethods.UnregisterClass(name, instance);
            self.Free();
            _ended.SetResult();
        }
    }

    private static void UseRealPixels()
    {
        const nint PerMonitorV2 = -4;
        try
        {
            NativeMethods.SetThreadDpiAwarenessContext(PerMonitorV2);
        }
        catch (EntryPointNotFoundException)
        {
            // Windows before 10 1607: all monitors have one scale there.
        }
    }

    private static unsafe nint Make(string name, nint instance)
    {
        const uint Popup = 0x80000000;
        fixed (char* text = name)
        {
            var type = new WindowClass { Size = (uint)sizeof(WindowClass), Procedure = &Procedure, Instance = instance, ClassName = text };
            if (NativeMethods.RegisterClass(type) == 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }

        nint window = NativeMethods.CreateWindow(0, name, "", Popup, 0, 0, 0, 0, 0, 0, instance, 0);
        return window != 0 ? window : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
