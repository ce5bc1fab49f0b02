using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DccBridge.Companion.Api;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Logs;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Extensions.Logging;

namespace DccBridge.Tests.Companion.Api;

/// <summary>A real server over a played resident, on a free port, and a program that has its token.</summary>
internal sealed class ApiBench : IAsyncDisposable, ILogLines
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _quit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ApiBench()
    {
    }

    public PlayedResident Resident { get; } = new();

    public string Token { get; } = ApiToken.Create();

    public ApiServer Server { get; private set; } = null!;

    /// <summary>A program with the token.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>What the server wrote to its log.</summary>
    public KeptLog Log { get; } = new();

    /// <summary>Lines that the API gives as the log's.</summary>
    public List<string> LogLines { get; } = [];

    public static async Task<ApiBench> StartAsync(ApiOptions? options = null, TimeProvider? time = null)
    {
        var bench = new ApiBench();
        bench.Server = await ApiServer.StartAsync(
            bench.Resident,
            new ApiStart { Token = bench.Token, Quit = () => bench._quit.TrySetResult(), LogLines = bench, Logs = bench.Log, Options = options ?? new ApiOptions(), Time = time ?? TimeProvider.System },
            CancellationToken.None);
        bench.Client = bench.NewClient();
        bench.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bench.Token);
        return bench;
    }

    /// <summary>A program without the token; cookies and redirects are its own affair.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Server.Address, Timeout = Patience };

    /// <summary>Waits until the end was asked for.</summary>
    public Task QuitAsync() => _quit.Task.WaitAsync(Patience);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        var answer = await Client.GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await JsonAsync(answer);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Holds that it is a problem document, and gives its detail.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((status, "application/problem+json")), text);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(problem.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "type", "title", "status", "code", "detail" }));
            Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo((int)status));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
        });
        return problem.GetProperty("detail").GetString()!;
    }

    /// <summary>Sends bytes as they are, and gives what comes back until the server closes.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Server.Port).WaitAsync(Patience);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request)).AsTask().WaitAsync(Patience);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>A request by hand, closed after its answer.</summary>
    public Task<string> RawAsync(string method, string path, params string[] headers) =>
        RawAsync($"{method} {path} HTTP/1.1\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    public Task<IReadOnlyList<string>> ReadAsync(int count, string? least, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. LogLines.Where(line => least is null || line.StartsWith(least, StringComparison.Ordinal)).TakeLast(count)]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        if (TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Failed)
        {
            await TestContext.Out.WriteLineAsync(Log.Text);
        }
    }
}

/// <summary>Keeps what is logged, as text.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _lines.Add($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }
}
