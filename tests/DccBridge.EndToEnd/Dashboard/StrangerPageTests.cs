using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Playwright;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>Pages of other origins in the same browser, in which somebody is signed in to the dashboard.</summary>
[TestFixture]
public sealed partial class StrangerPageTests
{
    // Each attempt gives what it got hold of; "" is nothing.
    private const string Attack = """
        async base => {
            const got = {};
            const attempt = async (name, run) => { try { got[name] = String(await run() ?? ''); } catch { got[name] = ''; } };
            const json = { 'Content-Type': 'application/json' };
            const body = JSON.stringify({ files: ['/stolen.fbx'] });
            await attempt('read', async () => (await fetch(base + 'api/status', { credentials: 'include' })).text());
            await attempt('read without answer', async () => (await fetch(base + 'api/status', { credentials: 'include', mode: 'no-cors' })).text());
            await attempt('change', async () => (await fetch(base + 'api/send', { method: 'POST', credentials: 'include', headers: { ...json, 'X-DccBridge': '1' }, body })).text());
            await attempt('change without question', async () => (await fetch(base + 'api/send', { method: 'POST', credentials: 'include', mode: 'no-cors', body })).text());
            await attempt('quit', async () => (await fetch(base + 'api/quit', { method: 'POST', credentials: 'include', mode: 'no-cors' })).text());
            await attempt('beacon', () => { navigator.sendBeacon(base + 'api/send/again', body); return ''; });
            await attempt('events', () => new Promise(done => {
                const source = new EventSource(base + 'api/events', { withCredentials: true });
                source.addEventListener('status', event => done(event.data));
                source.onerror = () => done('');
            }));
            await attempt('script', () => new Promise(done => {
                const script = document.createElement('script');
                script.src = base + 'modules/theme.js';
                script.onload = () => done('ran');
                script.onerror = () => done('');
                document.head.append(script);
            }));
            await attempt('picture', () => new Promise(done => {
                const image = new Image();
                image.onload = () => done('seen');
                image.onerror = () => done('');
                image.src = base + 'api/findings/a/thumbnail';
            }));
            await attempt('frame', () => new Promise(done => {
                const frame = document.createElement('iframe');
                frame.onload = () => { try { done(frame.contentDocument.body.textContent); } catch { done(''); } };
                frame.src = base;
                document.body.append(frame);
            }));
            await attempt('form', () => new Promise(done => {
                const form = document.createElement('form');
                form.method = 'post';
                form.enctype = 'text/plain';
                form.action = base + 'api/quit';
                const sink = document.createElement('iframe');
                sink.name = 'sink';
                sink.onload = () => done('');
                form.target = 'sink';
                document.body.append(sink, form);
                form.submit();
                setTimeout(() => done(''), 1500);
            }));
            return JSON.stringify(got);
        }
        """;

    [Test]
    public async Task A_page_of_another_port_gets_nothing_and_changes_nothing()
    {
        await using var bench = await DashboardBench.StartAsync();
        bench.Resident.PlayedFindings.Put(PlayedFindings.Make("a") with { Message = "A secret of the project." });
        await bench.OpenAsync("findings");
        using var stranger = new StrangerServer();
        // The port is no part of what browsers call a site: the cookie goes along, and only the checks of the companion stand in between.
        var page = await bench.Context.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.1:{stranger.Port}/");
        await AssertNothingAsync(page, bench, bench.Server.Address.AbsoluteUri);
        var secret = await bench.Page.EvaluateAsync<string>("() => localStorage.getItem('dccbridge.secret')");
        Assert.That(secret, Has.Length.EqualTo(43));
        Assert.That(string.Concat(stranger.Heard), Does.Not.Contain(secret));
        await AssertGoodForNothingAsync(bench, stranger.Heard.Select(heard => Cookie().Match(heard)).First(found => found.Success).Value);
    }

    [Test]
    public async Task A_second_tab_and_a_page_that_is_loaded_again_stay_signed_in()
    {
        await using var bench = await DashboardBench.StartAsync();
        await bench.OpenAsync("editors");
        await bench.Page.ReloadAsync();
        await AssertSignedInAsync(bench.Page);
        Assert.That(bench.Page.Url, Is.EqualTo($"{bench.Server.Address}#/editors"));
        var second = await bench.Context.NewPageAsync();
        await second.GotoAsync($"{bench.Server.Address}#/settings");
        await AssertSignedInAsync(second);
        Assert.That(bench.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_new_link_in_another_tab_leaves_the_first_one_signed_in()
    {
        await using var bench = await DashboardBench.StartAsync();
        await bench.OpenAsync("doctor");
        var second = await bench.Context.NewPageAsync();
        for (var i = 0; i < 3; i++)
        {
            // Cookie and secret change under the first tab, which goes on asking meanwhile.
            var opening = second.GotoAsync(bench.Server.CreateDashboardLink("logs").AbsoluteUri);
            await bench.GoAsync(i % 2 == 0 ? "settings" : "doctor");
            await opening;
            await AssertSignedInAsync(second);
            await AssertSignedInAsync(bench.Page);
        }

        await bench.GoAsync("findings");
        await Assertions.Expect(bench.Page.GetByText("No findings.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_request_that_is_under_way_while_another_tab_is_signed_in_is_made_again()
    {
        await using var bench = await DashboardBench.StartAsync();
        await bench.OpenAsync("findings");
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var statuses = new ConcurrentQueue<int>();
        bench.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith("/api/doctor", StringComparison.Ordinal))
            {
                statuses.Enqueue(response.Status);
            }
        };

        // It has the old secret already, and gets the cookie of the new session when it goes on.
        await bench.Page.RouteAsync("**/api/doctor", async route =>
        {
            await goOn.Task;
            await route.ContinueAsync();
        }, new() { Times = 1 });
        await bench.Page.EvaluateAsync("() => { location.hash = '#/doctor'; }");
        var second = await bench.Context.NewPageAsync();
        await second.GotoAsync(bench.Server.CreateDashboardLink("logs").AbsoluteUri);
        await AssertSignedInAsync(second);
        goOn.SetResult();
        await AssertSignedInAsync(bench.Page);
        Assert.That(statuses, Is.EqualTo(new[] { 401, 200 }));
    }

    [Test]
    public async Task A_browser_that_keeps_nothing_works_until_the_page_is_loaded_again()
    {
        await using var bench = await DashboardBench.StartAsync();
        await bench.Page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('No storage here.', 'SecurityError'); } })");
        await bench.OpenAsync("findings");
        await bench.GoAsync("settings");
        await AssertSignedInAsync(bench.Page);
        await bench.Page.ReloadAsync();
        await Assertions.Expect(bench.Page.Locator("#banner")).ToContainTextAsync("Signed out.");
    }

    [Test]
    public async Task A_code_that_somebody_made_up_signs_nobody_out()
    {
        await using var bench = await DashboardBench.StartAsync();
        await bench.OpenAsync("findings");
        var second = await bench.Context.NewPageAsync();
        await second.GotoAsync($"{bench.Server.Address}#open={new string('A', 43)}/settings");
        await AssertSignedInAsync(second);
        Assert.That(second.Url, Is.EqualTo($"{bench.Server.Address}#/settings"));
        await AssertSignedInAsync(bench.Page);
    }

    [Test]
    public async Task A_name_that_was_bound_to_this_machine_gets_nothing()
    {
        var options = Chromium.Options("--host-resolver-rules=MAP evil.test 127.0.0.1", "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests");
        await using var browser = await Chromium.Type.LaunchAsync(options);
        await using var bench = await DashboardBench.StartAsync(browser: browser);
        await bench.OpenAsync("findings");
        var page = await bench.Context.NewPageAsync();
        var own = $"http://evil.test:{bench.Server.Port}/";
        // The first answer under this name came from the attacker; from then on the name means this machine, and the page counts as of the same origin.
        await page.RouteAsync($"{own}attack", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>attack</title><body>" }));
        await page.GotoAsync($"{own}attack");
        await AssertNothingAsync(page, bench, own, isRebound: true);
        var answer = await page.GotoAsync(own);
        Assert.That(answer!.Status, Is.EqualTo(421));
    }

    [Test]
    public async Task Without_a_link_the_page_comes_and_knows_nothing()
    {
        await using var bench = await DashboardBench.StartAsync();
        bench.Resident.PlayedFindings.Put(PlayedFindings.Make("a") with { Message = "A secret of the project." });
        await bench.Page.GotoAsync(bench.Server.Address.AbsoluteUri);
        await Assertions.Expect(bench.Page.Locator("#banner")).ToContainTextAsync("Signed out.");
        await Assertions.Expect(bench.Page.Locator("body")).Not.ToContainTextAsync("A secret of the project.");
    }

    [Test]
    public async Task A_link_opens_once_and_leaves_no_secret_behind()
    {
        await using var bench = await DashboardBench.StartAsync();
        var link = bench.Server.CreateDashboardLink().AbsoluteUri;
        await bench.Page.GotoAsync(link);
        await Assertions.Expect(bench.Page.Locator("#tools")).ToContainTextAsync("Live");
        Assert.That(bench.Page.Url, Does.StartWith(bench.Server.Address.AbsoluteUri + "#/findings").Or.EqualTo(bench.Server.Address.AbsoluteUri));
        Assert.That(await bench.Page.EvaluateAsync<int>("() => history.length"), Is.LessThanOrEqualTo(2), "the blank page and this one");

        // Scripts of the page see its secret, and not the cookie; each is good for nothing without the other.
        Assert.That(await bench.Page.EvaluateAsync<string>("() => document.cookie + JSON.stringify(sessionStorage) + Object.keys(localStorage)"), Is.EqualTo("{}dccbridge.secret"));
        var secret = await bench.Page.EvaluateAsync<string>("() => localStorage.getItem('dccbridge.secret')");
        var cookie = (await bench.Context.CookiesAsync()).Single();
        Assert.That((cookie.HttpOnly, cookie.SameSite, cookie.Expires), Is.EqualTo((true, SameSiteAttribute.Strict, -1)));
        Assert.That(cookie.Value, Is.Not.EqualTo(secret));
        await AssertGoodForNothingAsync(bench, $"{cookie.Name}={cookie.Value}");
        var again = await bench.Page.GotoAsync(link);
        Assert.That(again!.Status, Is.EqualTo(401));
    }

    private static async Task AssertSignedInAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("#tools")).ToContainTextAsync("Live");
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#banner")).ToHaveTextAsync("");
    }

    /// <summary>What a program does that was shown the cookie.</summary>
    private static async Task AssertGoodForNothingAsync(DashboardBench bench, string cookie)
    {
        Assert.That(cookie, Does.Match($"^dccbridge-{bench.Server.Port}=[\\w-]{{43}}$"));
        using var thief = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = bench.Server.Address };
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, "api/status"), (HttpMethod.Get, "api/findings/a/thumbnail"), (HttpMethod.Get, "api/events"), (HttpMethod.Post, "api/send/again"), (HttpMethod.Post, "api/quit")])
        {
            var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("X-DccBridge", "1");
            using var answer = await thief.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.That((int)answer.StatusCode, Is.EqualTo(401), path);
        }

        Assert.That(bench.Resident.Actions, Is.Empty);
    }

    [GeneratedRegex(@"(?<=[Cc]ookie: .*?)dccbridge-\d+=[\w-]+")]
    private static partial Regex Cookie();

    private static async Task AssertNothingAsync(IPage page, DashboardBench bench, string target, bool isRebound = false)
    {
        var got = JsonSerializer.Deserialize<Dictionary<string, string>>(await page.EvaluateAsync<string>(Attack, target))!;
        // Under a rebound name the answers can be read, and are refusals.
        var stolen = got.Where(part => part.Value.Length > 0 && !(isRebound && part.Value.Contains("\"status\":421", StringComparison.Ordinal)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(got, Has.Count.EqualTo(11), "all were tried");
            Assert.That(stolen.Select(part => $"{part.Key}: {part.Value}"), Is.Empty);
            Assert.That(bench.Resident.Actions, Is.Empty);
            Assert.That(string.Concat(got.Values), Does.Not.Contain("secret").And.Not.Contain("summary"));
        }
    }

    /// <summary>Serves an empty page on another port, and keeps what it was sent.</summary>
    private sealed class StrangerServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public StrangerServer()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = ServeAsync();
        }

        public int Port { get; }

        public ConcurrentQueue<string> Heard { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    var buffer = new byte[8192];
                    Heard.Enqueue(Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer)));
                    await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<!doctype html>"));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
