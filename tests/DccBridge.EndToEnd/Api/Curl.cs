using System.Diagnostics;
using System.Text.Json;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Api;

/// <summary>The program curl, as a script would call it.</summary>
internal sealed class Curl(Uri address, string home)
{
    private readonly string _program = Peer.Require("curl", "apt-get install curl (7.82 or later)", ["curl"], "--version").Program;

    /// <summary>Asks with the token out of its file; fails when the status is not that one.</summary>
    public async Task<JsonElement> AskAsync(int status, string path, params string[] arguments)
    {
        var token = await File.ReadAllTextAsync(Path.Combine(home, "companion.token"));
        var (seen, body) = await RawAsync(path, ["-H", $"Authorization: Bearer {token}", .. arguments]);
        Assert.That(seen, Is.EqualTo(status), body);
        if (body.Length == 0)
        {
            return default;
        }

        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>Asks as it is given.</summary>
    public async Task<(int Status, string Body)> RawAsync(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, ["-sS", "--noproxy", "*", "--max-time", "60", "-w", "\n%{http_code}", .. arguments, new Uri(address, path).AbsoluteUri])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await using var curl = new Run(start);
        var end = await curl.EndAsync();
        Assert.That(end.Code, Is.Zero, end.Errors);
        var output = end.Output.TrimEnd('\n');
        var at = output.LastIndexOf('\n');
        return (int.Parse(output[(at + 1)..]), output[..Math.Max(at, 0)]);
    }

    private sealed class Run(ProcessStartInfo start) : PipedProcess(start, TimeSpan.FromSeconds(90));
}
