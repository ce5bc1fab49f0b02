using System.Diagnostics;
using System.Globalization;

namespace DccBridge.Benchmarks.Reporting;

/// <summary>A whole process from its start to its end.</summary>
/// <param name="Seconds">Wall time, in seconds.</param>
/// <param name="ProcessorSeconds">Time on all cores, user and kernel, in seconds; without the children of the process. Other programs on the machine change it little.</param>
/// <param name="PeakKiB">Most resident memory, in KiB, as the kernel counts it (VmHWM); read every few milliseconds, so the last ones of the process are missing.</param>
/// <param name="Output">What it wrote to its standard output.</param>
internal sealed record MeasuredProcess(double Seconds, double ProcessorSeconds, long PeakKiB, string Output)
{
    // USER_HZ, the unit of /proc/<id>/stat: 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, failed, or did not end in ten minutes.</exception>
    public static Task<MeasuredProcess> RunAsync(string program, params string[] arguments) => RunAsync(program, 0, arguments);

    /// <summary>As the other, for programs whose exit code says what they found: all codes up to <paramref name="highest"/> are well.</summary>
    public static async Task<MeasuredProcess> RunAsync(string program, int highest, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var limit = new CancellationTokenSource(Limit);
        long began = Stopwatch.GetTimestamp();
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            Task<double> end = EndAsync(process, began, limit.Token);
            long peak = 0;
            double processor = 0;
            while (!end.IsCompleted)
            {
                peak = Math.Max(peak, PeakOf(process.Id));
                processor = Math.Max(processor, ProcessorOf(process.Id));
                await Task.WhenAny(end, Task.Delay(BetweenLooks));
            }

            double seconds = await end;
            return process.ExitCode <= highest
                ? new(seconds, processor, peak, await output)
                : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {await errors}{await output}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task<double> EndAsync(Process process, long began, CancellationToken limit)
    {
        await process.WaitForExitAsync(limit);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"'{start.FileName}' is not installed, and this benchmark needs it. See tests/DccBridge.Benchmarks/README.md.", e);
        }
    }

    private static double ProcessorOf(int process)
    {
        try
        {
            // The second field is the program's name in brackets and may hold blanks; user and system time are the 14th and 15th.
            string stat = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long PeakOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile, or this is not Linux.
            return 0;
        }
    }
}
