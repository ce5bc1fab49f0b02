using System.Net;
using System.Text.RegularExpressions;
using DccBridge.Companion.Api;
using DccBridge.Companion.Api.Security;

namespace DccBridge.Tests.Companion.Api;

/// <summary>Who gets in and who does not: strangers, pages of other sites, names bound to this machine.</summary>
[TestFixture]
public sealed partial class GateTests
{
    private ApiBench _bench = null!;

    private string Ours => $"127.0.0.1:{_bench.Server.Port}";

    private string Bearer => $"Authorization: Bearer {_bench.Token}";

    [SetUp]
    public async Task Start() => _bench = await ApiBench.StartAsync();

    [TearDown]
    public async Task Stop() => await _bench.DisposeAsync();

    private static int Status(string answer) => int.Parse(answer.Split(' ', 3)[1]);

    private async Task<string> SignInAsync()
    {
        using var browser = _bench.NewClient();
        var opened = await browser.GetAsync(_bench.Server.CreateDashboardLink());
        Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        return opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    [Test]
    public async Task Without_a_token_there_is_an_instruction()
    {
        using var stranger = _bench.NewClient();
        var answer = await stranger.GetAsync("/api/status");
        Assert.That(await ApiBench.ProblemAsync(answer, HttpStatusCode.Unauthorized, "noToken"), Does.Contain("Authorization: Bearer").And.Contain("companion.token"));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
        await ApiBench.ProblemAsync(await stranger.GetAsync("/api/nothing/here"), HttpStatusCode.Unauthorized, "noToken");
    }

    [TestCase("Bearer AAAA")]
    [TestCase("Basic dXNlcjpwYXNz")]
    [TestCase("Bearer ")]
    public async Task A_wrong_token_is_refused_and_never_logged(string header)
    {
        var answer = await _bench.RawAsync("GET", "/api/status", $"Host: {Ours}", $"Authorization: {header}");
        Assert.That(Status(answer), Is.EqualTo(401));
        Assert.That(answer, Does.Contain("wrongToken").And.Not.Contain("AAAA"));
        Assert.That(_bench.Log.Text, Does.Not.Contain("AAAA").And.Not.Contain(_bench.Token));
    }

    [Test]
    public async Task Guessing_is_held_down_and_does_not_lock_the_user_out()
    {
        var statuses = new List<HttpStatusCode>();
        using var guesser = _bench.NewClient();
        guesser.DefaultRequestHeaders.Add("Authorization", $"Bearer {ApiToken.Create()}");
        for (var i = 0; i < 15; i++)
        {
            statuses.Add((await guesser.GetAsync("/api/status")).StatusCode);
        }

        Assert.That(statuses.Take(10), Is.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(statuses[14], Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await _bench.Client.GetAsync("/api/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("evil.example")]
    [TestCase("evil.example:{port}")]
    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:1")]
    [TestCase("127.0.0.2:{port}")]
    [TestCase("[::1]:{port}")]
    [TestCase("localhost.:{port}")]
    [TestCase("127.0.0.1.nip.io:{port}")]
    public async Task A_name_that_was_bound_to_this_machine_is_refused(string host)
    {
        // DNS rebinding: the page of another site reaches us under its own name, even with the right token.
        foreach (var path in (string[])["/api/status", "/", "/open?ticket=x", "/openapi.json"])
        {
            var answer = await _bench.RawAsync("GET", path, $"Host: {host.Replace("{port}", $"{_bench.Server.Port}")}", Bearer);
            Assert.That(Status(answer), Is.EqualTo(421), path);
        }
    }

    [Test]
    public async Task A_request_without_a_host_or_with_two_is_refused()
    {
        Assert.That(Status(await _bench.RawAsync("GET", "/api/status", Bearer)), Is.EqualTo(400));
        Assert.That(Status(await _bench.RawAsync("GET", "/api/status", $"Host: {Ours}", "Host: evil.example", Bearer)), Is.EqualTo(400));
        Assert.That(Status(await _bench.RawAsync("GET", "http://evil.example/api/status", $"Host: {Ours}", Bearer)), Is.AnyOf(400, 421));
    }

    [Test]
    public async Task Localhost_is_ours_too() =>
        Assert.That(Status(await _bench.RawAsync("GET", "/api/status", $"Host: localhost:{_bench.Server.Port}", Bearer)), Is.EqualTo(200));

    [TestCase("http://evil.example")]
    [TestCase("null")]
    [TestCase("http://localhost:{port}")]
    [TestCase("https://127.0.0.1:{port}")]
    [TestCase("http://127.0.0.1:1")]
    [TestCase("http://127.0.0.1:{port}\r\nOrigin: http://evil.example")]
    public async Task A_page_of_another_origin_is_refused(string origin)
    {
        var answer = await _bench.RawAsync("POST", "/api/quit", $"Host: {Ours}", $"Origin: {origin.Replace("{port}", $"{_bench.Server.Port}")}", Bearer, "Content-Length: 0");
        Assert.That(Status(answer), Is.EqualTo(403));
        Assert.That(answer, Does.Contain("otherOrigin").And.Not.Contain("Access-Control-Allow"));
    }

    [Test]
    public async Task Our_own_origin_passes() =>
        Assert.That(Status(await _bench.RawAsync("GET", "/api/status", $"Host: {Ours}", $"Origin: http://{Ours}", Bearer)), Is.EqualTo(200));

    [TestCase("cross-site", "no-cors", "/api/status", 403)]
    [TestCase("same-site", "no-cors", "/api/findings/f1/thumbnail", 403)]
    [TestCase("same-site", "cors", "/api/status", 403)]
    [TestCase("cross-site", "navigate", "/api/status", 403)]
    [TestCase("cross-site", "no-cors", "/index.html", 403)]
    [TestCase("same-origin", "cors", "/api/status", 200)]
    [TestCase("none", "navigate", "/api/status", 200)]
    public async Task Pages_of_other_sites_and_ports_load_nothing_with_the_cookie(string site, string mode, string path, int status)
    {
        var cookie = await SignInAsync();
        var answer = await _bench.RawAsync("GET", path, $"Host: {Ours}", $"Cookie: {cookie}", $"Sec-Fetch-Site: {site}", $"Sec-Fetch-Mode: {mode}");
        Assert.That(Status(answer), Is.EqualTo(status));
    }

    [Test]
    public async Task A_link_is_good_once_and_leaves_no_secret_in_the_address()
    {
        using var browser = _bench.NewClient();
        var link = _bench.Server.CreateDashboardLink("findings?rule=tex.pow2");
        var opened = await browser.GetAsync(link);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single();
        Assert.Multiple(() =>
        {
            Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            Assert.That(opened.Headers.Location?.ToString(), Is.EqualTo("/#/findings?rule=tex.pow2"));
            Assert.That(cookie, Does.Match($"^dccbridge-{_bench.Server.Port}=[A-Za-z0-9_-]{{43}}; path=/; samesite=strict; httponly$").IgnoreCase);
            Assert.That(cookie, Does.Not.Contain(Ticket().Match(link.Query).Value).And.Not.Contain(_bench.Token));
        });
        await ApiBench.ProblemAsync(await browser.GetAsync(link), HttpStatusCode.Unauthorized, "ticketSpent");
        Assert.That(_bench.Log.Text, Does.Not.Contain("ticket="));
    }

    [TestCase("//evil.example")]
    [TestCase("https://evil.example")]
    [TestCase("findings\r\nSet-Cookie: a=b")]
    [TestCase("javascript:alert(1)")]
    public async Task A_link_leads_nowhere_else(string page)
    {
        using var browser = _bench.NewClient();
        var link = $"{_bench.Server.CreateDashboardLink()}&page={Uri.EscapeDataString(page)}";
        Assert.That((await browser.GetAsync(link)).Headers.Location?.ToString(), Is.EqualTo("/"));
        Assert.That(await ApiBench.ProblemAsync(await _bench.PostAsync("/api/dashboard-link", System.Text.Json.JsonSerializer.Serialize(new { page })), HttpStatusCode.BadRequest, "invalid"), Does.StartWith("page:"));
    }

    [Test]
    public async Task The_cookie_reads_and_changes_only_with_the_header()
    {
        var cookie = await SignInAsync();
        using var browser = _bench.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.That((await browser.GetAsync("/api/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await ApiBench.ProblemAsync(await browser.PostAsync("/api/validate", null), HttpStatusCode.Forbidden, "noChangeHeader");
        browser.DefaultRequestHeaders.Add(ApiGate.ChangeHeader, "1");
        Assert.That((await browser.PostAsync("/api/validate", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(_bench.Resident.Actions, Is.EqualTo(new[] { "validate all in the editor as dashboard" }));
        await ApiBench.ProblemAsync(await browser.PostAsync("/api/dashboard-link", null), HttpStatusCode.Unauthorized, "noToken");
    }

    [Test]
    public async Task A_cookie_of_an_earlier_companion_is_refused()
    {
        using var browser = _bench.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", $"dccbridge-{_bench.Server.Port}={ApiToken.Create()}");
        await ApiBench.ProblemAsync(await browser.GetAsync("/api/status"), HttpStatusCode.Unauthorized, "noSession");
    }

    [Test]
    public async Task A_link_made_over_the_api_signs_a_browser_in()
    {
        var link = (await ApiBench.JsonAsync(await _bench.Client.PostAsync("/api/dashboard-link", null))).GetProperty("url").GetString()!;
        using var browser = _bench.NewClient();
        Assert.That((await browser.GetAsync(link)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task Every_answer_is_guarded()
    {
        using var stranger = _bench.NewClient();
        foreach (var answer in (HttpResponseMessage[])[await _bench.Client.GetAsync("/api/status"), await stranger.GetAsync("/api/status"), await stranger.GetAsync("/nothing"), await stranger.GetAsync("/openapi.json")])
        {
            Assert.Multiple(() =>
            {
                Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; script-src 'self'").And.EndsWith("frame-ancestors 'none'"));
                Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
                Assert.That(answer.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
                Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
                Assert.That(answer.Headers.Contains("Server"), Is.False);
            });
        }
    }

    [Test]
    public async Task Only_loopback_listens()
    {
        var others = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == _bench.Server.Port);
        Assert.That(others.Select(end => end.Address), Is.EqualTo(new[] { IPAddress.Loopback }));
        await Task.CompletedTask;
    }

    [Test]
    public void Tickets_age_and_are_bounded()
    {
        var clock = new SteppedTime();
        var sessions = new DashboardSessions(new ApiOptions(), clock);
        var old = sessions.CreateTicket();
        clock.Step(TimeSpan.FromSeconds(61));
        Assert.That(sessions.TakeTicket(old), Is.Null);
        var first = sessions.CreateTicket();
        for (var i = 0; i < 32; i++)
        {
            sessions.CreateTicket();
        }

        Assert.That(sessions.TakeTicket(first), Is.Null);
        var kept = sessions.TakeTicket(sessions.CreateTicket())!;
        for (var i = 0; i < 63; i++)
        {
            sessions.TakeTicket(sessions.CreateTicket());
        }

        Assert.That(sessions.IsOpen(kept), Is.True, "used just now: it is the last to go");
        sessions.TakeTicket(sessions.CreateTicket());
        Assert.That(sessions.IsOpen(kept), Is.True);
    }

    [Test]
    public void A_token_is_long_and_random()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => ApiToken.Create()).ToList();
        Assert.That(tokens, Is.Unique.And.All.Length.EqualTo(ApiToken.Length));
        Assert.That(new ApiToken(tokens[0]).Is(tokens[0]), Is.True);
        Assert.That(new ApiToken(tokens[0]).Is(tokens[0][..^1]), Is.False);
    }

    [GeneratedRegex("[A-Za-z0-9_-]{43}")]
    private static partial Regex Ticket();
}

/// <summary>A clock that stands until it is told to go on.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public void Step(TimeSpan time) => _ticks += time.Ticks;
}
