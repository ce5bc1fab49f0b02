using System.Globalization;
using DccBridge.AssetFiles;
using DccBridge.Benchmarks.Reporting;

namespace DccBridge.Benchmarks.Files;

/// <summary>The facts of images: how many bytes are read of a file. The pixels are none of them.</summary>
internal sealed class ImageHeadersRun(Report report)
{
    private const int Large = 4096;
    private const int Small = 64;

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads => [("png", () => CountAsync("png")), ("tga", () => CountAsync("tga")), ("exr", () => CountAsync("exr"))];

    // Noise: pixels that do not compress away.
    private static Task<string> FolderAsync() => MadeFiles.FolderAsync($"images-{Large}-{Small}", async folder =>
    {
        foreach (int side in (int[])[Large, Small])
        {
            foreach ((string kind, string depth) in ((string, string)[])[("png", "uint8"), ("tga", "uint8"), ("exr", "half")])
            {
                await MeasuredProcess.RunAsync("oiiotool", "--pattern", "noise:type=uniform", string.Create(CultureInfo.InvariantCulture, $"{side}x{side}"), "4", "-d", depth, "-o", Path.Combine(folder, $"{side}.{kind}"));
            }
        }
    });

    private async Task CountAsync(string kind)
    {
        string folder = await FolderAsync();
        (long large, long length) = Read(Path.Combine(folder, $"{Large}.{kind}"));
        (long small, _) = Read(Path.Combine(folder, $"{Small}.{kind}"));
        report.Add($"{kind} of {Large} pixels, size", length, "bytes");
        report.Add($"{kind} of {Large} pixels, read", large, "bytes");
        report.Add($"{kind} of {Small} pixels, read", small, "bytes");
        report.AtMost($"{kind} of {Large} pixels, bytes read / size", (double)large / length, 0.001);
    }

    private static (long Read, long Length) Read(string file)
    {
        using var stream = new CountingStream(file);
        AssetFile.Read(stream, file, depth: AssetFileDepth.Header);
        return (stream.BytesRead, stream.Length);
    }
}
