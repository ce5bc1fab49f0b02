using System.Runtime.InteropServices;

namespace DccBridge.Companion.Platform;

/// <summary>
/// The console window that Windows opens for a program that was double-clicked. A program started from a shell shares the shell's console, and lets it be.
/// </summary>
internal static class OwnConsole
{
    /// <summary>Closes the console window if this program is the only one in it. Nothing elsewhere than on Windows.</summary>
    /// <returns>Whether a window was closed: from then on nobody reads the standard streams.</returns>
    public static bool CloseIfAlone()
    {
        if (!OperatingSystem.IsWindows())
        {
            return false;
        }

        // With more programs than fit, the count is told and nothing is written; all that matters is whether there is one.
        return GetConsoleProcessList(new uint[1], 1) == 1 && FreeConsole();
    }

    [DllImport("kernel32")]
    private static extern uint GetConsoleProcessList([Out] uint[] processes, uint count);

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FreeConsole();
}
