using System.ComponentModel;
using System.Diagnostics;

namespace DccBridge.Companion.Browsing;

/// <summary>
/// The browser of this system: what <c>BROWSER</c> names (several, parted as in PATH; %s stands for the address), else ShellExecute on Windows, <c>open</c> on
/// macOS, <c>xdg-open</c> elsewhere.
/// </summary>
/// <param name="variable">Looks up an environment variable.</param>
/// <param name="time">Measures and waits.</param>
internal sealed class SystemBrowser(Func<string, string?> variable, TimeProvider time) : IBrowser
{
    /// <summary>A starter that has not failed by then has the browser open, or is the browser itself.</summary>
    private static readonly TimeSpan FailsWithin = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<string?> OpenAsync(Uri address, CancellationToken cancellation)
    {
        var why = "No browser is known here.";
        foreach (var command in Commands(address))
        {
            if (await TryAsync(command, cancellation).ConfigureAwait(false) is not { } failure)
            {
                return null;
            }

            why = failure;
        }

        return why;
    }

    /// <summary>What is tried, in order.</summary>
    internal IEnumerable<ProcessStartInfo> Commands(Uri address)
    {
        var url = address.AbsoluteUri;
        foreach (var entry in (variable("BROWSER") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // No shell takes it apart: a path with blanks is one word when it is there as a whole.
            var words = File.Exists(entry) ? [entry] : entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return words.Any(word => word.Contains("%s", StringComparison.Ordinal))
                ? Quiet(words.Select(word => word.Replace("%s", url, StringComparison.Ordinal)))
                : Quiet(words.Append(url));
        }

        if (OperatingSystem.IsWindows())
        {
            yield return new ProcessStartInfo(url) { UseShellExecute = true };
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return Quiet(["open", url]);
        }
        else if (variable("DISPLAY") is { Length: > 0 } || variable("WAYLAND_DISPLAY") is { Length: > 0 })
        {
            // Without a display xdg-open would fill the terminal with a text browser.
            yield return Quiet(["xdg-open", url]);
        }
    }

    // What a browser writes to its terminal is not ours, and a pipe that nobody reads would stop it.
    private static ProcessStartInfo Quiet(IEnumerable<string> words)
    {
        var all = words.ToList();
        return OperatingSystem.IsWindows()
            ? new ProcessStartInfo(all[0], all.Skip(1)) { UseShellExecute = false, CreateNoWindow = true }
            : new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", .. all]);
    }

    private async Task<string?> TryAsync(ProcessStartInfo command, CancellationToken cancellation)
    {
        var name = command.FileName == "/bin/sh" ? command.ArgumentList[3] : command.FileName;
        try
        {
            using var process = Process.Start(command);
            if (process is null)
            {
                // ShellExecute handed it to a browser that runs.
                return null;
            }

            using var limit = new CancellationTokenSource(FailsWithin, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }

            return process.ExitCode == 0 ? null : $"{name} ended with code {process.ExitCode}.";
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return $"{name} cannot be started: {e.Message}";
        }
    }
}
