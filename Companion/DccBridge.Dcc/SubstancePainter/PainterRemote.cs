using System.Net;
using System.Text;
using System.Text.Json;
using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.SubstancePainter;

/// <summary>
/// Painter's remote scripting: POST of a script in base64 to run.json. JavaScript is answered with JSON. What Python is answered with is not documented well enough
/// to build on, so a script writes its answer to a file that we name, and the text that comes back is not looked at.
/// </summary>
internal sealed class PainterRemote : IDisposable
{
    private const int MaxText = 1 << 20;

    private readonly HttpClient _http;
    private readonly int _port;

    public PainterRemote(int port, TimeSpan connectLimit)
    {
        _port = port;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = connectLimit }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Runs JavaScript; the answer as JSON.</summary>
    /// <exception cref="DccException">It is no Painter, or the script failed.</exception>
    public async Task<JsonElement> RunJavaScriptAsync(string script, CancellationToken cancellationToken)
    {
        var text = await PostAsync("js", script, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(text);
            ThrowOnError(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw DccAnswers.Nonsense(DccKind.SubstancePainter, "it is no JSON", e);
        }
    }

    /// <summary>Runs Python; what it answers is passed over, unless it is an error that Painter itself tells of.</summary>
    /// <exception cref="DccException">It is no Painter, or refused to run it.</exception>
    public async Task RunPythonAsync(string script, CancellationToken cancellationToken)
    {
        var text = await PostAsync("python", script, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(text);
            ThrowOnError(document.RootElement);
        }
        catch (JsonException)
        {
            // Any text is right, also none.
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> PostAsync(string language, string script, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBase64String(language, Encoding.UTF8.GetBytes(script));
            json.WriteEndObject();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/run.json") { Content = new ByteArrayContent(buffer.ToArray()) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var text = await TextAsync(response, cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK ? text : throw DccAnswers.Nonsense(DccKind.SubstancePainter, $"HTTP status {(int)response.StatusCode}");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.Unknown && e.InnerException is System.Net.Sockets.SocketException or OperationCanceledException)
        {
            throw new DccException(
                DccKind.SubstancePainter,
                DccFailure.NotRunning,
                $"No Substance Painter answers on 127.0.0.1:{_port}. Start it with the option --enable-remote-scripting (on Windows: in the target of its shortcut; on Steam: in its launch options), and wait until it has started.",
                e);
        }
        catch (Exception e) when (e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded })
        {
            throw DccAnswers.Nonsense(DccKind.SubstancePainter, "it is no HTTP", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new DccException(DccKind.SubstancePainter, DccFailure.Lost, "Substance Painter was closed, or crashed, before it answered. Whether what was asked was done is not known: look at it, then try again.", e);
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[64 * 1024];
        using var text = new MemoryStream();
        int count;
        while ((count = await stream.ReadAsync(bytes, cancellationToken).ConfigureAwait(false)) > 0)
        {
            text.Write(bytes, 0, count);
            if (text.Length > MaxText)
            {
                throw new DccException(DccKind.SubstancePainter, DccFailure.TooLarge, $"What answers on this port sends more than {MaxText >> 20} MiB. It is hardly Substance Painter: look which program has the port.") { IsOutcomeUnknown = true };
            }
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void ThrowOnError(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error))
        {
            throw new DccException(DccKind.SubstancePainter, DccFailure.Failed, $"Substance Painter did not run the script: {(error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetRawText())}");
        }
    }
}
