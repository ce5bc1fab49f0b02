namespace DccBridge.Companion.Platform;

/// <summary>
/// Tells a start from a desktop (a double click, a menu, start at login) from one by a script. Both may have no terminal on their streams; a script's process belongs to a
/// terminal's session all the same, or has no desktop (cron, a service, CI).
/// </summary>
internal static class DesktopStart
{
    private const string ControllingTerminal = "/dev/tty";

    /// <summary>Whether this process was started from a desktop of Linux or macOS. On Windows the console window says it: see <see cref="OwnConsole"/>.</summary>
    /// <param name="environment">Reads a variable of the environment.</param>
    public static bool IsThis(Func<string, string?> environment) =>
        !OperatingSystem.IsWindows()
        && Console.IsInputRedirected && Console.IsOutputRedirected && Console.IsErrorRedirected
        && HasDesktop(environment) && !HasTerminal();

    private static bool HasDesktop(Func<string, string?> environment) =>
        OperatingSystem.IsMacOS() || environment("DISPLAY") is { Length: > 0 } || environment("WAYLAND_DISPLAY") is { Length: > 0 };

    // The file can be opened only by processes that have one (tty(4)).
    private static bool HasTerminal()
    {
        try
        {
            using var terminal = File.OpenHandle(ControllingTerminal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
