using System.Diagnostics;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>A started <see cref="SubscriberProgram"/>. Killed when disposed.</summary>
internal sealed class SubscriberProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private SubscriberProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Verdicts that waited for it when it subscribed.</summary>
    public string Pending { get; private set; } = "";

    /// <summary>Starts it and waits until it has subscribed.</summary>
    public static async Task<SubscriberProcess> StartAsync(string endpoints, Guid clientId, bool durable)
    {
        string assembly = typeof(SubscriberProcess).Assembly.Location;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", assembly, endpoints, clientId.ToString("D"), durable ? "durable" : "passing"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) != "dotnet")
        {
            start.FileName = "dotnet";
        }

        var subscriber = new SubscriberProcess(Process.Start(start)!);
        try
        {
            subscriber.Pending = await subscriber.LineAsync("subscribed ");
            return subscriber;
        }
        catch
        {
            await subscriber.DisposeAsync();
            throw;
        }
    }

    /// <summary>The asset of the next verdict, which it then holds.</summary>
    public Task<string> VerdictAsync() => LineAsync("verdict ");

    /// <summary>Lets it acknowledge the verdict that it holds, and waits until the editor has answered.</summary>
    public async Task TakeAsync()
    {
        await _process.StandardInput.WriteLineAsync("take");
        await _process.StandardInput.FlushAsync();
        await LineAsync("taken ");
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

    /// <summary>The next line, which must begin so: an unexpected verdict is a failure, not something to pass over.</summary>
    private async Task<string> LineAsync(string beginning)
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.That(line, Is.Not.Null, () => $"the subscriber ended: {_errors.Result}");
        Assert.That(line, Does.StartWith(beginning));
        return line![beginning.Length..];
    }
}
