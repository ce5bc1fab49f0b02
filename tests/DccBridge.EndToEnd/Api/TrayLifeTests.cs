using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Peers;
using DccBridge.EndToEnd.Processes;

namespace DccBridge.EndToEnd.Api;

/// <summary>The companion that stays running, as a process: one instance, its files, its ends.</summary>
[TestFixture]
public sealed class TrayLifeTests : HeadlessFolders
{
    private string Home => Path.Combine(Path.GetDirectoryName(Content)!, "home");

    private Task<(TrayProcess Process, Uri Address)> StartAsync(params string[] arguments) => TrayProcess.StartReadyAsync(Home, Endpoints, arguments);

    private async Task<ProcessEnd> RunAsync(params string[] arguments)
    {
        await using var process = TrayProcess.Start(TrayProcess.StartInfo(Home, arguments));
        return await process.EndAsync();
    }

    private JsonElement EndpointFile()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Home, "companion.json")));
        return document.RootElement.Clone();
    }

    [Test]
    public async Task The_two_lines_of_the_README_work_in_a_shell()
    {
        var (tray, address) = await StartAsync();
        await using var ends = tray;
        Peer.Require("curl", "apt-get install curl (7.82 or later)", ["curl"], "--version");

        // As the README has them, but for the folder and the port of this test.
        var script = $$"""
            TOKEN=$(cat {{Home}}/companion.token)
            curl --noproxy '*' -sS -H "Authorization: Bearer $TOKEN" --json '{"files": ["/no/such/crate.glb"]}' "{{address}}api/send?wait=1"
            """;
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        using var answer = JsonDocument.Parse(await shell.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.That(answer.RootElement.TryGetProperty("status", out _) || answer.RootElement.TryGetProperty("state", out _), Is.True, answer.RootElement.ToString());
        Assert.That(answer.RootElement.ToString(), Does.Contain("editor").IgnoreCase, "no editor runs, and it says so");
    }

    [Test]
    public async Task The_lines_of_the_companions_README_ask_the_companion_that_runs_and_nobody_else()
    {
        var readme = await File.ReadAllLinesAsync(Path.Combine(Peer.RepositoryRoot, "Companion", "DccBridge.Companion", "README.md"));
        var at = Array.FindIndex(readme, line => line.StartsWith("    cd ~/.local/state/dccbridge", StringComparison.Ordinal));
        var script = string.Join('\n', readme[at..(at + 2)]).Replace("~/.local/state/dccbridge", Home, StringComparison.Ordinal).Replace("/art/crate.glb", "/no/such/crate.glb", StringComparison.Ordinal);
        Peer.Require("curl", "apt-get install curl (7.82 or later)", ["curl"], "--version");
        Peer.Require("flock", "apt-get install util-linux", ["flock"], "--version");
        var (tray, address) = await StartAsync();
        var (code, answer) = await RunShellAsync(script);
        Assert.That((code, JsonDocument.Parse(answer).RootElement.ToString().Contains("editor", StringComparison.OrdinalIgnoreCase)), Is.EqualTo((0, true)), answer);
        await tray.KillAsync();
        using var stranger = new TcpListener(IPAddress.Loopback, address.Port);
        stranger.Start();
        (code, answer) = await RunShellAsync(script);
        Assert.That((code, answer, stranger.Pending()), Is.EqualTo((1, "", false)));
        await tray.DisposeAsync();

        static async Task<(int Code, string Output)> RunShellAsync(string script)
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardInput = true };
            start.Environment["no_proxy"] = "*";
            using var shell = Process.Start(start)!;
            shell.StandardInput.Close();
            var output = await shell.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            return (shell.ExitCode, output);
        }
    }

    [Test]
    public async Task The_description_passes_an_OpenAPI_validator()
    {
        var (tray, address) = await StartAsync();
        await using var ends = tray;
        var (status, body) = await new Curl(address, Home).RawAsync("openapi.json");
        Assert.That(status, Is.EqualTo(200));
        Assert.That(OpenApiPeer.Judge(Encoding.UTF8.GetBytes(body)), Is.EqualTo("3.1 true"));
    }

    [Test]
    public async Task A_second_start_opens_the_browser_on_the_first_and_ends()
    {
        var (tray, address) = await StartAsync();
        await using var ends = tray;
        var opened = Path.Combine(Path.GetDirectoryName(Content)!, "opened");
        var start = TrayProcess.StartInfo(Home, "tray");
        var script = Path.Combine(Path.GetDirectoryName(Content)!, "browser");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nprintf '%s' \"$1\" > '{opened}'\n");
        await Process.Start("chmod", ["700", script]).WaitForExitAsync();
        start.Environment["BROWSER"] = script;
        await using var second = TrayProcess.Start(start);
        var end = await second.EndAsync();
        Assert.That(end.Code, Is.Zero, end.Errors);
        var link = await File.ReadAllTextAsync(opened);
        Assert.That(link, Does.StartWith($"{address}open?ticket="));
        Assert.That(end.Output, Does.Not.Contain("ticket"));

        // The browser keeps the cookie and is led to the page, once; the page changes what its address holds for its secret.
        var curl = new Curl(address, Home);
        var jar = Path.Combine(Path.GetDirectoryName(Content)!, "cookies");
        var (status, head) = await curl.RawAsync(new Uri(link).PathAndQuery, "-i", "-c", jar);
        Assert.That(status, Is.EqualTo(303), head);
        var code = head.Split("#open=")[1][..43];
        Assert.That((await curl.RawAsync("", "-b", jar)).Status, Is.EqualTo(200), "the page, which holds no data");
        Assert.That((await curl.RawAsync("api/status", "-b", jar, "-H", "X-DccBridge: 1")).Status, Is.EqualTo(401));
        var (taken, body) = await curl.RawAsync("api/dashboard-secret", "-b", jar, "--json", $"{{\"code\":\"{code}\"}}");
        Assert.That(taken, Is.EqualTo(200), body);
        var secret = JsonDocument.Parse(body).RootElement.GetProperty("secret").GetString();
        Assert.That((await curl.RawAsync("api/status", "-b", jar, "-H", $"X-DccBridge: {secret}")).Status, Is.EqualTo(200));
        Assert.That(string.Concat(Directory.GetFiles(Path.Combine(Home, "logs")).Select(File.ReadAllText)), Does.Not.Contain(code).And.Not.Contain(secret).And.Not.Contain("ticket="));
        Assert.That((await curl.RawAsync(new Uri(link).PathAndQuery)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_start_from_a_desktop_without_arguments_is_the_companion()
    {
        await using var process = TrayProcess.Start(WithoutTerminal(":77"));
        Assert.That(await process.LineAsync("The companion runs"), Does.Contain("http://127.0.0.1:"));
        var token = await File.ReadAllTextAsync(Path.Combine(Home, "companion.token"));
        Assert.That((await RunAsync("tray", "--stop")).Code, Is.Zero);
        var end = await process.EndAsync();
        Assert.That(end.Code, Is.Zero, end.Errors);
        Assert.That(end.Output + end.Errors, Does.Not.Contain(token));
    }

    [Test]
    public async Task A_script_that_forgets_the_arguments_is_told_so()
    {
        await using var process = TrayProcess.Start(WithoutTerminal(""));
        var end = await process.EndAsync();
        Assert.That(end.Code, Is.EqualTo(2));
        Assert.That(end.Errors, Does.Contain("dccbridge --help"));
        Assert.That(Path.Combine(Home, "companion.json"), Does.Not.Exist);
    }

    [TestCase(Signals.Interrupt)]
    [TestCase(Signals.Terminate)]
    public async Task A_signal_ends_it_cleanly_even_while_streams_are_open(int signal)
    {
        var (tray, address) = await StartAsync();
        await using var ends = tray;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Authorization = new("Bearer", await File.ReadAllTextAsync(Path.Combine(Home, "companion.token")));
        using var stream = await client.GetAsync(new Uri(address, "api/events"), HttpCompletionOption.ResponseHeadersRead);
        var clock = Stopwatch.StartNew();
        tray.Signal(signal);
        var end = await tray.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(end.Code, Is.Zero, end.Errors);
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)));
            Assert.That(Path.Combine(Home, "companion.json"), Does.Not.Exist);
            Assert.That(File.ReadAllText(Directory.GetFiles(Path.Combine(Home, "logs")).Single()), Does.Contain("The companion ends."));
        });
    }

    [Test]
    public async Task A_killed_one_is_known_to_be_dead_and_its_token_lives_on()
    {
        var (tray, _) = await StartAsync();
        var token = EndpointFile().GetProperty("token").GetString();
        await tray.KillAsync();
        Assert.That(Path.Combine(Home, "companion.json"), Does.Exist, "left behind");
        var dashboard = await RunAsync("dashboard", "--print");
        Assert.That(dashboard.Code, Is.EqualTo(2));
        Assert.That(dashboard.Errors, Does.Contain("No companion runs"));
        var (next, address) = await StartAsync();
        await using var ends = next;
        Assert.That(EndpointFile().GetProperty("token").GetString(), Is.EqualTo(token));
        Assert.That(EndpointFile().GetProperty("processId").GetInt32(), Is.EqualTo(next.Id).And.Not.EqualTo(tray.Id));
        var status = await new Curl(address, Home).AskAsync(200, "api/status");
        Assert.That(status.GetProperty("processId").GetInt32(), Is.EqualTo(next.Id));
        var logs = await new Curl(address, Home).AskAsync(200, "api/logs?level=warning");
        Assert.That(logs.GetProperty("lines").ToString(), Does.Contain("did not end by itself"));
        await tray.DisposeAsync();
    }

    [Test]
    public async Task Who_has_the_port_of_a_killed_one_is_told_nothing()
    {
        var (tray, address) = await StartAsync();
        await tray.KillAsync();
        using var stranger = new TcpListener(IPAddress.Loopback, address.Port);
        stranger.Start();
        Assert.That((await RunAsync("dashboard", "--print")).Errors, Does.Contain("No companion runs"));
        Assert.That((await RunAsync("tray", "--stop")).Output, Does.Contain("No companion runs"));
        Assert.That(Ask(), Does.Contain("The DccBridge companion does not run"));
        Assert.That(stranger.Pending(), Is.False, "nobody called");
        await tray.DisposeAsync();

        // A companion that starts beside it has another port, and is found there.
        var (next, other) = await TrayProcess.StartReadyAsync(Home, Endpoints);
        await using var ends = next;
        Assert.That(other.Port, Is.Not.EqualTo(address.Port));
        Assert.That(Ask(), Does.Contain("\"processId\": " + next.Id));
        Assert.That(stranger.Pending(), Is.False);

        // As the add-on in a DCC does it.
        string Ask()
        {
            const string Script = "import json\nfrom dccbridge.core.companion import Companion\nfrom dccbridge.core.failure import Failure\ntry:\n  print(json.dumps(Companion.find().get('/api/status')))\nexcept Failure as failure:\n  print(failure.message)";
            var start = new ProcessStartInfo(Peer.Require("python3", "apt-get install python3", ["/usr/bin/python3", "python3"], "--version").Program, ["-c", Script]) { RedirectStandardOutput = true };
            start.Environment["PYTHONPATH"] = Path.Combine(Peer.RepositoryRoot, "Companion", "Python");
            start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
            start.Environment["DCCBRIDGE_HOME"] = Home;
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            Assert.That(process.WaitForExit(TimeSpan.FromMinutes(1)), Is.True);
            return output.GetAwaiter().GetResult();
        }
    }

    [Test]
    public async Task Ten_that_start_at_once_are_one()
    {
        var starts = Enumerable.Range(0, 10).Select(_ => TrayProcess.Start(TrayProcess.StartInfo(Home, "tray", "--no-icon", "--no-browser", "--port", "0", "--endpoint-folder", Endpoints, "--json"))).ToList();
        try
        {
            var states = await Task.WhenAll(starts.Select(process => process.LineAsync("\"state\"")));
            Assert.That(states.Count(line => line.Contains("\"running\"")), Is.EqualTo(1));
            Assert.That(states.Count(line => line.Contains("\"alreadyRunning\"")), Is.EqualTo(9));
            Assert.That((await RunAsync("tray", "--stop")).Code, Is.Zero);
            Assert.That((await Task.WhenAll(starts.Select(process => process.EndAsync()))).Select(end => end.Code), Is.All.Zero);
        }
        finally
        {
            foreach (var process in starts)
            {
                await process.DisposeAsync();
            }
        }
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task Every_file_is_the_users_alone_whatever_the_umask_says()
    {
        var start = TrayProcess.StartInfo(Home, "tray", "--no-icon", "--port", "0", "--endpoint-folder", Endpoints);
        var open = new ProcessStartInfo("/bin/sh", ["-c", "umask 000; exec \"$@\"", "sh", start.FileName, .. start.ArgumentList]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        open.Environment["DCCBRIDGE_HOME"] = Home;
        await using var tray = TrayProcess.Start(open);
        await tray.LineAsync("The companion runs");
        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        Assert.Multiple(() =>
        {
            Assert.That((int)File.GetUnixFileMode(Home), Is.EqualTo(0b111_000_000));
            foreach (var file in (string[])["companion.json", "companion.token", "companion.lock"])
            {
                Assert.That((int)File.GetUnixFileMode(Path.Combine(Home, file)), Is.EqualTo(0b110_000_000), file);
            }

            foreach (var file in Directory.GetFiles(Path.Combine(Home, "logs")))
            {
                Assert.That(File.GetUnixFileMode(file) & Others, Is.EqualTo(UnixFileMode.None), file);
            }
        });
        tray.Signal(Signals.Terminate);
        await tray.EndAsync();
    }

    [Test]
    public async Task A_folder_that_cannot_be_used_is_told()
    {
        await File.WriteAllTextAsync(Home, "a file in its place");
        var end = await RunAsync("tray", "--no-icon");
        Assert.That(end.Code, Is.EqualTo(2));
        Assert.That(end.Errors, Does.Contain(Home).And.Contain("DCCBRIDGE_HOME"));
        File.Delete(Home);
        var relative = TrayProcess.StartInfo("here", "tray");
        await using var process = TrayProcess.Start(relative);
        Assert.That((await process.EndAsync()).Errors, Does.Contain("absolute path"));
    }

    // In a session of its own, as a desktop starts programs: a terminal that the tests were started in does not count.
    private ProcessStartInfo WithoutTerminal(string display)
    {
        var start = TrayProcess.StartInfo(Home);
        start.ArgumentList.Insert(0, start.FileName);
        start.FileName = "setsid";
        start.Environment["DISPLAY"] = display;
        start.Environment["BROWSER"] = "true";
        return start;
    }
}
