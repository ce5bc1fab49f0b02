using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;

namespace DccBridge.EndToEnd.Blender;

/// <summary>A stand-in for the companion's HTTP API, with its endpoint file and its lock: it answers what the test says, and keeps what it was asked.</summary>
internal sealed class StandInCompanion : IAsyncDisposable
{
    private const string Token = "dGhpcy1pcy1hLXRva2VuLW9mLXRoZS10ZXN0cy0xMjM";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly InstanceLock _held;

    public StandInCompanion(string home)
    {
        var port = Enumerable.Range(20000, 10000).OrderBy(_ => Random.Shared.Next()).First(TryListen);
        Url = $"http://127.0.0.1:{port}";
        var folders = new CompanionFolders(home);
        folders.Prepare();
        _held = InstanceLock.TryTake(folders) ?? throw new InvalidOperationException($"Another companion runs on {home}.");
        new CompanionEndpoint(1, new Uri($"{Url}/"), Token, Environment.ProcessId, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).Write(folders);
        _serving = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public string Url { get; }

    /// <summary>What it was asked, in order: "POST /api/send" with the body.</summary>
    public ConcurrentQueue<(string Call, string Body)> Asked { get; } = new();

    /// <summary>The answer to a call ("GET /api/findings"): status and JSON.</summary>
    public required Func<string, Task<(int Status, string Json)>> Answer { get; init; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _held.Dispose();
    }

    private bool TryListen(int port)
    {
        _listener.Prefixes.Clear();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        try
        {
            _listener.Start();
            return true;
        }
        catch (HttpListenerException)
        {
            return false;
        }
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        while (true)
        {
            try
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }
        }

        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var call = $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}";
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            Asked.Enqueue((call, await reader.ReadToEndAsync()));
            var (status, json) = context.Request.Headers["Authorization"] == "Bearer " + Token ? await Answer(call) : (401, """{"title":"no token"}""");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Blender went away in the middle; the test sees it in what it asks next.
        }
    }

    /// <summary>An activity as the API writes it.</summary>
    public static string Activity(string state, double progress, string? message = null, string? error = null, int errors = 0) => JsonSerializer.Serialize(new
    {
        id = "6f2c1c57-6a4c-4c0e-9d6a-000000000001",
        kind = "send",
        title = "Send 1 file to Crates",
        state,
        stage = "upload",
        progress,
        message,
        error = error is null ? null : new { code = "noEditor", message = error },
        errors,
        warnings = 0,
    });
}
