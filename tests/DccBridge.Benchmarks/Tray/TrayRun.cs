using System.Diagnostics;
using System.Runtime.InteropServices;
using DccBridge.Benchmarks.Offline;
using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Tray;

/// <summary>
/// The companion that stays running (<c>dccbridge tray --no-icon</c>) as people download it, while nobody does anything: its resident memory and its processor
/// time over thirty seconds, alone and with a headless editor that it is connected to. The goals are those of a program that one leaves running.
/// </summary>
internal sealed class TrayRun(Report report, int rounds)
{
    private const double MostMegabytes = 70;
    private const double MostOfACore = 0.001;

    // Memory is given back twice in the first eighty seconds, and editors are asked more often for half a minute after somebody looked.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<string>> _program = new(DownloadedCompanion.MakeAsync);

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads => [("alone", () => MeasureAsync("alone", withEditor: false)), ("editor", () => MeasureAsync("with an editor", withEditor: true))];

    private async Task MeasureAsync(string how, bool withEditor)
    {
        string program = await _program.Value;
        List<double> memory = [], peak = [], core = [], start = [];
        for (int round = 0; round < rounds; round++)
        {
            string place = Directory.CreateTempSubdirectory("dccbridge-idle-").FullName;
            try
            {
                await MeasureAsync(program, place, withEditor, memory, peak, core, start);
            }
            finally
            {
                Directory.Delete(place, recursive: true);
            }
        }

        report.Add($"idle {how}, resident", Median(memory), "MB");
        report.Add($"idle {how}, most resident since the start", Median(peak), "MB");
        report.Add($"idle {how}, processor time in 30 s", Median(core) * Idle.TotalMilliseconds, "ms");
        report.Add($"idle {how}, from the start to the first answer", Median(start), "ms");
        report.AtMost($"idle {how}, resident, MB", Median(memory), MostMegabytes);
        report.AtMost($"idle {how}, part of a core", Median(core), MostOfACore);
    }

    private static async Task MeasureAsync(string program, string place, bool withEditor, List<double> memory, List<double> peak, List<double> core, List<double> start)
    {
        string editors = Path.Combine(place, "editors");
        using Process? editor = withEditor ? await StartEditorAsync(program, place, editors) : null;
        long began = Stopwatch.GetTimestamp();
        using Process companion = Start(program, place, ["tray", "--no-icon", "--port", "0", "--endpoint-folder", editors, "--json"]);
        try
        {
            await SaysAsync(companion, "\"state\":\"running\"");
            start.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(Settling);
            long before = ProcessorNanoseconds(companion.Id);
            long from = Stopwatch.GetTimestamp();
            await Task.Delay(Idle);
            core.Add((ProcessorNanoseconds(companion.Id) - before) / Stopwatch.GetElapsedTime(from).TotalNanoseconds);
            memory.Add(Megabytes(companion.Id, "VmRSS:"));
            peak.Add(Megabytes(companion.Id, "VmHWM:"));
        }
        finally
        {
            companion.Kill();
            await companion.WaitForExitAsync();
            if (editor is not null)
            {
                editor.Kill();
                await editor.WaitForExitAsync();
            }
        }
    }

    private static async Task<Process> StartEditorAsync(string program, string place, string editors)
    {
        string headless = Path.Combine(Path.GetDirectoryName(program)!, "headless", "dccbridge-headless");
        Process editor = Start(headless, place, [Path.Combine(place, "content"), "--endpoint-folder", editors, "--port", "0"]);
        await SaysAsync(editor, "ready port=");
        return editor;
    }

    private static Process Start(string program, string place, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DCCBRIDGE_HOME"] = Path.Combine(place, "home");
        return Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
    }

    private static async Task SaysAsync(Process process, string part)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"It ended without saying '{part}'.");
    }

    // The processor clock of another process, in nanoseconds, with the threads that ended (clock_getcpuclockid(3) makes the number so). /proc/<id>/stat counts
    // hundredths of a second, of which three are all that is allowed.
    private static long ProcessorNanoseconds(int process)
    {
        if (GetTime((~process << 3) | 2, out ClockTime time) != 0)
        {
            throw new InvalidOperationException("The processor time of the companion cannot be read: it has ended.");
        }

        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out ClockTime time);

    private static double Megabytes(int process, string field) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024 / 1e6;

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ClockTime
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
