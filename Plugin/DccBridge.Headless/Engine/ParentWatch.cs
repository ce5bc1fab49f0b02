using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DccBridge.Headless.Engine;

/// <summary>Notices that the process which started this one is gone, so that a killed companion leaves no orphan.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Ends once the process is gone, within about a second, or when cancelled.</summary>
    /// <param name="process">Process id; the parent of this process, or any other.</param>
    /// <param name="cancellation">Ends the watch.</param>
    /// <returns>True when the process is gone, false when cancelled.</returns>
    public static async Task<bool> WaitAsync(int process, CancellationToken cancellation)
    {
        bool isParent = !OperatingSystem.IsWindows() && ParentOfThis() == process;
        DateTime? started = isParent || !Exists(process) ? null : StartOf(process);
        using var timer = new PeriodicTimer(Period);
        try
        {
            do
            {
                // A dead parent that nobody collected yet still has its id, but this process has a new parent at once.
                bool isAlive = isParent ? ParentOfThis() == process : Exists(process) && IsSame(StartOf(process), started);
                if (!isAlive)
                {
                    return true;
                }
            }
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return false;
    }

    // Readings of one start time differ by milliseconds; a process id comes round much later.
    private static bool IsSame(DateTime? one, DateTime? other) =>
        one is null || other is null || (one.Value - other.Value).Duration() < TimeSpan.FromSeconds(5);

    private static bool Exists(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Win32Exception)
        {
            // It is there and belongs to somebody else.
            return true;
        }
    }

    /// <summary>Null when the system does not say: it is gone, or belongs to somebody else.</summary>
    private static DateTime? StartOf(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentOfThis();
}
