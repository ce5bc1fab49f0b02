using System.Diagnostics;

namespace DccBridge.EndToEnd.Processes;

/// <summary>A process whose streams are read as lines and whose every wait has a limit. Killed, with what it started, when disposed.</summary>
internal abstract class PipedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly ProcessLines _output;
    private readonly ProcessLines _errors;

    /// <param name="start">What to start.</param>
    /// <param name="patience">The limit of each wait.</param>
    protected PipedProcess(ProcessStartInfo start, TimeSpan patience)
    {
        _patience = patience;
        _process = Process.Start(start)!;
        _output = new ProcessLines(_process.StandardOutput);
        _errors = new ProcessLines(_process.StandardError);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The next line of output that holds the text; lines before it are passed over.</summary>
    public Task<string> LineAsync(string part) => LineAsync(_output, part);

    /// <summary>The next line of standard error that holds the text; lines before it are passed over.</summary>
    public Task<string> ErrorLineAsync(string part) => LineAsync(_errors, part);

    /// <summary>Gives a line of input.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line).WaitAsync(_patience);
        await _process.StandardInput.FlushAsync().WaitAsync(_patience);
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(int number) => Signals.Send(_process.Id, number);

    /// <summary>Kills it as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills it as kill -9 does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Waits for its end and the end of what it wrote.</summary>
    public async Task<ProcessEnd> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_patience);

        // What it started may hold the pipes open after its own end.
        return new ProcessEnd(_process.ExitCode, await _output.All.WaitAsync(_patience), await _errors.All.WaitAsync(_patience));
    }

    /// <summary>Waits for its end alone: what it started may hold the pipes open for long.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await EndAsync();
        _process.Dispose();
    }

    private async Task<string> LineAsync(ProcessLines lines, string part) =>
        await lines.NextAsync(l => l.Contains(part, StringComparison.Ordinal), $"with '{part}'", _patience)
        ?? throw new InvalidOperationException($"It ended without a line with '{part}'; it said: {await _errors.All.WaitAsync(_patience)}");
}
