using System.Globalization;

namespace DccBridge.Benchmarks.Wire;

/// <summary>Resident memory of this process as the kernel counts it (Linux).</summary>
internal static class ProcessMemory
{
    public static long ResidentKiB() => Read("VmRSS:");

    public static long PeakKiB() => Read("VmHWM:");

    private static long Read(string field)
    {
        if (!File.Exists("/proc/self/status"))
        {
            return Environment.WorkingSet / 1024;
        }

        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
