using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DccBridge.Companion.Api;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Unreal;
using Microsoft.Extensions.Logging.Abstractions;
using ResidentCompanion = DccBridge.Companion.Resident.Resident;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>The companion as add-ons, scripts and browsers meet it: its files in DCCBRIDGE_HOME, and HTTP.</summary>
internal sealed class RunningCompanion : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ResidentCompanion? _resident;
    private readonly ApiServer? _server;
    private readonly HttpClient _http;

    private RunningCompanion(ResidentCompanion? resident, ApiServer? server, Uri address, string token)
    {
        (_resident, _server) = (resident, server);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = address, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Starts it on folders of its own.</summary>
    public static async Task<RunningCompanion> StartAsync(string home, string endpoints)
    {
        var folders = new CompanionFolders(home);
        folders.Prepare();
        var resident = ResidentCompanion.Start(
            new ResidentOptions { Folder = home, EndpointFolder = endpoints, SlowLook = TimeSpan.FromSeconds(1), StateInterval = TimeSpan.FromMilliseconds(200) },
            new ResidentPorts { Connector = new EditorConnector(TimeProvider.System), Dccs = _ => new EndpointProbe(folders.Dccs), Log = (weight, text, e) => TestContext.Progress.WriteLine($"{weight}: {text} {e?.Message}") });
        var token = ApiToken.Create();
        var server = await ApiServer.StartAsync(resident, new ApiStart { Token = token, Quit = () => { }, LogLines = new NoLog(), Logs = NullLoggerFactory.Instance }, CancellationToken.None);
        await File.WriteAllTextAsync(folders.EndpointFile, JsonSerializer.Serialize(new { version = 1, url = server.Address, token, processId = Environment.ProcessId, startedAt = DateTimeOffset.UtcNow }));
        return new RunningCompanion(resident, server, server.Address, token);
    }

    /// <summary>One that runs as a process.</summary>
    public static RunningCompanion Of(string home, Uri address) => new(null, null, address, File.ReadAllText(new CompanionFolders(home).TokenFile));

    /// <summary>GET; the answer has to be a success.</summary>
    public async Task<JsonElement> GetAsync(string path) => Good(await AskAsync(HttpMethod.Get, path));

    /// <summary>POST; the answer has to be a success.</summary>
    public async Task<JsonElement> PostAsync(string path, string body = "{}") => Good(await AskAsync(HttpMethod.Post, path, body));

    /// <summary>A request of any kind.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>Its open findings.</summary>
    public async Task<JsonElement[]> FindingsAsync() => [.. (await GetAsync("/api/findings")).GetProperty("items").EnumerateArray()];

    /// <summary>What it did and does, newest first.</summary>
    public async Task<JsonElement[]> ActivitiesAsync() => [.. (await GetAsync("/api/activities")).GetProperty("items").EnumerateArray()];

    /// <summary>Asks again and again until it is so.</summary>
    public async Task<T> UntilAsync<T>(Func<RunningCompanion, Task<T>> ask, Func<T, bool> isSo, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await ask(this);
            if (isSo(answer))
            {
                return answer;
            }

            if (limit.IsCancellationRequested)
            {
                throw new AssertionException($"It never came to {what}, but stays at: {(answer is Array list ? string.Join('\n', list.Cast<object>()) : answer)}");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Waits until so many editors are connected.</summary>
    public Task ConnectedAsync(int count = 1) => UntilAsync(
        async self => (await self.GetAsync("/api/editors")).EnumerateArray().ToArray(),
        editors => editors.Count(e => e.GetProperty("link").GetString() == "connected") == count,
        $"{count} connected editors");

    /// <summary>A link that opens the dashboard once.</summary>
    public async Task<string> DashboardLinkAsync() => (await PostAsync("/api/dashboard-link")).GetProperty("url").GetString()!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_resident is not null)
        {
            await _resident.DisposeAsync();
        }
    }

    private static JsonElement Good((HttpStatusCode Status, JsonElement Body) answer)
    {
        Assert.That((int)answer.Status, Is.InRange(200, 299), () => answer.Body.ToString());
        return answer.Body;
    }

    private sealed class NoLog : ILogLines
    {
        public Task<IReadOnlyList<string>> ReadAsync(int count, string? least, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);
    }
}
