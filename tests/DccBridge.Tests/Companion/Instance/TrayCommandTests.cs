using System.Net.Http.Headers;
using System.Text.Json;
using DccBridge.Companion.Browsing;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;
using DccBridge.Tests.Companion.Resident;

namespace DccBridge.Tests.Companion.Instance;

/// <summary><c>dccbridge tray</c> and <c>dashboard</c> over a played resident, in this process.</summary>
[TestFixture]
public sealed class TrayCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TemporaryFolder _temporary = null!;
    private CompanionFolders _folders = null!;

    [SetUp]
    public void Prepare()
    {
        _temporary = new TemporaryFolder();
        _folders = new CompanionFolders(Path.Combine(_temporary.Root, "home"));
    }

    [TearDown]
    public void Remove() => _temporary.Dispose();

    private CliBench Bench(PlayedResident? resident = null, IBrowser? browser = null) => new()
    {
        Adjust = services => services with
        {
            CompanionFolders = () => _folders,
            OpenResident = (_, _, _) => resident ?? throw new InvalidOperationException("No second companion was to begin."),
            Browser = browser ?? new KeptBrowser(),
        },
    };

    private async Task<CompanionEndpoint> RunningAsync()
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            Assert.That(Environment.TickCount64, Is.LessThan(end), "companion.json comes");
            if (Directory.Exists(_folders.Root) && CompanionEndpoint.Read(_folders) is { } endpoint)
            {
                return endpoint;
            }

            await Task.Delay(10);
        }
    }

    [Test]
    public async Task It_runs_until_it_is_stopped_and_leaves_only_what_stays()
    {
        using var stop = new CancellationTokenSource();
        using var bench = Bench(new PlayedResident());
        var running = bench.RunAsync(stop.Token, "tray", "--no-icon", "--port", "0", "--json");
        var endpoint = await RunningAsync();
        using var client = new HttpClient { BaseAddress = endpoint.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Token);
        Assert.That((await client.GetAsync("api/status")).IsSuccessStatusCode, Is.True);
        await stop.CancelAsync();
        Assert.That(await running.WaitAsync(Patience), Is.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(_folders.EndpointFile, Does.Not.Exist);
            Assert.That(File.ReadAllText(_folders.TokenFile), Is.EqualTo(endpoint.Token));
            Assert.That(InstanceLock.IsHeld(_folders), Is.False);
            Assert.That(_folders.SettingsSchemaFile, Does.Exist);
            Assert.That(bench.Json.GetProperty("state").GetString(), Is.EqualTo("running"));
            Assert.That(bench.Json.GetProperty("url").GetString(), Is.EqualTo(endpoint.Url.AbsoluteUri));
            Assert.That(bench.Out, Does.Not.Contain(endpoint.Token));
        });
        var log = string.Concat(Directory.EnumerateFiles(_folders.Logs).Select(File.ReadAllText));
        Assert.That(log, Does.Contain("The companion begins").And.Contain("The companion ends.").And.Not.Contain(endpoint.Token));
    }

    [Test]
    public async Task A_second_start_opens_the_dashboard_of_the_first()
    {
        using var stop = new CancellationTokenSource();
        using var first = Bench(new PlayedResident());
        var running = first.RunAsync(stop.Token, "tray", "--no-icon", "--port", "0");
        var endpoint = await RunningAsync();
        var browser = new KeptBrowser();
        using var second = Bench(browser: browser);
        Assert.That(await second.RunAsync("tray").WaitAsync(Patience), Is.Zero, second.Error);
        Assert.That(browser.Opened.Single().AbsoluteUri, Does.StartWith($"{endpoint.Url}open?ticket="));

        // The link is good: it signs the browser in.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        Assert.That((int)(await client.GetAsync(browser.Opened.Single())).StatusCode, Is.EqualTo(303));
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Test]
    public async Task Dashboard_opens_prints_or_says_that_nothing_runs()
    {
        using var none = Bench();
        Assert.That(await none.RunAsync("dashboard"), Is.EqualTo(2));
        Assert.That(none.Error, Does.Contain("Start it with 'dccbridge tray'"));
        using var stop = new CancellationTokenSource();
        using var first = Bench(new PlayedResident());
        var running = first.RunAsync(stop.Token, "tray", "--no-icon", "--port", "0");
        await RunningAsync();
        using var print = Bench();
        Assert.That(await print.RunAsync("dashboard", "findings", "--print").WaitAsync(Patience), Is.Zero, print.Error);
        Assert.That(print.Out, Does.Match("^http://127\\.0\\.0\\.1:[0-9]+/open\\?ticket=[A-Za-z0-9_-]{43}&page=findings\n$"));
        using var broken = Bench(browser: new KeptBrowser { Failure = "xdg-open ended with code 3." });
        Assert.That(await broken.RunAsync("dashboard").WaitAsync(Patience), Is.EqualTo(2));
        Assert.That(broken.Error, Does.Contain("xdg-open ended with code 3.").And.Contain("BROWSER").And.Contain("/open?ticket="));
        using var token = Bench();
        Assert.That(await token.RunAsync("tray", "--new-token").WaitAsync(Patience), Is.EqualTo(2));
        Assert.That(token.Error, Does.Contain("--stop"));
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Test]
    public async Task Stop_ends_the_one_that_runs_and_waits_until_it_is_gone()
    {
        using var first = Bench(new PlayedResident());
        var running = first.RunAsync("tray", "--no-icon", "--port", "0");
        await RunningAsync();
        using var stop = Bench();
        Assert.That(await stop.RunAsync("tray", "--stop", "--json").WaitAsync(Patience), Is.Zero, stop.Error);
        Assert.That(stop.Json.GetProperty("state").GetString(), Is.EqualTo("stopped"));
        Assert.That(InstanceLock.IsHeld(_folders), Is.False);
        Assert.That(await running.WaitAsync(Patience), Is.Zero);
        using var again = Bench();
        Assert.That(await again.RunAsync("tray", "--stop", "--json"), Is.Zero);
        Assert.That(again.Json.GetProperty("state").GetString(), Is.EqualTo("notRunning"));
    }

    [Test]
    public async Task What_a_killed_one_left_behind_is_removed()
    {
        _folders.Prepare();
        new CompanionEndpoint(1, new Uri("http://127.0.0.1:1/"), new string('A', 43), 1, DateTimeOffset.UnixEpoch).Write(_folders);
        using var dead = Bench();
        Assert.That(await dead.RunAsync("dashboard"), Is.EqualTo(2), "its lock is free: nobody is waited for");
        using var stop = new CancellationTokenSource();
        using var bench = Bench(new PlayedResident());
        var running = bench.RunAsync(stop.Token, "tray", "--no-icon", "--port", "0");
        var end = Environment.TickCount64 + 30_000;
        while (CompanionEndpoint.Read(_folders) is not { ProcessId: not 1 })
        {
            Assert.That(Environment.TickCount64, Is.LessThan(end));
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        Assert.That(await running.WaitAsync(Patience), Is.Zero);
    }

    [Test]
    public async Task An_occupied_port_is_told_when_it_was_asked_for_and_passed_over_when_not()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        using var wanted = Bench(new PlayedResident());
        Assert.That(await wanted.RunAsync("tray", "--no-icon", "--port", $"{port}").WaitAsync(Patience), Is.EqualTo(2));
        Assert.That(wanted.Error, Does.Contain($"Port {port}").And.Contain("--port"));
        var resident = new PlayedResident();
        await resident.Settings.SaveAsync(resident.Settings.Current with { Port = port }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        using var bench = Bench(resident);
        var running = bench.RunAsync(stop.Token, "tray", "--no-icon");
        Assert.That((await RunningAsync()).Url.Port, Is.Not.EqualTo(port));
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Test]
    public async Task A_new_token_replaces_the_old_one_and_open_opens_the_dashboard()
    {
        _folders.Prepare();
        var old = TokenFile.LoadOrCreate(_folders, makeNew: false);
        var browser = new KeptBrowser();
        using var stop = new CancellationTokenSource();
        using var bench = Bench(new PlayedResident(), browser);
        var running = bench.RunAsync(stop.Token, "tray", "--no-icon", "--port", "0", "--new-token", "--open");
        Assert.That((await RunningAsync()).Token, Is.Not.EqualTo(old));
        await browser.WaitAsync().WaitAsync(Patience);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [TestCase("--open --no-browser", "leave one out")]
    [TestCase("--port 70000", "70000 is no port")]
    [TestCase("--stop --open", "--stop ends the companion")]
    public async Task Options_that_do_not_go_together_are_refused(string options, string message)
    {
        using var bench = Bench();
        Assert.That(await bench.RunAsync(["tray", .. options.Split(' ')]), Is.EqualTo(2));
        Assert.That(bench.Error, Does.Contain(message));
    }

    private sealed class KeptBrowser : IBrowser
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<Uri> Opened { get; } = [];

        public string? Failure { get; init; }

        public Task WaitAsync() => _opened.Task;

        public Task<string?> OpenAsync(Uri address, CancellationToken cancellation)
        {
            Opened.Add(address);
            _opened.TrySetResult();
            return Task.FromResult(Failure);
        }
    }
}
