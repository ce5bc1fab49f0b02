using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DccBridge.Companion.Platform;
using DccBridge.EndToEnd.Api;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>The companion as add-ons, scripts and browsers meet it: its files in DCCBRIDGE_HOME, and HTTP.</summary>
internal sealed class RunningCompanion : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TrayProcess _process;
    private readonly HttpClient _http;

    private RunningCompanion(TrayProcess process, Uri address, string token)
    {
        _process = process;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = address, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Starts <c>dccbridge tray --no-icon</c> on folders of its own.</summary>
    public static async Task<RunningCompanion> StartAsync(string home, string endpoints)
    {
        var (process, address) = await TrayProcess.StartReadyAsync(home, endpoints);
        return new RunningCompanion(process, address, await File.ReadAllTextAsync(new CompanionFolders(home).TokenFile));
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public Task KillAsync() => _process.KillAsync();

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
        await _process.DisposeAsync();
    }

    private static JsonElement Good((HttpStatusCode Status, JsonElement Body) answer)
    {
        Assert.That((int)answer.Status, Is.InRange(200, 299), () => answer.Body.ToString());
        return answer.Body;
    }
}
