using System.Diagnostics;

namespace DccBridge.Companion.Platform;

/// <summary>The process of a headless editor: its lines, its last words, its end.</summary>
internal sealed class HeadlessProcess : IAsyncDisposable
{
    private const int KeptErrorLines = 20;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly TemporaryFolder _temporary;
    private readonly IDisposable _emergency;
    private readonly Queue<string> _errors = new();
    private readonly TaskCompletionSource<string?> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _errorReader;
    private Task _outputReader = Task.CompletedTask;

    /// <param name="process">Started, all three streams redirected.</param>
    /// <param name="temporary">Removed once the process is gone.</param>
    /// <param name="emergency">Kills it and removes the folder when this process ends at once.</param>
    public HeadlessProcess(Process process, TemporaryFolder temporary, EmergencyEnd emergency)
    {
        _process = process;
        _temporary = temporary;
        _emergency = emergency.Add(KillNow);
        _errorReader = ReadErrorsAsync();
    }

    /// <summary>The end of what it wrote to standard error.</summary>
    public string LastWords
    {
        get
        {
            lock (_errors)
            {
                return _errors.Count == 0 ? "It said nothing." : $"Its last words:\n{string.Join('\n', _errors)}";
            }
        }
    }

    /// <summary>The first line on standard output that fits; null when it ends without one. What comes after is read and dropped, so that it never waits for a reader.</summary>
    public Task<string?> FirstLineAsync(Func<string, bool> fits)
    {
        _outputReader = ReadOutputAsync(fits);
        return _found.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (_emergency)
        using (_process)
        {
            await StopAsync().ConfigureAwait(false);
            await Task.WhenAll(_errorReader, _outputReader).ConfigureAwait(false);
            _temporary.Dispose();
        }
    }

    private void KillNow()
    {
        try
        {
            _process.Kill(entireProcessTree: true);

            // Until it is gone it may write into the folder.
            _process.WaitForExit(KillLimit);
        }
        catch (InvalidOperationException)
        {
            // It was stopped and let go meanwhile.
        }

        _temporary.Dispose();
    }

    private async Task StopAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync("stop").ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended and closed its input.
        }

        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }
    }

    private async Task ReadOutputAsync(Func<string, bool> fits)
    {
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (fits(line))
            {
                _found.TrySetResult(line);
            }
        }

        _found.TrySetResult(null);
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (_errors)
            {
                _errors.Enqueue(line);
                if (_errors.Count > KeptErrorLines)
                {
                    _errors.Dequeue();
                }
            }
        }
    }
}
