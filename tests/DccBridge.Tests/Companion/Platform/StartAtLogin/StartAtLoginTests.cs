using System.Xml.Linq;
using DccBridge.Companion.Platform.StartAtLogin;

namespace DccBridge.Tests.Companion.Platform.StartAtLogin;

/// <summary>Every entry: looked at, made, made again, taken away, taken away again.</summary>
[TestFixture]
public sealed class StartAtLoginTests
{
    private static readonly LoginCommand Command = new("/opt/My Apps/dcc\"bridge$%", ["tray", "--quiet"]);

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-login-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<TestCaseData> Kinds() =>
    [
        new TestCaseData((Func<string, LoginCommand, IStartAtLogin>)((folder, command) => new AutostartEntry(Path.Combine(folder, "autostart"), command))).SetArgDisplayNames("Linux"),
        new TestCaseData((Func<string, LoginCommand, IStartAtLogin>)((folder, command) => new LaunchAgentEntry(Path.Combine(folder, "LaunchAgents"), command))).SetArgDisplayNames("macOS"),
    ];

    [TestCaseSource(nameof(Kinds))]
    public void A_file_is_made_once_and_taken_away_without_a_trace(object make)
    {
        IStartAtLogin Entry(LoginCommand command) => ((Func<string, LoginCommand, IStartAtLogin>)make)(_folder, command);
        var entry = Entry(Command);
        Assert.That(entry.Query(), Is.EqualTo(LoginStart.Off));
        entry.Remove();

        entry.Set();
        byte[] first = File.ReadAllBytes(entry.Place);
        entry.Set();

        Assert.That((entry.Query(), File.ReadAllBytes(entry.Place)), Is.EqualTo((LoginStart.On, first)));
        Assert.That(Entry(Command with { Program = "/elsewhere/dccbridge" }).Query(), Is.EqualTo(LoginStart.OtherCopy));
        Assert.That(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), Is.EqualTo(new[] { entry.Place }), "nothing else was left");

        entry.Remove();
        entry.Remove();
        Assert.That((entry.Query(), Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)), Is.EqualTo((LoginStart.Off, Array.Empty<string>())));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Other_files_beside_it_stay(object make)
    {
        var entry = ((Func<string, LoginCommand, IStartAtLogin>)make)(_folder, Command);
        entry.Set();
        string other = Path.Combine(Path.GetDirectoryName(entry.Place)!, "other");
        File.WriteAllText(other, "mine");

        entry.Remove();

        Assert.That(File.ReadAllText(other), Is.EqualTo("mine"));
    }

    [Test]
    public void The_desktop_file_quotes_what_the_specification_wants_quoted()
    {
        var entry = new AutostartEntry(_folder, Command);
        entry.Set();

        Assert.That(File.ReadAllLines(entry.Place), Does.Contain("""Exec="/opt/My Apps/dcc\\"bridge\\$%%" "tray" "--quiet" """.TrimEnd()).And.Contain("""TryExec=/opt/My Apps/dcc"bridge$%"""));
    }

    [TestCase("Hidden=true")]
    [TestCase("X-GNOME-Autostart-enabled=false")]
    public void An_entry_that_the_user_switched_off_is_off_until_it_is_set_again(string line)
    {
        var entry = new AutostartEntry(_folder, Command);
        entry.Set();
        File.AppendAllText(entry.Place, line + "\n");
        Assert.That(entry.Query(), Is.EqualTo(LoginStart.SwitchedOff));

        entry.Set();

        Assert.That(entry.Query(), Is.EqualTo(LoginStart.On));
    }

    [Test]
    public void The_autostart_folder_is_where_the_desktop_looks()
    {
        Assert.That(AutostartEntry.Folder(_ => null, "/home/me"), Is.EqualTo("/home/me/.config/autostart"));
        Assert.That(AutostartEntry.Folder(_ => "/conf", "/home/me"), Is.EqualTo("/conf/autostart"));
        Assert.That(AutostartEntry.Folder(_ => "relative", "/home/me"), Is.EqualTo("/home/me/.config/autostart"));
    }

    [Test]
    public void The_launch_agent_is_a_property_list_with_the_arguments_apart()
    {
        var entry = new LaunchAgentEntry(_folder, new LoginCommand("/Apps/a & b", ["<tray>"]));
        entry.Set();

        var list = XDocument.Load(entry.Place).Root!;
        Assert.That(list.Descendants("array").Single().Elements("string").Select(e => e.Value), Is.EqualTo(new[] { "/Apps/a & b", "<tray>" }));
        Assert.That(list.Descendants("key").Select(e => e.Value), Is.EqualTo(new[] { "Label", "ProgramArguments", "RunAtLoad", "ProcessType" }));
    }

    [TestCase(@"C:\Program Files\dccbridge.exe", @"""C:\Program Files\dccbridge.exe"" ""tray""")]
    [TestCase(@"C:\odd\", @"""C:\odd\\"" ""tray""")]
    [TestCase(@"C:\a""b", @"""C:\a\""b"" ""tray""")]
    public void The_run_key_has_a_command_line_that_Windows_takes_apart_rightly(string program, string line)
    {
        var key = new PlayedRunKey();
        new RunKeyEntry(key, new LoginCommand(program, ["tray"])).Set();

        Assert.That(key.Values, Is.EqualTo(new Dictionary<string, string> { ["DccBridge"] = line }));
    }

    [Test]
    public void The_run_key_is_set_and_taken_away_and_the_users_switch_counts()
    {
        var key = new PlayedRunKey();
        var entry = new RunKeyEntry(key, new LoginCommand(@"C:\dccbridge.exe", ["tray"]));
        Assert.That(entry.Query(), Is.EqualTo(LoginStart.Off));
        entry.Set();
        Assert.That(entry.Query(), Is.EqualTo(LoginStart.On));
        Assert.That(new RunKeyEntry(key, new LoginCommand(@"D:\dccbridge.exe", ["tray"])).Query(), Is.EqualTo(LoginStart.OtherCopy));
        key.Off.Add("DccBridge");
        Assert.That(entry.Query(), Is.EqualTo(LoginStart.SwitchedOff));
        entry.Set();
        Assert.That(entry.Query(), Is.EqualTo(LoginStart.On));
        entry.Remove();
        entry.Remove();
        Assert.That((entry.Query(), key.Values.Count), Is.EqualTo((LoginStart.Off, 0)));
    }

    [Test]
    public void A_program_that_runs_in_the_runtime_is_started_with_it()
    {
        Assert.That(LoginCommand.Of("/usr/bin/dotnet", "/app", "tray"), Is.EqualTo(new LoginCommand("/usr/bin/dotnet", ["/app/dccbridge.dll", "tray"])));
        Assert.That(LoginCommand.Of("/app/dccbridge", "/app", "tray"), Is.EqualTo(new LoginCommand("/app/dccbridge", ["tray"])));
    }

    private sealed class PlayedRunKey : IRunKey
    {
        public Dictionary<string, string> Values { get; } = [];

        public HashSet<string> Off { get; } = [];

        public string? Command(string name) => Values.GetValueOrDefault(name);

        public bool IsSwitchedOff(string name) => Off.Contains(name);

        public void Set(string name, string command)
        {
            Off.Remove(name);
            Values[name] = command;
        }

        public void Remove(string name)
        {
            Off.Remove(name);
            Values.Remove(name);
        }
    }
}
