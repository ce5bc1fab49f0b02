using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DccBridge.Tray.Windows;

/// <summary>The menu of Windows; made anew each time it is shown.</summary>
[SupportedOSPlatform("windows")]
internal static class PopupMenu
{
    private const uint Grayed = 0x1;
    private const uint Checked = 0x8;
    private const uint Popup = 0x10;
    private const uint Separator = 0x800;
    private const uint RightButton = 0x2;
    private const uint NoNotify = 0x80;
    private const uint ReturnCommand = 0x100;

    /// <summary>Shows it and waits for the choice; messages of the thread go on meanwhile.</summary>
    /// <returns>The id of the chosen line, or null.</returns>
    /// <exception cref="Win32Exception">Windows could not make the menu.</exception>
    public static string? Choose(IReadOnlyList<TrayMenuItem> items, nint window, int x, int y)
    {
        var ids = new List<string>();
        nint menu = Make(items, ids);
        try
        {
            // Without being in front the menu would not close when the person clicks elsewhere.
            NativeMethods.SetForegroundWindow(window);
            int chosen = NativeMethods.TrackPopupMenu(menu, RightButton | NoNotify | ReturnCommand, x, y, window, 0);
            NativeMethods.PostMessage(window, 0, 0, 0); // a message, any one: the second half of that rule
            return chosen > 0 && chosen <= ids.Count ? ids[chosen - 1] : null;
        }
        finally
        {
            NativeMethods.DestroyMenu(menu); // submenus go with it
        }
    }

    private static nint Make(IReadOnlyList<TrayMenuItem> items, List<string> ids)
    {
        nint menu = NativeMethods.CreatePopupMenu();
        if (menu == 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        foreach (var item in items)
        {
            ids.Add(item.Id);
            uint number = (uint)ids.Count;
            uint flags = (item.IsEnabled ? 0 : Grayed) | (item.IsChecked == true ? Checked : 0);
            bool isAdded = item switch
            {
                { IsSeparator: true } => NativeMethods.AppendMenu(menu, Separator, 0, null),
                { Children.Count: > 0 } => NativeMethods.AppendMenu(menu, flags | Popup, Make(item.Children, ids), Label(item)),
                _ => NativeMethods.AppendMenu(menu, flags, (nint)number, Label(item)),
            };
            if (!isAdded)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            if (item.IsDefault)
            {
                NativeMethods.SetMenuDefaultItem(menu, number, 0);
            }
        }

        return menu;
    }

    // A single ampersand would mark the next letter as the key of the line.
    private static string Label(TrayMenuItem item) => item.Label.Replace("&", "&&", StringComparison.Ordinal);
}
