using System.Diagnostics;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Tray;

/// <summary>A program of a desktop, or one that runs in it.</summary>
internal sealed class DesktopProcess(ProcessStartInfo start) : PipedProcess(start, TimeSpan.FromSeconds(60))
{
    /// <summary>Starts a program with the environment of a desktop.</summary>
    public static DesktopProcess Start(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new DesktopProcess(start);
    }

    /// <summary>Starts a program by its path with the environment of a desktop.</summary>
    public static DesktopProcess Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false }, environment);

    /// <summary>Says a line and waits for "done" and that line.</summary>
    public async Task DoAsync(string line)
    {
        await SayAsync(line);
        await LineAsync("done " + line);
    }
}
