using System.Runtime.Versioning;
using DccBridge.Tray.Icons;

namespace DccBridge.Tray.Windows;

/// <summary>Shell_NotifyIcon: the icon of one window. Used on that window's thread alone.</summary>
[SupportedOSPlatform("windows")]
internal sealed class NotifyIconShell
{
    private const uint Add = 0;
    private const uint Modify = 1;
    private const uint Delete = 2;
    private const uint SetVersion = 4;
    private const uint HasMessage = 0x1;
    private const uint HasIcon = 0x2;
    private const uint HasTip = 0x4;
    private const uint HasInfo = 0x10;
    private const uint ShowTip = 0x80;
    private const uint Version4 = 4;
    private const uint InfoPlain = 0;
    private const uint InfoSign = 1;
    private const uint WarningSign = 2;
    private const uint RespectQuietTime = 0x80;
    private const int SmallIconWidth = 49;

    private readonly Task<nint> _window;
    private readonly uint _callback;
    private WindowsIcon? _icon;
    private (TrayIconState State, int Badge, int Size)? _painted;
    private bool _isAdded;

    /// <param name="window">The window that is told the events.</param>
    /// <param name="callback">The message by which it is told.</param>
    public NotifyIconShell(Task<nint> window, uint callback)
    {
        _window = window;
        _callback = callback;
    }

    /// <summary>The HWND. The thread that uses this runs only once the window is there.</summary>
    public nint Window => _window.Result;

    /// <summary>Shows a view, adding the icon where it is not.</summary>
    /// <returns>Whether the shell took it.</returns>
    public bool Show(TrayView view)
    {
        using var old = Paint(view);
        var data = Data(HasMessage | HasIcon | HasTip | ShowTip);
        data.CallbackMessage = _callback;
        data.Icon = _icon!.Handle;
        unsafe
        {
            Copy(view.ToolTip.Length == 0 ? view.Title : view.ToolTip, new Span<char>(data.Tip, NotifyIconData.MostTip));
        }

        if (_isAdded && NativeMethods.NotifyIcon(Modify, data))
        {
            return true;
        }

        // One that a shell before still shows would keep the new one from being added.
        _isAdded = NativeMethods.NotifyIcon(Add, data) || (NativeMethods.NotifyIcon(Delete, data) && NativeMethods.NotifyIcon(Add, data));
        if (_isAdded)
        {
            // Elevated programs are not told of a new taskbar otherwise.
            const uint Allow = 1;
            NativeMethods.ChangeWindowMessageFilter(Window, NativeMethods.RegisterWindowMessage("TaskbarCreated"), Allow, 0);
            data.Version = Version4;
            NativeMethods.NotifyIcon(SetVersion, data);
        }

        return _isAdded;
    }

    /// <summary>Shows a notification at the icon.</summary>
    /// <returns>Whether the shell took it.</returns>
    public bool Notify(TrayNotification notification)
    {
        var data = Data(HasInfo);
        data.InfoFlags = RespectQuietTime | notification.Urgency switch
        {
            NotificationUrgency.Low => InfoPlain,
            NotificationUrgency.Critical => WarningSign,
            _ => InfoSign,
        };
        unsafe
        {
            // Without a text nothing would be shown.
            Copy(notification.Body.Length == 0 ? " " : notification.Body, new Span<char>(data.Info, NotifyIconData.MostInfo));
            Copy(TrayText.Line(notification.Title, NotifyIconData.MostInfoTitle - 1), new Span<char>(data.InfoTitle, NotifyIconData.MostInfoTitle));
        }

        return _isAdded && NativeMethods.NotifyIcon(Modify, data);
    }

    /// <summary>Takes the icon away.</summary>
    public void Remove()
    {
        if (_isAdded)
        {
            NativeMethods.NotifyIcon(Delete, Data(0));
        }

        Forget();
        _icon?.Dispose();
        _icon = null;
        _painted = null;
    }

    /// <summary>The shell has forgotten the icon.</summary>
    public void Forget() => _isAdded = false;

    private unsafe NotifyIconData Data(uint flags) => new() { Size = (uint)sizeof(NotifyIconData), Window = Window, Id = 1, Flags = flags };

    // Gives back the icon that was shown before, to be destroyed after the new one is shown.
    private WindowsIcon? Paint(TrayView view)
    {
        var wanted = (view.State, view.Badge, SmallIcon());
        if (_icon is not null && _painted == wanted)
        {
            return null;
        }

        var old = _icon;
        _icon = WindowsIcon.From(IconPainter.Paint(view.State, view.Badge, wanted.Item3));
        _painted = wanted;
        return old;
    }

    private static int SmallIcon()
    {
        try
        {
            nint taskbar = NativeMethods.FindWindow("Shell_TrayWnd", 0);
            uint dpi = taskbar == 0 ? 0 : NativeMethods.GetDpiForWindow(taskbar);
            return Math.Max(16, dpi == 0 ? NativeMethods.GetSystemMetrics(SmallIconWidth) : NativeMethods.GetSystemMetricsForDpi(SmallIconWidth, dpi));
        }
        catch (EntryPointNotFoundException)
        {
            // Windows before 10 1607.
            return Math.Max(16, NativeMethods.GetSystemMetrics(SmallIconWidth));
        }
    }

    // Ends with a zero, and never with half a surrogate pair.
    private static void Copy(string text, Span<char> to)
    {
        int length = Math.Min(text.Length, to.Length - 1);
        if (length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        to.Clear();
        text.AsSpan(0, length).CopyTo(to);
    }
}
