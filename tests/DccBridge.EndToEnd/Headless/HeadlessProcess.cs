using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace DccBridge.EndToEnd.Headless;

/// <summary>The real executable as a process of its own, on folders of its own. Killed when disposed.</summary>
internal sealed class HeadlessProcess : IAsyncDisposable
{
    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private HeadlessProcess(Process process)
    {
        _process = process;
        _reading = ReadOutputAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it; a command line as a user would give it.</summary>
    public static HeadlessProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new HeadlessProcess(Process.Start(start)!);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<(HeadlessProcess Process, Ready Ready)> StartReadyAsync(params string[] arguments)
    {
        HeadlessProcess process = Start(arguments);
        try
        {
            return (process, await process.ReadyAsync());
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next "ready" line.</summary>
    public async Task<Ready> ReadyAsync() => Ready.Parse(await LineAsync("ready "));

    /// <summary>Waits for a line of output that begins so; lines before it are passed over.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (string line in _output.Reader.ReadAllAsync(limit.Token))
            {
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line that begins with '{beginning}' within {Patience.TotalSeconds} s.");
        }

        throw new InvalidOperationException($"The process ended without a line that begins with '{beginning}'; it said: {await _errors}");
    }

    /// <summary>Gives a control line.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(int number) => Assert.That(Send(_process.Id, number), Is.Zero, "the signal was sent");

    /// <summary>Kills it as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills it as kill -9 does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Exit code and what it wrote to standard error.</returns>
    public async Task<(int Code, string Errors)> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return (_process.ExitCode, await _errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await EndAsync();
        _process.Dispose();
    }

    private static string Executable()
    {
        // artifacts/bin/<project>/<configuration>: the executable of the same configuration as this test.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string name = OperatingSystem.IsWindows() ? "dccbridge-headless.exe" : "dccbridge-headless";
        string path = Path.Combine(here.Parent!.Parent!.FullName, "DccBridge.Headless", here.Name, name);
        Assert.That(path, Does.Exist, "built with the tests");
        return path;
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.Writer.TryWrite(line);
        }

        _output.Writer.Complete();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);

    /// <summary>What the "ready" line says.</summary>
    internal sealed record Ready(int Port, Guid Instance, string Endpoint)
    {
        public static Ready Parse(string line)
        {
            // The endpoint is the last, because a path may hold blanks.
            string[] parts = line.Split(' ', 4);
            return new Ready(
                int.Parse(Value(parts[1], "port="), CultureInfo.InvariantCulture),
                Guid.Parse(Value(parts[2], "instance=")),
                Value(parts[3], "endpoint="));
        }

        private static string Value(string part, string name)
        {
            Assert.That(part, Does.StartWith(name));
            return part[name.Length..];
        }
    }
}
