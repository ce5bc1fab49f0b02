using System.Globalization;
using System.Runtime.InteropServices;

namespace DccBridge.EndToEnd.Processes;

/// <summary>Unix signals by number, sent with the C library's kill.</summary>
internal static class Signals
{
    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>SIGSTOP on Linux, which no process can catch.</summary>
    public const int Freeze = 19;

    /// <summary>Whether this process was started with SIGINT ignored (the line SigIgn of proc(5), a mask in hexadecimal); false where there is no /proc.</summary>
    public static bool InterruptIsIgnored { get; } = IgnoredAtStart(Interrupt);

    /// <summary>Sends a signal to a process of this user.</summary>
    public static void Send(int process, int signal) => Assert.That(Kill(process, signal), Is.Zero, "the signal was sent");

    private static bool IgnoredAtStart(int signal)
    {
        const string Status = "/proc/self/status";
        const string Field = "SigIgn:";
        if (!OperatingSystem.IsLinux() || File.ReadLines(Status).FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal)) is not { } line)
        {
            return false;
        }

        var mask = ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask >> (signal - 1) & 1) != 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
