using System.Diagnostics;
using System.Text.Json;

namespace DccBridge.EndToEnd.Peers;

/// <summary>What the peer found in a file.</summary>
internal sealed record GltfValidatorReport(string File, int Errors, int Triangles, int Vertices, int MaxUvs, string Generator);

/// <summary>Khronos' glTF validator (npm package gltf-validator), run by node.</summary>
internal static class GltfValidatorPeer
{
    private const string Script = """
        const validator = require('gltf-validator'), fs = require('fs');
        (async () => {
          const reports = [];
          for (const file of process.argv.slice(1)) {
            const report = await validator.validateBytes(new Uint8Array(fs.readFileSync(file)));
            const { info, issues } = report;
            reports.push({ file, errors: issues.numErrors, triangles: info.totalTriangleCount, vertices: info.totalVertexCount, maxUvs: info.maxUVs, generator: info.generator });
          }
          console.log(JSON.stringify(reports));
        })();
        """;

    /// <summary>Validates the files. A missing peer skips the test, or fails it where DCCBRIDGE_REQUIRE_PEERS is 1.</summary>
    public static async Task<IReadOnlyList<GltfValidatorReport>> ValidateAsync(string repository, IEnumerable<string> files)
    {
        var modules = Environment.GetEnvironmentVariable("DCCBRIDGE_PEER_MODULES") is { Length: > 0 } given ? given : Path.Combine(repository, "artifacts", "peers", "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "gltf-validator")))
        {
            Missing($"The npm package gltf-validator is not in {modules}; install it there, or name another folder in DCCBRIDGE_PEER_MODULES.");
        }

        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = modules;
        foreach (var argument in (string[])["-e", Script, "--", .. files])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Start(start);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.That(process.ExitCode, Is.Zero, await errors);
        using var reports = JsonDocument.Parse(await output);
        return [.. reports.RootElement.EnumerateArray().Select(report => new GltfValidatorReport(
            report.GetProperty("file").GetString()!,
            report.GetProperty("errors").GetInt32(),
            report.GetProperty("triangles").GetInt32(),
            report.GetProperty("vertices").GetInt32(),
            report.GetProperty("maxUvs").GetInt32(),
            report.GetProperty("generator").GetString()!))];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Missing("The program node is not installed.");
            throw;
        }
    }

    private static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("DCCBRIDGE_REQUIRE_PEERS") == "1")
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
    }
}
