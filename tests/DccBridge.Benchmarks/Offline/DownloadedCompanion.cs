using System.Runtime.InteropServices;
using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Offline;

/// <summary>The companion as people download it: with its own runtime, compiled ahead. Made with the arguments of <c>.ci/pack</c>.</summary>
internal static class DownloadedCompanion
{
    /// <summary>Publishes it, which is quick when nothing changed since the last time, and says where it is.</summary>
    /// <exception cref="InvalidOperationException">It cannot be published; the text says why.</exception>
    public static async Task<string> MakeAsync()
    {
        string project = Path.Combine(MadeFiles.Repository, "Companion", "DccBridge.Companion");
        string folder = Path.Combine(MadeFiles.Repository, "artifacts", "benchmark-files", "companion");
        await Console.Error.WriteLineAsync($"publishing {folder}");
        await MeasuredProcess.RunAsync(
            "dotnet", "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "quiet", "--self-contained", "-p:PublishReadyToRun=true");
        return Path.Combine(folder, "dccbridge");
    }
}
