using System.Diagnostics;

namespace DccBridge.Benchmarks.Rpyc;

/// <summary>A Python program that takes lines and answers with lines.</summary>
internal sealed class PythonProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private PythonProcess(Process process) => _process = process;

    /// <summary>A path inside the repository: above the program that runs, where DccBridge.slnx lies.</summary>
    public static string Repository(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
            {
                return Path.Combine([folder.FullName, .. parts]);
            }
        }

        throw new FileNotFoundException("No DccBridge.slnx above the program; run it from where it was built.");
    }

    public static Task<PythonProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return Task.FromResult(new PythonProcess(Process.Start(start)!));
    }

    public async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new IOException("The Python program ended; is python3-rpyc installed?");

    public async Task<double> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return double.Parse(await ReadAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
