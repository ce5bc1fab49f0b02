using DccBridge.EndToEnd.Processes;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Security;

namespace DccBridge.EndToEnd.Cli;

[TestFixture]
public class DoctorTests : HeadlessFolders
{
    [Test]
    public async Task A_healthy_editor_passes_every_check()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            var result = await DoctorAsync();
            Assert.That(result.Code, Is.Zero, result.Output + result.Errors);
            Assert.That(Checks(result).Values, Is.All.EqualTo("good"));
        }
    }

    [Test]
    public async Task Without_an_editor_the_cause_is_that_none_runs()
    {
        var result = await DoctorAsync();
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(Bad(result), Is.EqualTo(new[] { "editor running" }));
    }

    [Test]
    public async Task What_a_killed_editor_left_is_named_and_removed_with_fix()
    {
        var (editor, ready) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            await editor.KillAsync();
        }

        var before = await DoctorAsync();
        var fix = await DoctorAsync("--fix");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Code, Is.EqualTo(2));
            Assert.That(Checks(before)["stale endpoint files"], Is.EqualTo("notice"));
            Assert.That(Checks(fix)["stale endpoint files"], Is.EqualTo("good"));
            Assert.That(ready.Endpoint, Does.Not.Exist);
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has access lists instead of modes.")]
    [UnsupportedOSPlatform("windows")]
    public async Task An_endpoint_file_that_others_can_read_is_named_with_the_command_that_mends_it()
    {
        var (editor, ready) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            File.SetUnixFileMode(ready.Endpoint, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            var result = await DoctorAsync();
            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(Bad(result), Does.Contain("endpoint file permissions"));
            Assert.That(result.Output, Does.Contain($"chmod 600 '{ready.Endpoint}'"));
        }
    }

    [Test]
    public async Task A_port_where_nobody_listens()
    {
        using var publication = EndpointPublication.Publish(Endpoint(FreePort()), Endpoints);
        var result = await DoctorAsync();
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(Bad(result), Is.EqualTo(new[] { "port reachable" }));
    }

    [Test]
    public async Task A_port_that_another_program_has()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var publication = EndpointPublication.Publish(Endpoint(((IPEndPoint)listener.LocalEndpoint).Port), Endpoints);
        using var stop = new CancellationTokenSource();
        var serving = AnswerAsWebServerAsync(listener, stop.Token);
        var result = await DoctorAsync();
        await stop.CancelAsync();
        await serving;
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(Bad(result), Is.EqualTo(new[] { "port is DccBridge's" }), result.Output);
        Assert.That(result.Output, Does.Contain("Another program listens on port"));
    }

    [Test]
    public async Task A_secret_that_the_editor_refuses()
    {
        var (editor, ready) = await HeadlessProcess.StartReadyAsync(With());
        await using (editor)
        {
            var folder = Endpoints + "2";
            using var publication = EndpointPublication.Publish(Endpoint(ready.Port) with { InstanceId = ready.Instance }, folder);
            var result = await CliProcess.RunAsync("doctor", "--endpoint-folder", folder, "--json");
            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(Bad(result), Is.EqualTo(new[] { "secret accepted" }), result.Output);
        }
    }

    [Test]
    public async Task A_modal_dialog_is_named_with_its_text()
    {
        var (editor, _) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (editor)
        {
            await editor.SayAsync("modal 600 Save changes to the level?");
            await editor.LineAsync("modal open");
            var result = await DoctorAsync();
            await editor.SayAsync("release");
            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(Bad(result), Is.EqualTo(new[] { "editor state" }));
            Assert.That(result.Output, Does.Contain("Save changes to the level?"));
        }
    }

    private static EndpointFile Endpoint(int port) => new()
    {
        InstanceId = Guid.NewGuid(),
        ProcessId = Environment.ProcessId,
        StartTime = DateTimeOffset.UtcNow,
        Port = port,
        Project = "Test",
        Engine = "headless",
        Secret = SharedSecret.Create(),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AnswerAsWebServerAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                try
                {
                    await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
                }
                catch (IOException)
                {
                    // The first caller only looks whether somebody listens.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static Dictionary<string, string> Checks(ProcessEnd result) =>
        result.Json().GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("check").GetString()!, c => c.GetProperty("result").GetString()!);

    private static string[] Bad(ProcessEnd result) => [.. Checks(result).Where(c => c.Value == "bad").Select(c => c.Key)];

    private Task<ProcessEnd> DoctorAsync(params string[] more) => CliProcess.RunAsync(["doctor", "--endpoint-folder", Endpoints, "--json", .. more]);
}
