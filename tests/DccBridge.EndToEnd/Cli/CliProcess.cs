using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace DccBridge.EndToEnd.Cli;

/// <summary>The built <c>dccbridge</c> as a process, its streams piped. Killed when disposed.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    public const int Interrupt = 2;

    /// <summary>SIGSTOP on Linux, which no process can catch.</summary>
    public const int Freeze = 19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();
    private readonly Task<string> _errors;

    private CliProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errors = ReadErrorsAsync();
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<CliResult> RunAsync(params string[] arguments)
    {
        await using var process = Start(null, arguments);
        return await process.EndAsync();
    }

    /// <summary>Starts it.</summary>
    /// <param name="temporary">Its folder for temporary files; null is the system's.</param>
    /// <param name="arguments">As a person types them.</param>
    public static CliProcess Start(string? temporary, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        if (temporary is not null)
        {
            start.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = temporary;
        }

        return new CliProcess(Process.Start(start)!);
    }

    /// <summary>The next line of output that holds the text; lines before it are passed over.</summary>
    public Task<string> LineAsync(string part) => LineAsync(_lines, part);

    /// <summary>The next line of standard error that holds the text; lines before it are passed over.</summary>
    public Task<string> ErrorLineAsync(string part) => LineAsync(_errorLines, part);

    private async Task<string> LineAsync(Channel<string> lines, string part)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(limit.Token))
            {
                if (line.Contains(part, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line with '{part}' within {Patience.TotalSeconds} s.");
        }

        throw new InvalidOperationException($"It ended without a line with '{part}'; it said: {await _errors}");
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(int number) => Signal(_process.Id, number);

    /// <summary>Sends a signal to a process of this user.</summary>
    public static void Signal(int process, int number) => Assert.That(Send(process, number), Is.Zero, "the signal was sent");

    /// <summary>Waits for its end.</summary>
    public async Task<CliResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return new CliResult(_process.ExitCode, _output.ToString(), await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await EndAsync();
        _process.Dispose();
    }

    private static string Executable()
    {
        // artifacts/bin/<project>/<configuration>: the executable of the same configuration as this test.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(here.Parent!.Parent!.FullName, "DccBridge.Companion", here.Name, OperatingSystem.IsWindows() ? "dccbridge.exe" : "dccbridge");
        Assert.That(path, Does.Exist, "built with the tests");
        return path;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.Append(line).Append('\n');
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    private async Task<string> ReadErrorsAsync()
    {
        var errors = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            errors.Append(line).Append('\n');
            _errorLines.Writer.TryWrite(line);
        }

        _errorLines.Writer.Complete();
        return errors.ToString();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}

/// <summary>How a run ended.</summary>
internal sealed record CliResult(int Code, string Output, string Errors)
{
    /// <summary>The one document on standard output; fails when there is anything else.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
