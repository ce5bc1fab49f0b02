using System.Net;
using System.Net.Http.Json;
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

    /// <summary>Cookie and secret of a browser that opened a link.</summary>
    private async Task<(string Cookie, string Secret)> SignInAsync()
    {
        var (cookie, code) = await OpenAsync(_bench.Server.CreateDashboardLink());
        var answer = await TakeSecretAsync(cookie, code);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return (cookie, (await ApiBench.JsonAsync(answer)).GetProperty("secret").GetString()!);
    }

    private async Task<(string Cookie, string Code)> OpenAsync(Uri link)
    {
        using var browser = _bench.NewClient();
        var opened = await browser.GetAsync(link);
        Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        return (opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0], Ticket().Match(opened.Headers.Location!.ToString()).Value);
    }

    private async Task<HttpResponseMessage> TakeSecretAsync(string? cookie, string code)
    {
        using var browser = _bench.NewClient();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/dashboard-secret") { Content = JsonContent.Create(new { code }) };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await browser.SendAsync(request);
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
        var (cookie, secret) = await SignInAsync();
        var answer = await _bench.RawAsync("GET", path, $"Host: {Ours}", $"Cookie: {cookie}", $"{ApiGate.SecretHeader}: {secret}", $"Sec-Fetch-Site: {site}", $"Sec-Fetch-Mode: {mode}");
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
            Assert.That(opened.Headers.Location?.ToString(), Does.Match("^/#open=[A-Za-z0-9_-]{43}/findings\\?rule=tex\\.pow2$"));
            Assert.That(cookie, Does.Match($"^dccbridge-{_bench.Server.Port}=[A-Za-z0-9_-]{{43}}; path=/; samesite=strict; httponly$").IgnoreCase);
            Assert.That(cookie, Does.Not.Contain(Ticket().Match(link.Query).Value).And.Not.Contain(_bench.Token));
        });
        await ApiBench.ProblemAsync(await browser.GetAsync(link), HttpStatusCode.Unauthorized, "ticketSpent");
        Assert.That(_bench.Log.Text, Does.Not.Contain("ticket=").And.Not.Contain("open="));
    }

    [Test]
    public async Task A_code_is_good_once_and_only_with_the_cookie_of_its_link()
    {
        var (cookie, code) = await OpenAsync(_bench.Server.CreateDashboardLink());
        var (other, _) = await OpenAsync(_bench.Server.CreateDashboardLink());
        foreach (var wrong in (string?[])[null, other, $"dccbridge-{_bench.Server.Port}={ApiToken.Create()}"])
        {
            await ApiBench.ProblemAsync(await TakeSecretAsync(wrong, code), HttpStatusCode.Unauthorized, "codeSpent");
        }

        await ApiBench.ProblemAsync(await TakeSecretAsync(cookie, ApiToken.Create()), HttpStatusCode.Unauthorized, "codeSpent");
        await ApiBench.ProblemAsync(await TakeSecretAsync(cookie, ""), HttpStatusCode.Unauthorized, "codeSpent");
        var secret = (await ApiBench.JsonAsync(await TakeSecretAsync(cookie, code))).GetProperty("secret").GetString();
        Assert.That(secret, Has.Length.EqualTo(ApiToken.Length).And.Not.EqualTo(code));
        await ApiBench.ProblemAsync(await TakeSecretAsync(cookie, code), HttpStatusCode.Unauthorized, "codeSpent");
        Assert.That(_bench.Log.Text, Does.Not.Contain(code).And.Not.Contain(secret).And.Not.Contain(cookie.Split('=')[1]));
    }

    [Test]
    public async Task A_code_cannot_be_taken_by_a_page_of_another_origin()
    {
        var (cookie, code) = await OpenAsync(_bench.Server.CreateDashboardLink());
        var body = $"{{\"code\":\"{code}\"}}";
        string[] headers = [$"Host: {Ours}", $"Cookie: {cookie}", "Content-Type: application/json", $"Content-Length: {body.Length}", "Connection: close"];
        var request = $"POST /api/dashboard-secret HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\n";
        Assert.That(Status(await _bench.RawAsync($"{request}Origin: http://127.0.0.1:1\r\n\r\n{body}")), Is.EqualTo(403));
        Assert.That(Status(await _bench.RawAsync($"{request}Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n\r\n{body}")), Is.EqualTo(403));
        Assert.That(Status(await _bench.RawAsync($"{request}Origin: http://{Ours}\r\n\r\n{body}")), Is.EqualTo(200));
    }

    [TestCase("//evil.example")]
    [TestCase("https://evil.example")]
    [TestCase("findings\r\nSet-Cookie: a=b")]
    [TestCase("javascript:alert(1)")]
    public async Task A_link_leads_nowhere_else(string page)
    {
        using var browser = _bench.NewClient();
        var link = $"{_bench.Server.CreateDashboardLink()}&page={Uri.EscapeDataString(page)}";
        Assert.That((await browser.GetAsync(link)).Headers.Location?.ToString(), Does.Match("^/#open=[A-Za-z0-9_-]{43}$"));
        Assert.That(await ApiBench.ProblemAsync(await _bench.PostAsync("/api/dashboard-link", System.Text.Json.JsonSerializer.Serialize(new { page })), HttpStatusCode.BadRequest, "invalid"), Does.StartWith("page:"));
    }

    [Test]
    public async Task Cookie_and_secret_read_and_change_and_make_no_links()
    {
        var (cookie, secret) = await SignInAsync();
        using var browser = _bench.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        browser.DefaultRequestHeaders.Add(ApiGate.SecretHeader, secret);
        Assert.That((await browser.GetAsync("/api/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using (var events = await browser.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.That(events.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That((await browser.PostAsync("/api/validate", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(_bench.Resident.Actions, Is.EqualTo(new[] { "validate all in the editor as dashboard" }));
        await ApiBench.ProblemAsync(await browser.PostAsync("/api/dashboard-link", null), HttpStatusCode.Unauthorized, "noToken");
    }

    [TestCase("GET", "/api/status")]
    [TestCase("GET", "/api/findings/f1/thumbnail")]
    [TestCase("GET", "/api/events")]
    [TestCase("GET", "/api/nothing/here")]
    [TestCase("POST", "/api/validate")]
    [TestCase("POST", "/api/quit")]
    [TestCase("DELETE", "/api/sources/s1")]
    public async Task A_cookie_that_another_server_of_this_machine_collected_is_good_for_nothing(string method, string path)
    {
        // Cookies ignore ports: whoever serves a page on 127.0.0.1 is shown ours.
        var (cookie, _) = await SignInAsync();
        var (_, other) = await SignInAsync();
        using var thief = _bench.NewClient();
        foreach (var header in (string?[])[null, "", "1", "true", ApiToken.Create(), other])
        {
            var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Add("Cookie", cookie);
            if (header is not null)
            {
                request.Headers.Add("X-DccBridge", header);
            }

            using var answer = await thief.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), $"with the header {header}");
            await ApiBench.ProblemAsync(answer, HttpStatusCode.Unauthorized, "noSecret");
        }

        Assert.That(_bench.Resident.Actions, Is.Empty);
        Assert.That(_bench.Log.Text, Does.Contain("without the secret of its page").And.Not.Contain(cookie.Split('=')[1]).And.Not.Contain(other));
    }

    [Test]
    public async Task A_cookie_whose_code_was_not_taken_yet_is_good_for_nothing()
    {
        var (cookie, code) = await OpenAsync(_bench.Server.CreateDashboardLink());
        foreach (var secret in (string[])["", code])
        {
            Assert.That(Status(await _bench.RawAsync("GET", "/api/status", $"Host: {Ours}", $"Cookie: {cookie}", $"X-DccBridge: {secret}")), Is.EqualTo(401));
        }
    }

    [Test]
    public async Task A_secret_without_its_cookie_is_good_for_nothing()
    {
        var (_, secret) = await SignInAsync();
        Assert.That(Status(await _bench.RawAsync("GET", "/api/status", $"Host: {Ours}", $"X-DccBridge: {secret}")), Is.EqualTo(401));
    }

    [Test]
    public async Task Tries_with_a_stolen_cookie_do_not_fill_the_log()
    {
        var (cookie, _) = await SignInAsync();
        using var thief = _bench.NewClient();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        for (var i = 0; i < 40; i++)
        {
            await ApiBench.ProblemAsync(await thief.GetAsync("/api/status"), HttpStatusCode.Unauthorized, "noSecret");
        }

        Assert.That(_bench.Log.Text.Split("without the secret"), Has.Length.LessThan(20));
        Assert.That((await _bench.Client.GetAsync("/api/status")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
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
        var kept = Begin(sessions);
        for (var i = 0; i < 63; i++)
        {
            Begin(sessions);
        }

        Assert.That(sessions.Check(kept.Cookie, kept.Secret), Is.EqualTo(DashboardAccess.Open), "used just now: it is the last to go");
        Begin(sessions);
        Assert.That(sessions.Check(kept.Cookie, kept.Secret), Is.EqualTo(DashboardAccess.Open));
        Assert.That(sessions.Check(kept.Cookie, null), Is.EqualTo(DashboardAccess.NoSecret));
        Assert.That(sessions.Check(ApiToken.Create(), kept.Secret), Is.EqualTo(DashboardAccess.NoSession));
    }

    [Test]
    public void Codes_age_and_their_sessions_with_them()
    {
        var clock = new SteppedTime();
        var sessions = new DashboardSessions(new ApiOptions(), clock);
        var lasting = Begin(sessions);
        var (cookie, code) = sessions.TakeTicket(sessions.CreateTicket())!.Value;
        clock.Step(TimeSpan.FromSeconds(61));
        Assert.That(sessions.TakeCode(cookie, code), Is.Null);
        Assert.That(sessions.Check(cookie, code), Is.EqualTo(DashboardAccess.NoSession));
        Assert.That(sessions.Check(lasting.Cookie, lasting.Secret), Is.EqualTo(DashboardAccess.Open), "a session that was begun goes on");
    }

    private static (string Cookie, string Secret) Begin(DashboardSessions sessions)
    {
        var (cookie, code) = sessions.TakeTicket(sessions.CreateTicket())!.Value;
        return (cookie, sessions.TakeCode(cookie, code)!);
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
