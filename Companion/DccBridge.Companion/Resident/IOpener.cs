using System.ComponentModel;
using System.Diagnostics;

namespace DccBridge.Companion.Resident;

/// <summary>Opens a file with the program that the system has for it.</summary>
internal interface IOpener
{
    /// <summary>Opens.</summary>
    /// <param name="file">An existing file, absolute.</param>
    /// <exception cref="ResidentException">The system has no program for it, or none that starts.</exception>
    void Open(string file);
}

/// <summary>The system's own way: ShellExecute, open, xdg-open.</summary>
internal sealed class SystemOpener : IOpener
{
    /// <inheritdoc/>
    public void Open(string file)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(file) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [file]);
        try
        {
            using var process = Process.Start(start);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or InvalidOperationException)
        {
            throw new ResidentException(ResidentFault.Conflict, "noProgram", $"'{file}' cannot be opened ({e.Message}). Choose a program for files of that kind in the system's settings, or open it by hand.", e);
        }
    }
}
