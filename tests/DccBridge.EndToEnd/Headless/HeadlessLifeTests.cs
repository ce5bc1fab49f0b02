using DccBridge.EndToEnd.Processes;
using System.Net;
using System.Net.Sockets;

namespace DccBridge.EndToEnd.Headless;

/// <summary>Start, stop and death of the headless editor as a process.</summary>
[TestFixture]
public sealed class HeadlessLifeTests : HeadlessFolders
{
    [TestCase(Signals.Terminate)]
    [TestCase(Signals.Interrupt)]
    [Platform(Exclude = "Win", Reason = "Signals are sent with the C library's kill.")]
    public async Task A_signal_ends_it_with_exit_code_0_and_removes_the_endpoint_file(int signal)
    {
        (HeadlessProcess process, HeadlessProcess.Ready ready) = await HeadlessProcess.StartReadyAsync(With());
        await using (process)
        {
            Assert.That(ready.Endpoint, Does.Exist);
            Assert.That(await ConnectsAsync(ready.Port));

            process.Signal(signal);
            (int code, _, string errors) = await process.EndAsync();
            Assert.That(code, Is.Zero, errors);
            Assert.That(ready.Endpoint, Does.Not.Exist);
            Assert.That(await ConnectsAsync(ready.Port), Is.False);
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Signals are sent with the C library's kill.")]
    public async Task A_signal_ends_it_while_a_dialog_is_open()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--modal", "3600"));
        await using (process)
        {
            process.Signal(Signals.Terminate);
            Assert.That((await process.EndAsync()).Code, Is.Zero);
        }
    }

    [Test]
    public async Task A_kill_leaves_the_folder_free_for_the_next_start()
    {
        (HeadlessProcess first, HeadlessProcess.Ready killed) = await HeadlessProcess.StartReadyAsync(With());
        await using (first)
        {
            await first.KillAsync();
        }

        Assert.That(killed.Endpoint, Does.Exist, "nobody was left to remove it");
        (HeadlessProcess second, HeadlessProcess.Ready ready) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (second)
        {
            Assert.That(ready.Instance, Is.Not.EqualTo(killed.Instance));
            await second.SayAsync("stop");
            Assert.That((await second.EndAsync()).Code, Is.Zero);
        }
    }

    [Test]
    public async Task A_second_editor_on_the_same_folder_is_refused_with_a_clear_text()
    {
        (HeadlessProcess first, _) = await HeadlessProcess.StartReadyAsync(With());
        await using (first)
        {
            await using HeadlessProcess second = HeadlessProcess.Start(With());
            (int code, _, string errors) = await second.EndAsync();
            Assert.That(code, Is.EqualTo(2));
            Assert.That(errors, Does.Contain("in use by another headless editor").And.Contain($"process {first.Id}"));
        }
    }

    [Test]
    public async Task A_restart_in_place_comes_back_on_the_same_port()
    {
        (HeadlessProcess process, HeadlessProcess.Ready before) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (process)
        {
            await process.SayAsync("restart");
            await process.LineAsync("restarting");
            HeadlessProcess.Ready after = await process.ReadyAsync();
            Assert.That(after.Port, Is.EqualTo(before.Port));
            Assert.That(await ConnectsAsync(after.Port));
            Assert.That(after.Endpoint, Does.Exist);
        }
    }

    [Test]
    public async Task It_ends_when_the_process_that_it_belongs_to_is_killed()
    {
        string other = Path.Combine(Path.GetDirectoryName(Content)!, "other");
        (HeadlessProcess owner, _) = await HeadlessProcess.StartReadyAsync(other, "--endpoint-folder", Endpoints, "--port", "0");
        await using (owner)
        {
            (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--parent-pid", owner.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            await using (process)
            {
                await owner.KillAsync();
                Assert.That((await process.EndAsync()).Code, Is.Zero);
            }
        }
    }

    [Test]
    public async Task Control_lines_open_and_close_a_dialog_at_the_moment_a_test_wants()
    {
        (HeadlessProcess process, _) = await HeadlessProcess.StartReadyAsync(With("--control"));
        await using (process)
        {
            await process.SayAsync("modal 3600 Save the level?");
            await process.LineAsync("modal open");
            await process.SayAsync("release");
            await process.LineAsync("modal closed");
            await process.SayAsync("nonsense");
            Assert.That(await process.LineAsync("error"), Does.Contain("unknown command 'nonsense'"));
        }
    }

    [Test]
    public async Task A_wrong_command_line_ends_with_exit_code_2_and_says_what_is_allowed()
    {
        await using HeadlessProcess process = HeadlessProcess.Start(Content, "--tick-rate", "fast");
        (int code, _, string errors) = await process.EndAsync();
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("--tick-rate 'fast': expected ticks per second"));
    }

    [Test]
    public async Task Wrong_settings_of_the_validation_end_it_with_the_line()
    {
        Directory.CreateDirectory(Content);
        string settings = Path.Combine(Content, "settings.json");
        await File.WriteAllTextAsync(settings, "{\n  \"nonsense\": 1\n}");
        await using HeadlessProcess process = HeadlessProcess.Start(With("--settings", settings));
        (int code, _, string errors) = await process.EndAsync();
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("settings.json").And.Contain("nonsense"));
    }

    [Test]
    public async Task Help_goes_to_standard_output()
    {
        await using HeadlessProcess process = HeadlessProcess.Start("--help");
        await process.LineAsync("Usage: dccbridge-headless");
        Assert.That((await process.EndAsync()).Code, Is.Zero);
    }

    private static async Task<bool> ConnectsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
