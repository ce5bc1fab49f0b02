using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DccBridge.Companion.Api;

namespace DccBridge.Tests.Companion.Api;

/// <summary>Requests that are wrong, huge or slow, by hand on a socket.</summary>
[TestFixture]
public sealed class HostileHttpTests
{
    private ApiBench _bench = null!;

    private string Head => $"Host: 127.0.0.1:{_bench.Server.Port}\r\nAuthorization: Bearer {_bench.Token}\r\n";

    [SetUp]
    public async Task Start() => _bench = await ApiBench.StartAsync(new ApiOptions { HeadersTimeout = TimeSpan.FromSeconds(1), MaxConnections = 8, MaxEventStreams = 2 });

    [TearDown]
    public async Task Stop() => await _bench.DisposeAsync();

    private Task<string> SendAsync(string line, string headers = "", string body = "") => _bench.RawAsync($"{line} HTTP/1.1\r\n{Head}Connection: close\r\n{headers}\r\n{body}");

    [Test]
    public async Task A_huge_body_is_refused_before_it_is_read()
    {
        var answer = await SendAsync("POST /api/send", "Content-Type: application/json\r\nContent-Length: 104857600\r\n", "{");
        Assert.That(answer, Does.StartWith("HTTP/1.1 413").And.Contain("1 MiB"));
        var chunks = new StringBuilder();
        for (var i = 0; i < 18; i++)
        {
            chunks.Append("10000\r\n").Append(' ', 65536).Append("\r\n");
        }

        Assert.That(await SendAsync("POST /api/send", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n"), Does.StartWith("HTTP/1.1 413"));
    }

    [Test]
    public async Task Huge_and_many_headers_are_refused()
    {
        Assert.That(await SendAsync("GET /api/status", $"X-Long: {new string('a', 20_000)}\r\n"), Does.StartWith("HTTP/1.1 431"));
        Assert.That(await SendAsync("GET /api/status", string.Concat(Enumerable.Range(0, 80).Select(i => $"X-{i}: 1\r\n"))), Does.StartWith("HTTP/1.1 431"));
        Assert.That(await SendAsync($"GET /{new string('a', 20_000)}"), Does.StartWith("HTTP/1.1 414"));
    }

    [Test]
    public async Task Slow_headers_are_given_up()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _bench.Server.Port);
        await using var stream = socket.GetStream();
        var clock = Stopwatch.StartNew();
        await stream.WriteAsync("GET /api/status HTTP/1.1\r\nHost: "u8.ToArray());
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(answer, Does.StartWith("HTTP/1.1 408").Or.Empty);
        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)));
    }

    [TestCase("/../companion.token")]
    [TestCase("/%2e%2e/companion.token")]
    [TestCase("/..%2fcompanion.token")]
    [TestCase("/..%5ccompanion.token")]
    [TestCase("/dashboard/../../etc/passwd")]
    [TestCase("//etc/passwd")]
    [TestCase("/index.html%00.js")]
    public async Task No_path_leads_to_files(string path)
    {
        var answer = await SendAsync($"GET {path}");
        Assert.That(answer, Does.StartWith("HTTP/1.1 404").Or.StartWith("HTTP/1.1 400"));
        Assert.That(answer, Does.Not.Contain(_bench.Token).And.Not.Contain("root:"));
    }

    [TestCase("BREW /api/status", "405")]
    [TestCase("DELETE /api/status", "405")]
    [TestCase("TRACE /api/status", "405")]
    [TestCase("OPTIONS /api/send", "405")]
    [TestCase("CONNECT 127.0.0.1:22", "40")]
    public async Task Other_methods_are_refused(string line, string status) => Assert.That(await SendAsync(line), Does.StartWith($"HTTP/1.1 {status}"));

    [Test]
    public async Task Nonsense_ends_the_connection_and_the_server_goes_on()
    {
        foreach (var text in (string[])["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "DCCB\u0001\0\0\0", "GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"])
        {
            var answer = await _bench.RawAsync(text);
            Assert.That(answer, Does.StartWith("HTTP/1.1 4").Or.StartWith("HTTP/1.1 5").Or.Not.StartWith("HTTP/1.1"), text);
        }

        Assert.That((await _bench.Client.GetAsync("/api/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Two_lengths_are_no_way_to_smuggle()
    {
        Assert.That(await SendAsync("POST /api/validate", "Content-Length: 2\r\nContent-Length: 40\r\n", "{}"), Does.StartWith("HTTP/1.1 400"));
        var both = await SendAsync("POST /api/validate", "Content-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /api/quit HTTP/1.1\r\n\r\n");
        Assert.That(both, Does.StartWith("HTTP/1.1 400").Or.StartWith("HTTP/1.1 202"));
        Assert.That(both.Split("HTTP/1.1 "), Has.Length.EqualTo(2), "one answer only");
    }

    [TestCase("", "invalid", "body: is missing")]
    [TestCase("{", "invalid", "is no JSON (line 1")]
    [TestCase("null", "invalid", "body: null is not allowed")]
    [TestCase("[]", "invalid", "body: is not what is allowed")]
    [TestCase("""{"files":"a"}""", "invalid", "files: is not what is allowed (line 1, byte 13). Use a list of texts.")]
    [TestCase("""{"files":["a",7]}""", "invalid", "files[1]: is not what is allowed")]
    [TestCase("""{"files":null}""", "invalid", "files: is not what is allowed")]
    [TestCase("""{"file":["a"]}""", "invalid", "file: is not known here. Allowed are files, to, editor, onConflict, origin, idempotencyKey.")]
    [TestCase("""{"files":["a"],"files":["b"]}""", "invalid", "twice")]
    [TestCase("""{"files":[]}""", "usage", "files:")]
    public async Task A_wrong_body_is_told_by_field_and_what_is_allowed(string body, string code, string detail)
    {
        var answer = await _bench.PostAsync("/api/send", body);
        Assert.That(await ApiBench.ProblemAsync(answer, HttpStatusCode.BadRequest, code), Does.Contain(detail));
        Assert.That(_bench.Resident.Actions, Is.Empty);
    }

    [TestCase("""{"until":"soon","reason":"x"}""", "until: is not what is allowed (line 1, byte 16). Use a day (2026-12-31).")]
    [TestCase("""{"reason":" "}""", "reason: say why")]
    public async Task A_suppression_says_what_it_wants(string body, string detail)
    {
        _bench.Resident.PlayedFindings.Put(Companion.Resident.PlayedFindings.Make("f1"));
        Assert.That(await ApiBench.ProblemAsync(await _bench.PostAsync("/api/findings/f1/suppress", body), HttpStatusCode.BadRequest, "invalid"), Does.Contain(detail));
    }

    [Test]
    public async Task Deep_JSON_and_other_media_are_refused()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        await ApiBench.ProblemAsync(await _bench.PostAsync("/api/send", $$"""{"files":{{deep}}}"""), HttpStatusCode.BadRequest, "invalid");
        var form = await _bench.Client.PostAsync("/api/send", new StringContent("{}", Encoding.UTF8, "text/plain"));
        Assert.That(await ApiBench.ProblemAsync(form, HttpStatusCode.UnsupportedMediaType, "notJson"), Does.Contain("curl --json"));
        var broken = new ByteArrayContent([.. "{\"files\":[\""u8, 0xff, 0xfe, .. "\"]}"u8]);
        broken.Headers.ContentType = new("application/json");
        await ApiBench.ProblemAsync(await _bench.Client.PostAsync("/api/send", broken), HttpStatusCode.BadRequest, "invalid");
    }

    [TestCase("/api/findings?severity=fatal", "severity: \"fatal\" is not allowed. Use one of info, warning, error.")]
    [TestCase("/api/findings?limit=0", "limit: \"0\" is not allowed. Use a whole number from 1 to 1000.")]
    [TestCase("/api/findings?limit=99999999999", "limit:")]
    [TestCase("/api/findings?projct=Game", "projct: is not known here. Allowed in the query are project, severity")]
    [TestCase("/api/findings?rule=a&rule=b", "rule: is given more than once")]
    [TestCase("/api/findings?suppressed=maybe", "suppressed:")]
    [TestCase("/api/activities/nonsense", "id: \"nonsense\" is no id.")]
    [TestCase("/api/history?project=Game", "path: is missing. Package path of the asset.")]
    [TestCase("/api/logs?lines=5001", "lines:")]
    [TestCase("/api/status?x=1", "x: is not known here. Leave the query out.")]
    public async Task A_wrong_address_is_told_by_field_and_what_is_allowed(string path, string detail) =>
        Assert.That(await ApiBench.ProblemAsync(await _bench.Client.GetAsync(path), HttpStatusCode.BadRequest, "invalid"), Does.StartWith(detail));

    [Test]
    public async Task What_is_not_there_is_said()
    {
        Assert.That(await ApiBench.ProblemAsync(await _bench.Client.GetAsync("/api/nothing"), HttpStatusCode.NotFound, "notFound"), Does.Contain("/openapi.json"));
        Assert.That(await ApiBench.ProblemAsync(await _bench.Client.GetAsync("/api/findings/f9"), HttpStatusCode.NotFound, "noFinding"), Does.Contain("/api/findings"));
        await ApiBench.ProblemAsync(await _bench.Client.PostAsync($"/api/activities/{Guid.NewGuid()}/cancel", null), HttpStatusCode.NotFound, "noActivity");
        Assert.That(await ApiBench.ProblemAsync(await _bench.Client.DeleteAsync("/api/status"), HttpStatusCode.MethodNotAllowed, "method"), Does.Contain("GET"));
    }

    [Test]
    public async Task More_connections_than_allowed_are_closed_and_others_come_again()
    {
        var sockets = new List<TcpClient>();
        for (var i = 0; i < 12; i++)
        {
            var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, _bench.Server.Port);
            sockets.Add(socket);
        }

        // Those above the bound are closed at once, without an answer.
        var buffer = new byte[1];
        var closed = await sockets[^1].GetStream().ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(closed, Is.Zero);
        sockets.ForEach(socket => socket.Dispose());
        var end = Environment.TickCount64 + 10_000;
        while (true)
        {
            try
            {
                Assert.That((await _bench.Client.GetAsync("/api/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
                return;
            }
            catch (HttpRequestException) when (Environment.TickCount64 < end)
            {
                // The server has not seen all of them go.
            }
        }
    }
}
