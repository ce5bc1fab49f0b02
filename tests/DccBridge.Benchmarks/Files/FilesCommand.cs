using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Files;

/// <summary>Runs all workloads of the file readers.</summary>
internal static class FilesCommand
{
    public static async Task<int> RunAsync(RunArguments arguments)
    {
        var report = new Report { Rounds = arguments.Rounds };
        await arguments.RunAsync("files", [.. new MeshFilesRun(report, arguments.Rounds).Workloads, .. new ImageHeadersRun(report).Workloads]);
        return arguments.Conclude(report);
    }
}
