using DccBridge.Headless.Engine;
using DccBridge.Validation;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class CommandLineTests
{
    [Test]
    public void Every_option_is_read()
    {
        HeadlessOptions options = CommandLine.Parse(
        [
            "--project-name", "Crates", "--endpoint-folder=/e", "--port", "0", "--socket", "off", "--allow", "execute", "--settings", "v.json", "--sources", "P:\\art=/mnt/art",
            "--parent-pid", "12", "--log", "l.txt", "--verbose", "--control", "--tick-rate", "3", "--modal", "5", "--stall", "0.5",
            "--slow-import", "2", "--full-disk", "1048576", "--restart-after", "10", "content",
        ]);
        Assert.That(options, Is.EqualTo(new HeadlessOptions
        {
            ContentFolder = "content",
            ProjectName = "Crates",
            EndpointFolder = "/e",
            Port = 0,
            UseSocket = false,
            AllowExecute = true,
            SettingsFile = "v.json",
            Sources = new SourceRoot("P:\\art", Path.GetFullPath("/mnt/art")),
            ParentProcess = 12,
            LogFile = "l.txt",
            Verbose = true,
            Control = true,
            TickRate = 3,
            Modal = TimeSpan.FromSeconds(5),
            Stall = TimeSpan.FromSeconds(0.5),
            SlowImport = TimeSpan.FromSeconds(2),
            FullDisk = 1048576,
            RestartAfter = TimeSpan.FromSeconds(10),
        }));
    }

    [Test]
    public void A_folder_whose_name_begins_with_a_dash_follows_two_dashes() =>
        Assert.That(CommandLine.Parse(["--", "--modal"]).ContentFolder, Is.EqualTo("--modal"));

    [Test]
    public void A_folder_of_sources_alone_is_recorded_as_it_is_here() =>
        Assert.That(CommandLine.Parse(["c", "--sources", "art"]).Sources, Is.EqualTo(new SourceRoot(Path.GetFullPath("art"), Path.GetFullPath("art"))));

    [TestCase("Give a content folder")]
    [TestCase("Unknown option '--frobnicate'", "c", "--frobnicate")]
    [TestCase("'d' is one folder too many", "c", "d")]
    [TestCase("--port needs a value: --port PORT", "c", "--port")]
    [TestCase("--port '65536': expected a whole number from 0 to 65535", "c", "--port", "65536")]
    [TestCase("--port '-1'", "c", "--port=-1")]
    [TestCase("--control takes no value", "c", "--control=yes")]
    [TestCase("--modal '1,5': expected seconds", "c", "--modal", "1,5")]
    [TestCase("--modal 'NaN'", "c", "--modal", "NaN")]
    [TestCase("--tick-rate '0': expected ticks per second from 0.1 to 1000", "c", "--tick-rate", "0")]
    [TestCase("--allow 'everything': the only value allowed is execute", "c", "--allow", "everything")]
    [TestCase("--socket '/tmp/x': expected on or off", "c", "--socket", "/tmp/x")]
    [TestCase("--sources 'P:\\art=': expected a folder", "c", "--sources", "P:\\art=")]
    [TestCase("--verbose is given twice", "c", "--verbose", "--verbose")]
    public void A_wrong_argument_is_named_with_what_is_allowed(string message, params string[] arguments) =>
        Assert.That(() => CommandLine.Parse(arguments), Throws.TypeOf<UsageException>().With.Message.Contains(message));

    [Test]
    public void Help_needs_no_folder_and_lists_every_option_in_lines_that_fit()
    {
        Assert.That(CommandLine.Parse(["--help"]).ShowHelp);
        string help = CommandLine.Help();
        Assert.That(help.Split('\n'), Has.All.Length.LessThanOrEqualTo(130));
        foreach (string name in (string[])["--port", "--restart-after", "full-disk on|off|BYTES", "Exit codes", "ready port="])
        {
            Assert.That(help, Does.Contain(name));
        }
    }

    [TestCase("modal 5 Save the level?", "ok modal", "modal 5 Save the level?")]
    [TestCase("modal 0.5", "ok modal", "modal 0.5 ")]
    [TestCase("stall 2", "ok stall", "stall 2")]
    [TestCase("release", "ok release", "release")]
    [TestCase("tick-rate 3", "ok tick-rate", "rate 3")]
    [TestCase("slow-import 0", "ok slow-import", "slow 0")]
    [TestCase("full-disk on", "ok full-disk", "disk 0")]
    [TestCase("full-disk off", "ok full-disk", "disk ")]
    [TestCase("full-disk 100", "ok full-disk", "disk 100")]
    [TestCase("  restart ", "ok restart", "restart")]
    [TestCase("stop", "ok stop", "stop")]
    [TestCase("", "error empty line", "")]
    [TestCase("dance", "error unknown command 'dance': allowed are modal", "")]
    [TestCase("modal", "error write: modal SECONDS [TEXT]", "")]
    [TestCase("stop now", "error stop takes no value", "")]
    [TestCase("stall 5 6", "error write: stall SECONDS", "")]
    [TestCase("full-disk maybe", "error full-disk 'maybe': expected a whole number", "")]
    public void A_control_line_is_done_or_answered_with_what_is_allowed(string line, string answer, string done)
    {
        var editor = new RecordingEditor();
        Assert.That(ControlLine.Run(line, editor), Does.StartWith(answer));
        Assert.That(editor.Done, Is.EqualTo(done));
    }

    [Test]
    public void Control_input_answers_each_line_and_passes_over_one_that_is_too_long()
    {
        var answers = new List<string>();
        ControlInput.Read(new StringReader("release\r\n" + new string('x', 5000) + "\nstop"), new RecordingEditor(), answers.Add);
        Assert.That(answers, Is.EqualTo((string[])["ok release", "error line too long: at most 4096 characters are allowed", "ok stop"]));
    }

    private sealed class RecordingEditor : IControlled
    {
        public string Done { get; private set; } = "";

        public void OpenModal(TimeSpan duration, string? text) => Done = $"modal {duration.TotalSeconds} {text}";

        public void Stall(TimeSpan duration) => Done = $"stall {duration.TotalSeconds}";

        public void Release() => Done = "release";

        public void SetTickRate(double ticksPerSecond) => Done = $"rate {ticksPerSecond}";

        public void SetSlowImport(TimeSpan duration) => Done = $"slow {duration.TotalSeconds}";

        public void SetFullDisk(long? bytes) => Done = $"disk {bytes}";

        public void Restart() => Done = "restart";

        public void Stop() => Done = "stop";
    }
}
