using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Offline;

/// <summary>
/// <c>dccbridge validate</c> on a folder of 10,000 small files, beside <c>cat</c> of the same bytes. It hashes each file, so it needs all of them.
/// Whole processes, in turns; once with the files in memory, once from the disk. The goals are those of the program that people download;
/// the plain build, which compiles itself while it runs, is measured beside it.
/// </summary>
internal sealed class OfflineRun(Report report, int rounds)
{
    private const int Files = 10_000;

    /// <summary>Exit code of dccbridge for findings, which are expected: the samples have their faults.</summary>
    private const int MostWithFindings = 2;
    private static readonly string[] Samples = ["clean/SM_Barrel.glb", "crate/SM_CrateBolt.glb", "clean/T_Barrel_D.png", "crate/T_CrateLid_N.png"];

    // Published once for all workloads.
    private Task<string>? _downloaded;

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads => [("memory", () => CompareAsync("from memory", fromDisk: false, 4)), ("disk", () => CompareAsync("from disk", fromDisk: true, 1.5))];

    private static string Program => Environment.ProcessPath!;

    private static string PlainBuild
    {
        get
        {
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
            string path = Path.Combine(MadeFiles.Repository, "artifacts", "bin", "DccBridge.Companion", configuration, "dccbridge");
            return File.Exists(path) ? path : throw new InvalidOperationException($"'{path}' is not there; build the companion in the same configuration.");
        }
    }

    private static Task<string> FolderAsync() => MadeFiles.FolderAsync($"offline-{Files}", async folder =>
    {
        for (int i = 0; i < Files; i++)
        {
            string sample = Path.Combine(MadeFiles.Repository, "tests", "Samples", Samples[i % Samples.Length]);
            string below = Path.Combine(folder, $"Set_{i / 100:D3}");
            Directory.CreateDirectory(below);
            string name = Path.GetFileNameWithoutExtension(sample);
            string suffix = name.Length > 2 && name[^2] == '_' ? name[^2..] : "";
            await File.WriteAllBytesAsync(Path.Combine(below, $"{name[..^suffix.Length]}{i:D5}{suffix}{Path.GetExtension(sample)}"), await File.ReadAllBytesAsync(sample));
        }

        // What is not on the disk yet cannot be forgotten by the kernel.
        await MeasuredProcess.RunAsync("sync", "-f", folder);
    });

    private async Task CompareAsync(string how, bool fromDisk, double limit)
    {
        string folder = await FolderAsync();
        string downloaded = await (_downloaded ??= DownloadedCompanion.MakeAsync());
        string output = Path.Combine(Path.GetTempPath(), $"dccbridge-offline-{Environment.ProcessId}.json");
        List<MeasuredProcess> cat = [], read = [], hashed = [], validated = [], plain = [];
        try
        {
            for (int round = -1; round < rounds; round++)
            {
                await AddAsync(round, cat, "sh", "-c", "find \"$0\" -type f -print0 | sort -z | xargs -0 cat | cat > /dev/null", folder);
                await AddAsync(round, read, Program, "read", folder);
                await AddAsync(round, hashed, Program, "hash", folder);
                await AddAsync(round, validated, downloaded, "validate", folder, "--report", $"json={output}");
                await AddAsync(round, plain, PlainBuild, "validate", folder, "--report", $"json={output}");
            }
        }
        finally
        {
            File.Delete(output);
        }

        report.Add($"{Files:N0} files {how}, size", Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1048576.0, "MiB");
        report.Add($"{Files:N0} files {how}, cat", Median.Of(cat.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, read by .NET", Median.Of(read.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, read and hashed by .NET", Median.Of(hashed.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, validated", Median.Of(validated.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, validated by the plain build", Median.Of(plain.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, read and hashed by .NET, processor time", Median.Of(hashed.Select(run => run.ProcessorSeconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, validated, processor time", Median.Of(validated.Select(run => run.ProcessorSeconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, validated by the plain build, processor time", Median.Of(plain.Select(run => run.ProcessorSeconds)) * 1000, "ms");
        report.Add($"{Files:N0} files {how}, validated by the plain build / cat", Median.Of(plain.Zip(cat, (a, b) => a.Seconds / b.Seconds)), "x");
        report.AtMost($"{Files:N0} files {how}, validated / cat", Median.Of(validated.Zip(cat, (a, b) => a.Seconds / b.Seconds)), limit);

        async Task AddAsync(int round, List<MeasuredProcess> runs, string program, params string[] arguments)
        {
            if (fromDisk)
            {
                FileCache.Forget(folder);
            }

            MeasuredProcess run = await MeasuredProcess.RunAsync(program, MostWithFindings, arguments);
            if (round >= 0)
            {
                runs.Add(run);
            }
        }
    }
}
