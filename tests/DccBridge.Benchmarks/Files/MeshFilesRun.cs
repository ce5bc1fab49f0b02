using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Files;

/// <summary>The facts of large meshes, beside <c>assimp info</c> on the same file. Whole processes, one after the other in turns.</summary>
internal sealed class MeshFilesRun(Report report, int rounds)
{
    /// <summary>Quads along a side: two million triangles.</summary>
    private const int Side = 1000;

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads =>
    [
        ("start", StartAsync),
        ("glb", () => CompareAsync("glb")),
        ("fbx", () => CompareAsync("fbx")),
    ];

    private static string Program => Environment.ProcessPath!;

    private static async Task<string> FolderAsync() => await MadeFiles.FolderAsync($"terrain-{Side}", folder =>
        MeasuredProcess.RunAsync("blender", "-b", "--factory-startup", "--python-exit-code", "1", "--python", Path.Combine(AppContext.BaseDirectory, "make_mesh.py"), "--", folder, $"{Side}"));

    // What a process of .NET costs that reads next to nothing; it is in the figures of the large files too.
    private async Task StartAsync()
    {
        string small = Path.Combine(MadeFiles.Repository, "tests", "Samples", "clean", "SM_Barrel.glb");
        List<MeasuredProcess> runs = [];
        for (int round = 0; round < rounds; round++)
        {
            runs.Add(await MeasuredProcess.RunAsync(Program, "facts", small));
        }

        report.Add("facts of a file of 476 triangles, whole process", Median.Of(runs.Select(run => run.Seconds)) * 1000, "ms");
        report.Add("facts of a file of 476 triangles, peak", Median.Of(runs.Select(run => run.PeakKiB / 1024.0)), "MiB");
    }

    private async Task CompareAsync(string kind)
    {
        string file = Path.Combine(await FolderAsync(), $"SM_Terrain.{kind}");
        List<MeasuredProcess> ours = [], theirs = [];

        // The first of each only brings the file and the programs into memory.
        for (int round = -1; round < rounds; round++)
        {
            MeasuredProcess facts = await MeasuredProcess.RunAsync(Program, "facts", file);
            MeasuredProcess info = await MeasuredProcess.RunAsync("assimp", "info", file);
            if (round >= 0)
            {
                ours.Add(facts);
                theirs.Add(info);
            }
        }

        report.Add($"{kind}, size", new FileInfo(file).Length / 1048576.0, "MiB");
        report.Add($"{kind}, assimp info", Median.Of(theirs.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{kind}, facts", Median.Of(ours.Select(run => run.Seconds)) * 1000, "ms");
        report.Add($"{kind}, assimp info, processor time", Median.Of(theirs.Select(run => run.ProcessorSeconds)) * 1000, "ms");
        report.Add($"{kind}, facts, processor time", Median.Of(ours.Select(run => run.ProcessorSeconds)) * 1000, "ms");
        report.Add($"{kind}, assimp info, peak", Median.Of(theirs.Select(run => run.PeakKiB / 1024.0)), "MiB");
        report.Add($"{kind}, facts, peak", Median.Of(ours.Select(run => run.PeakKiB / 1024.0)), "MiB");
        report.AtMost($"{kind} facts, time / assimp info", Median.Of(ours.Zip(theirs, (a, b) => a.Seconds / b.Seconds)), 1);
        report.AtMost($"{kind} facts, peak memory / assimp info", Median.Of(ours.Zip(theirs, (a, b) => (double)a.PeakKiB / b.PeakKiB)), 0.1);
    }
}
