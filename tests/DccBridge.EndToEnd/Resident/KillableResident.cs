using System.Diagnostics;

namespace DccBridge.EndToEnd.Resident;

/// <summary>A started <see cref="ResidentProgram"/>. Killed when disposed.</summary>
internal sealed class KillableResident : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private KillableResident(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="home">Folder of its settings and state.</param>
    /// <param name="endpoints">Folder of the endpoint files.</param>
    /// <param name="file">What it sends.</param>
    /// <param name="under">Program and arguments that start it; it takes their process over.</param>
    public static KillableResident Start(string home, string endpoints, string file, params string[] under)
    {
        Directory.CreateDirectory(home);
        string program = Environment.ProcessPath!;
        string[] command = [.. under, Path.GetFileNameWithoutExtension(program) == "dotnet" ? program : "dotnet", "exec", typeof(KillableResident).Assembly.Location, "resident", home, endpoints, file];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new KillableResident(Process.Start(start)!);
    }

    /// <summary>Waits for a line that begins so, and gives the rest of it.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        while (true)
        {
            string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            Assert.That(line, Is.Not.Null, () => $"the resident core ended: {_errors.Result}");
            if (line!.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line[beginning.Length..];
            }
        }
    }

    /// <summary>Kills it as kill -9 does, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }
}
