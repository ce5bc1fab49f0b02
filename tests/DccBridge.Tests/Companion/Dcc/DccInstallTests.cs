using DccBridge.Companion.Cli;
using DccBridge.Companion.Dcc.Install;
using DccBridge.Companion.Unreal.Install;
using DccBridge.Tests.Server.EditorPython;

namespace DccBridge.Tests.Companion.Dcc;

/// <summary><c>install --dcc</c> and <c>uninstall --dcc</c> with the real files in homes of our own.</summary>
[TestFixture]
public sealed class DccInstallTests
{
    private CliBench _bench = null!;
    private IProjectFiles _files = new ProjectFiles();
    private string _system = "linux";
    private readonly List<string> _blenders = [];
    private readonly Dictionary<string, string> _variables = [];

    private string Home => _bench.Folder;

    [SetUp]
    public void SetUp()
    {
        _bench = new CliBench();
        _files = new ProjectFiles();
        _system = "linux";
        _blenders.Clear();
        _variables.Clear();
        _bench.Adjust = services => services with
        {
            CompanionFolder = Path.Combine(Python.Repository, "artifacts"),
            Files = _files,
            Dccs = new DccSurroundings
            {
                System = _system,
                Home = Home,
                Documents = Path.Combine(Home, "Documents"),
                ApplicationData = Path.Combine(Home, "AppData", "Roaming"),
                Variable = name => _variables.GetValueOrDefault(name),
                Blenders = () => _blenders,
                RunAsync = (program, _, _, _) => Task.FromResult<(int, string)?>((0, $"Blender {Path.GetFileName(program)}.1\n\tbuild date: 2023")),
            },
        };
    }

    [TearDown]
    public void TearDown() => _bench.Dispose();

    [TestCase("linux", ".config/blender/3.4", ".config/blender/3.4/scripts/addons/dccbridge/__init__.py")]
    [TestCase("windows", "AppData/Roaming/Blender Foundation/Blender/3.4", "AppData/Roaming/Blender Foundation/Blender/3.4/scripts/addons/dccbridge/__init__.py")]
    [TestCase("macos", "Library/Application Support/Blender/3.4", "Library/Application Support/Blender/3.4/scripts/addons/dccbridge/__init__.py")]
    public Task Blender_looks_in_its_own_place_on_each_system(string system, string there, string expected) => LooksAsync("blender", system, there, expected);

    [TestCase("linux", "maya", "maya/modules/dccbridge.mod,maya/modules/dccbridge/scripts/userSetup.py,maya/modules/dccbridge/scripts/dccbridge/maya/menu.py")]
    [TestCase("windows", "Documents/maya", "Documents/maya/modules/dccbridge.mod")]
    [TestCase("macos", "Library/Preferences/Autodesk/maya", "Library/Preferences/Autodesk/maya/modules/dccbridge.mod")]
    public Task Maya_looks_in_its_own_place_on_each_system(string system, string there, string expected) => LooksAsync("maya", system, there, expected);

    [TestCase("linux", "houdini20.5", "houdini20.5/packages/dccbridge.json,houdini20.5/dccbridge/MainMenuCommon.xml,houdini20.5/dccbridge/toolbar/dccbridge.shelf,houdini20.5/dccbridge/python/dccbridge/houdini/menu.py")]
    [TestCase("windows", "Documents/houdini21.0", "Documents/houdini21.0/packages/dccbridge.json")]
    [TestCase("macos", "Library/Preferences/houdini/21.0", "Library/Preferences/houdini/21.0/packages/dccbridge.json")]
    public Task Houdini_looks_in_its_own_place_on_each_system(string system, string there, string expected) => LooksAsync("houdini", system, there, expected);

    [Test]
    public async Task Every_version_gets_it_and_a_Blender_that_was_never_started_too()
    {
        Make(".config/blender/4.2", ".config/blender/3.4", ".config/blender/beta");
        _blenders.Add("/usr/bin/3.6");
        Assert.That(await _bench.RunAsync("install", "--dcc", "blender"), Is.Zero, _bench.Error);
        Assert.That(Directory.GetDirectories(Path.Combine(Home, ".config", "blender")).Where(v => File.Exists(Path.Combine(v, "scripts", "addons", "dccbridge", "__init__.py"))).Select(Path.GetFileName), Is.EquivalentTo(["3.4", "3.6", "4.2"]));
        Assert.That(_bench.Out, Does.Contain("installed in Blender 4.2, Blender 3.6, Blender 3.4").And.Contain("Preferences"));
    }

    [Test]
    public async Task One_version_alone_may_be_named()
    {
        Make(".config/blender/4.2");
        Assert.That(await _bench.RunAsync("install", "--dcc", "blender", "--dcc-version", "3.4"), Is.Zero, _bench.Error);
        Assert.That(Below(".config/blender").Select(path => path.Split('/')[2]).Distinct(), Is.EqualTo(["3.4"]));
        Assert.That(await _bench.RunAsync("install", "--dcc", "blender", "--dcc-version", "../x"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("is no version"));
    }

    [Test]
    public async Task A_second_time_changes_nothing_and_a_dry_run_neither()
    {
        Make(".config/blender/3.4");
        Assert.That(await _bench.RunAsync("install", "--dcc", "blender", "--dry-run", "--json"), Is.Zero);
        Assert.That((Below("").Any(), _bench.Json.GetProperty("changed").GetBoolean(), _bench.Json.GetProperty("dryRun").GetBoolean()), Is.EqualTo((false, true, true)));

        await InstallAsync("blender");
        var before = Below("").ToDictionary(path => path, path => File.GetLastWriteTimeUtc(Path.Combine(Home, path)));
        var document = await InstallAsync("blender");
        Assert.That((document.GetProperty("changed").GetBoolean(), document.GetProperty("summary").GetString()), Is.EqualTo((false, "The add-on is already installed in Blender 3.4, nothing changed")));
        Assert.That(Below("").ToDictionary(path => path, path => File.GetLastWriteTimeUtc(Path.Combine(Home, path))), Is.EqualTo(before));
    }

    [TestCase("blender", ".config/blender/3.4")]
    [TestCase("maya", "maya")]
    [TestCase("houdini", "houdini20.5")]
    public async Task Uninstall_leaves_what_was_there_before_and_nothing_else(string dcc, string there)
    {
        Make(there + "/mine");
        await File.WriteAllTextAsync(Path.Combine(Home, there, "mine", "x.txt"), "mine");
        var before = All();
        await InstallAsync(dcc);
        Assert.That(All(), Has.Count.GreaterThan(before.Count + 10));

        // As Python leaves them.
        foreach (var script in Below("").Where(path => path.EndsWith("core/__init__.py", StringComparison.Ordinal)).ToArray())
        {
            var cache = Directory.CreateDirectory(Path.Combine(Home, Path.GetDirectoryName(script)!, "__pycache__")).FullName;
            await File.WriteAllTextAsync(Path.Combine(cache, "__init__.cpython-311.pyc"), "");
        }

        Assert.That(await _bench.RunAsync("uninstall", "--dcc", dcc), Is.Zero, _bench.Error);
        Assert.That(All(), Is.EquivalentTo(before));
        Assert.That(await _bench.RunAsync("uninstall", "--dcc", dcc), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("was not installed by dccbridge"));
    }

    [Test]
    public async Task A_file_that_the_user_changed_is_not_touched()
    {
        Make(".config/blender/3.4");
        await InstallAsync("blender");
        var changed = Path.Combine(Home, ".config/blender/3.4/scripts/addons/dccbridge/blender/panel.py");
        await File.AppendAllTextAsync(changed, "# mine\n");

        Assert.That(await _bench.RunAsync("install", "--dcc", "blender"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("panel.py' was changed since it was installed").And.Contain("--force"));
        Assert.That(await File.ReadAllTextAsync(changed), Does.EndWith("# mine\n"));

        Assert.That(await _bench.RunAsync("uninstall", "--dcc", "blender"), Is.EqualTo(ExitCodes.Findings));
        Assert.That(_bench.Out, Does.Contain("you changed it"));
        Assert.That(Below(".config/blender").Select(Path.GetFileName), Is.EquivalentTo(["panel.py", DccPlace.RecordName]));

        Assert.That(await _bench.RunAsync("uninstall", "--dcc", "blender", "--force"), Is.Zero);
        Assert.That(Below(".config/blender"), Is.Empty);
    }

    [Test]
    public async Task A_file_of_that_name_that_is_none_of_ours_is_not_replaced()
    {
        Make(".config/blender/3.4/scripts/addons/dccbridge");
        var foreign = Path.Combine(Home, ".config/blender/3.4/scripts/addons/dccbridge/__init__.py");
        await File.WriteAllTextAsync(foreign, "# of somebody else");
        Assert.That(await _bench.RunAsync("install", "--dcc", "blender"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("was not put there by dccbridge").And.Contain("Nothing was changed"));
        Assert.That(Below(".config/blender"), Has.Count.EqualTo(1));
        Assert.That(await _bench.RunAsync("install", "--dcc", "blender", "--force"), Is.Zero, _bench.Error);
    }

    [Test]
    public async Task An_older_version_is_replaced_and_its_leavings_go()
    {
        Make(".config/blender/3.4");
        await InstallAsync("blender");
        var place = Path.Combine(Home, ".config/blender/3.4/scripts/addons");
        var record = Path.Combine(place, "dccbridge", DccPlace.RecordName);
        await File.WriteAllTextAsync(Path.Combine(place, "dccbridge", "old.py"), "old");
        await File.WriteAllTextAsync(Path.Combine(place, "dccbridge", "__init__.py"), "older");
        var text = await File.ReadAllTextAsync(record);
        var hash = System.Text.RegularExpressions.Regex.Match(text, "\"scripts/addons/dccbridge/__init__.py\": \"([0-9a-f]{64})\"").Groups[1].Value;
        text = text.Replace(hash, InstallRecord.Hash("older"u8.ToArray()), StringComparison.Ordinal)
            .Replace("\"files\": {", $"\"files\": {{\n    \"scripts/addons/dccbridge/old.py\": \"{InstallRecord.Hash("old"u8.ToArray())}\",", StringComparison.Ordinal);
        await File.WriteAllTextAsync(record, text);

        Assert.That((await InstallAsync("blender")).GetProperty("steps")[0].GetString(), Does.Contain("write 1 file").And.Contain("remove 1 old file"));
        Assert.That(Path.Combine(place, "dccbridge", "old.py"), Does.Not.Exist);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(place, "dccbridge", "__init__.py")), Does.Contain("bl_info"));
    }

    [Test]
    public async Task A_disk_that_is_full_at_any_step_leaves_all_as_it_was()
    {
        Make(".config/blender/3.4");
        var before = All();
        for (var step = 1; step < 200; step += 7)
        {
            _files = new FailingFiles(step);
            if (await _bench.RunAsync("install", "--dcc", "blender") == ExitCodes.Clean)
            {
                Assert.That(step, Is.GreaterThan(30), "some steps failed");
                return;
            }

            Assert.That(_bench.Error, Does.Contain("No space left").And.Contain("All is as it was before"));
            Assert.That(All(), Is.EquivalentTo(before), $"step {step}");
        }

        Assert.Fail("It never came to its end.");
    }

    [Test]
    public async Task What_is_not_there_is_said()
    {
        foreach (var (dcc, text) in new[] { ("blender", "No Blender is found"), ("maya", "No Maya is found"), ("houdini", "No Houdini is found") })
        {
            Assert.That(await _bench.RunAsync("install", "--dcc", dcc), Is.EqualTo(ExitCodes.Failed));
            Assert.That(_bench.Error, Does.Contain(text));
        }

        Assert.That(await _bench.RunAsync("install"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_bench.Error, Does.Contain("Name either the .uproject (or its folder) or a DCC"));
        Assert.That(await _bench.RunAsync("uninstall", "x", "--dcc", "maya"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(await _bench.RunAsync("install", "--dcc", "cinema"), Is.EqualTo(ExitCodes.Failed));
    }

    [Test]
    public async Task Variables_that_move_the_place_are_followed()
    {
        _variables["BLENDER_USER_SCRIPTS"] = Path.Combine(Home, "studio");
        await InstallAsync("blender");
        Assert.That(Path.Combine(Home, "studio", "addons", "dccbridge", "__init__.py"), Does.Exist);
        Make("m");
        _variables["MAYA_APP_DIR"] = Path.Combine(Home, "m");
        await InstallAsync("maya");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Home, "m", "modules", "dccbridge.mod")), Does.StartWith("+ DccBridge ").And.EndWith(" ./dccbridge\n"));
    }

    private async Task LooksAsync(string dcc, string system, string there, string expected)
    {
        _system = system;
        Make(there);
        var document = await InstallAsync(dcc);
        Assert.That(expected.Split(',').Select(path => Path.Combine(Home, path)), Is.All.Exist);
        Assert.That((document.GetProperty("dcc").GetString(), document.GetProperty("places").GetArrayLength()), Is.EqualTo((dcc, 1)));
        Assert.That(document.GetProperty("next")[0].GetString(), Is.Not.Empty);
    }

    private async Task<System.Text.Json.JsonElement> InstallAsync(string dcc)
    {
        using var output = new StringWriter();
        var adjust = _bench.Adjust;
        _bench.Adjust = services => adjust(services) with { Out = output };
        var code = await _bench.RunAsync("install", "--dcc", dcc, "--json");
        _bench.Adjust = adjust;
        Assert.That(code, Is.Zero, output + _bench.Error);
        return System.Text.Json.JsonDocument.Parse(output.ToString()).RootElement.Clone();
    }

    private void Make(params string[] folders)
    {
        foreach (var folder in folders)
        {
            Directory.CreateDirectory(Path.Combine(Home, folder));
        }
    }

    private List<string> Below(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Home, folder), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Home, path).Replace('\\', '/'))];

    private List<string> All() => [.. Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Home, path))];

    /// <summary>The disk, full from the given change on.</summary>
    private sealed class FailingFiles(int step) : IProjectFiles
    {
        private readonly ProjectFiles _real = new();
        private int _left = step;

        public bool FileExists(string path) => _real.FileExists(path);

        public bool FolderExists(string path) => _real.FolderExists(path);

        public bool IsLink(string path) => _real.IsLink(path);

        public string Resolve(string path) => _real.Resolve(path);

        public bool IsReadOnly(string path) => _real.IsReadOnly(path);

        public bool IsInUse(string path) => _real.IsInUse(path);

        public DateTime WrittenAt(string path) => _real.WrittenAt(path);

        public IReadOnlyList<string> List(string folder) => _real.List(folder);

        public IReadOnlyList<string> FolderLinks(string folder) => _real.FolderLinks(folder);

        public IReadOnlyList<string> Files(string folder, string pattern) => _real.Files(folder, pattern);

        public IReadOnlyList<string> Folders(string folder) => _real.Folders(folder);

        public byte[] Read(string path) => _real.Read(path);

        public void MakeFolder(string path)
        {
            Take();
            _real.MakeFolder(path);
        }

        public void Write(string path, byte[] content)
        {
            if (--_left == 0)
            {
                // What a full disk leaves.
                _real.Write(path, content[..(content.Length / 2)]);
                throw new IOException("No space left on device.");
            }

            _real.Write(path, content);
        }

        public void MoveFile(string from, string to)
        {
            Take();
            _real.MoveFile(from, to);
        }

        public void MoveFolder(string from, string to) => _real.MoveFolder(from, to);

        public void DeleteFile(string path) => _real.DeleteFile(path);

        public void DeleteFolder(string path) => _real.DeleteFolder(path);

        private void Take()
        {
            if (--_left == 0)
            {
                throw new IOException("No space left on device.");
            }
        }
    }
}
