using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Tests.Companion.Install;

/// <summary>Every file operation of an installation, an upgrade and an uninstallation fails once.</summary>
[TestFixture]
public class InstallFailureTests
{
    // The last operations sweep: four folders in the work folder, itself, the folder above it, and one that was emptied.
    private const int Sweeps = 7;

    private ProjectTree _tree = null!;

    [SetUp]
    public void SetUp()
    {
        _tree = new ProjectTree();
        _tree.MakeSolution();
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public Task A_fresh_installation_that_fails_at_any_step_leaves_no_trace() => BreakEachAsync(InstallAsync);

    [Test]
    public async Task An_upgrade_that_fails_at_any_step_leaves_the_older_version()
    {
        await PrepareUpgradeAsync();
        await BreakEachAsync(InstallAsync);
    }

    [Test]
    public async Task An_uninstallation_that_fails_at_any_step_leaves_all_as_it_was()
    {
        await PrepareUpgradeAsync();
        await BreakEachAsync(UninstallAsync);
    }

    [Test]
    public async Task When_the_disk_stays_broken_nothing_of_the_older_version_is_lost_and_the_next_run_mends_it()
    {
        await PrepareUpgradeAsync();
        var steps = await CountAsync(InstallAsync);
        for (var i = 1; i <= steps; i++)
        {
            var before = _tree.Snapshot();
            try
            {
                await InstallAsync(new FaultyFiles(i, forGood: true));
                continue;
            }
            catch (InstallException)
            {
                // The disk is full; a person makes room, and runs it again.
            }

            new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
            Assert.That(_tree.Snapshot().Keys.Where(p => p.StartsWith("Plugins/", StringComparison.Ordinal)), Is.EqualTo(before.Keys.Where(p => p.StartsWith("Plugins/", StringComparison.Ordinal))).Or.Contain("Plugins/DccBridge/Plugin/Unreal/Module.cs.yours"), $"step {i}");
            await InstallAsync(new ProjectFiles());
            Assert.That(File.ReadAllText(Path.Combine(_tree.Plugin, "Plugin/Unreal/Module.cs.yours")), Is.EqualTo("changed by me"), $"step {i}");
            Assert.That(File.ReadAllText(Path.Combine(_tree.Plugin, "mine.txt")), Is.EqualTo("mine"), $"step {i}");
            _tree.Dispose();
            SetUp();
            await PrepareUpgradeAsync();
        }
    }

    [Test]
    public async Task A_fresh_installation_that_is_killed_at_any_step_is_whole_or_gone_after_the_next_run_has_mended_it()
    {
        var before = FilesOf(_tree.Snapshot());
        var steps = await CountAsync(InstallAsync);
        for (var i = 1; i <= steps; i++)
        {
            var killed = false;
            try
            {
                await InstallAsync(new FaultyFiles(i, forGood: true));
            }
            catch (InstallException)
            {
                killed = true;
            }

            new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
            Assert.That(Path.Combine(_tree.Folder, "Intermediate", "DccBridgeInstall"), Does.Not.Exist, $"step {i}");
            if (killed)
            {
                Assert.That(FilesOf(_tree.Snapshot()), Is.EqualTo(before), $"step {i}");
            }

            await InstallAsync(new ProjectFiles());
            Assert.That(Plan().IsNothing, $"step {i}: installed");
            _tree.Dispose();
            SetUp();
        }
    }

    [Test]
    public async Task A_plugin_that_somebody_copied_there_while_a_killed_run_had_not_come_to_it_stays()
    {
        var transaction = new FileTransaction(_tree.Open(), new FaultyFiles(0));
        transaction.Stage(new Dictionary<string, byte[]> { ["DccBridge.uplugin"] = [1] });
        _tree.Write("Plugins/DccBridge/DccBridge.uplugin", "a copy of mine");
        new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_tree.Plugin, "DccBridge.uplugin")), Is.EqualTo("a copy of mine"));
    }

    [Test]
    public async Task Plugins_on_another_volume_are_refused_with_a_way_that_works()
    {
        var before = _tree.Snapshot();
        var files = new FaultyFiles(0) { OtherVolume = path => path.StartsWith(Path.Combine(_tree.Folder, "Plugins"), StringComparison.Ordinal) };
        var refused = Assert.ThrowsAsync<InstallException>(() => InstallAsync(files))!;
        Assert.That(refused.Message, Does.Contain("another volume").And.Contain("as it was before").And.Contain($"--from \"{_tree.Plugin}\"").And.Not.Contain("Close programs"));
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
        await InstallAsync(new ProjectFiles());
    }

    [Test]
    [Platform("Linux")]
    public void The_disk_tells_a_move_to_another_volume_from_other_failures()
    {
        var there = Directory.CreateDirectory($"/dev/shm/dccbridge-{Guid.NewGuid():N}").FullName;
        try
        {
            Assume.That(new DriveInfo(there).TotalSize, Is.Not.EqualTo(new DriveInfo(_tree.Root).TotalSize), "the temporary folder is on /dev/shm itself");
            var from = Directory.CreateDirectory(Path.Combine(_tree.Root, "from")).FullName;
            Assert.That(() => new ProjectFiles().MoveFolder(from, Path.Combine(there, "to")), Throws.InstanceOf<OtherVolumeException>());
        }
        finally
        {
            Directory.Delete(there, recursive: true);
        }
    }

    [Test]
    public async Task A_run_that_was_killed_between_the_two_renames_is_mended_by_the_next()
    {
        await InstallAsync(new ProjectFiles());
        var before = _tree.Snapshot();
        var work = Path.Combine(_tree.Folder, "Intermediate", "DccBridgeInstall");
        Directory.CreateDirectory(work);
        Directory.Move(_tree.Plugin, Path.Combine(work, "old"));
        Directory.CreateDirectory(Path.Combine(work, "new"));
        new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
        Assert.That(_tree.Snapshot().Where(f => f.Key != "Intermediate"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_run_that_was_killed_after_it_changed_single_files_gives_them_back_unless_somebody_changed_them_since()
    {
        var before = File.ReadAllBytes(_tree.UprojectPath);
        var transaction = new FileTransaction(_tree.Open(), new ProjectFiles());
        transaction.Remember(_tree.Solution);
        transaction.Replace(_tree.UprojectPath, "{ \"EngineAssociation\": \"5.7\" }"u8.ToArray());
        transaction.Replace(Path.Combine(_tree.Folder, "Config", "DefaultEditorSettings.ini"), "new"u8.ToArray());
        var solution = await File.ReadAllBytesAsync(_tree.Solution);
        await File.AppendAllTextAsync(_tree.Solution, "half a line");
        _tree.Write("Config/DefaultEditorSettings.ini", "changed by me");
        new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllBytes(_tree.UprojectPath), Is.EqualTo(before));
            Assert.That(File.ReadAllBytes(_tree.Solution), Is.EqualTo(solution));
            Assert.That(File.ReadAllText(Path.Combine(_tree.Folder, "Config", "DefaultEditorSettings.ini")), Is.EqualTo("changed by me"));
            Assert.That(Path.Combine(_tree.Folder, "Intermediate", "DccBridgeInstall"), Does.Not.Exist);
        }
    }

    [Test]
    public async Task An_uninstallation_that_was_killed_while_it_swept_does_not_come_back_in_part()
    {
        await InstallAsync(new ProjectFiles());
        var transaction = new FileTransaction(_tree.Open(), new ProjectFiles());
        transaction.Replace(_tree.UprojectPath, System.Text.Encoding.UTF8.GetBytes(ProjectTree.Uproject));
        transaction.Swap();
        transaction.Finish();
        File.Delete(Path.Combine(_tree.Folder, "Intermediate", "DccBridgeInstall", "done", "DccBridge.uplugin"));
        new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
        Assert.That(_tree.Plugin, Does.Not.Exist);
        Assert.That(File.ReadAllText(_tree.UprojectPath), Is.EqualTo(ProjectTree.Uproject));
    }

    [Test]
    public async Task A_run_that_was_killed_before_its_end_gives_the_older_folder_back()
    {
        await InstallAsync(new ProjectFiles());
        var before = _tree.Snapshot();
        var transaction = new FileTransaction(_tree.Open(), new ProjectFiles());
        transaction.Stage(new Dictionary<string, byte[]> { ["DccBridge.uplugin"] = [1] });
        transaction.Swap();
        Assert.That(_tree.Installed(), Has.Count.EqualTo(1));
        new FileTransaction(_tree.Open(), new ProjectFiles()).Recover();
        Assert.That(_tree.Snapshot().Where(f => f.Key != "Intermediate"), Is.EqualTo(before));
    }

    [Test]
    public void A_folder_that_somebody_holds_for_a_moment_is_tried_again_and_not_for_ever()
    {
        var from = Directory.CreateDirectory(Path.Combine(_tree.Root, "from")).FullName;
        var to = Directory.CreateDirectory(Path.Combine(_tree.Root, "to")).FullName;
        var waited = TimeSpan.Zero;
        Assert.That(() => new ProjectFiles(t => waited += t, retries: true).MoveFolder(from, to), Throws.InstanceOf<IOException>());
        Assert.That(waited, Is.InRange(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5)));
        new ProjectFiles(_ => Directory.Delete(to), retries: true).MoveFolder(from, to);
        Assert.That(from, Does.Not.Exist);
    }

    [Test]
    public async Task A_clone_named_in_place_over_an_installation_is_refused_and_one_that_was_in_place_keeps_the_user_s_files()
    {
        await InstallAsync(new ProjectFiles());
        var files = new ProjectFiles();
        Assert.That(() => InstallPlan.Make(_tree.Open(), Payload.Read(_tree.Plugin, files), false, files), Throws.InstanceOf<InstallException>().With.Message.Contains("--from"));
        var record = InstallRecord.Read(_tree.Plugin, files)! with { IsInPlace = true, Files = [] };
        await File.WriteAllBytesAsync(Path.Combine(_tree.Plugin, StagedContent.Record), record.Write());
        _tree.Write("Plugins/DccBridge/Plugin/Unreal/Retired.cs", "of the older version");
        Assert.That(Plan().Kept.Select(k => k.To), Is.EqualTo(new[] { "Plugin/Unreal/Retired.cs.yours" }));
    }

    [Test]
    public void Ctrl_C_while_dotnet_runs_takes_everything_back()
    {
        var before = _tree.Snapshot();
        using var cancellation = new CancellationTokenSource();
        var dotnet = new FakeDotnet
        {
            During = () =>
            {
                File.AppendAllText(_tree.Solution, "half a line");
                cancellation.Cancel();
                cancellation.Token.ThrowIfCancellationRequested();
            },
        };
        Assert.That(() => new InstallRun(new ProjectFiles(), dotnet).InstallAsync(Plan(), cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_install_did_is_taken_back_byte_for_byte()
    {
        var before = _tree.Snapshot();
        await InstallAsync(new ProjectFiles());
        Assert.That(_tree.Snapshot(), Is.Not.EqualTo(before));
        _tree.Write("Plugins/DccBridge/Plugin/DccBridge.Server/obj/project.assets.json", "built");
        await UninstallAsync(new ProjectFiles());
        Assert.That(_tree.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task Changed_files_are_kept_under_a_name_that_no_build_takes_unless_forced()
    {
        await InstallAsync(new ProjectFiles());
        _tree.Write("Plugins/DccBridge/Script/ManagedDccBridge/ManagedDccBridge.csproj", "changed by me");
        _tree.Write("Plugins/DccBridge/mine.txt", "mine");
        var outcome = await UninstallAsync(new ProjectFiles(), isForced: false);
        Assert.That(_tree.Installed(), Is.EqualTo(new[] { "Script/ManagedDccBridge/ManagedDccBridge.csproj.yours", "mine.txt" }));
        Assert.That(string.Join('\n', outcome.Done), Does.Contain("ManagedDccBridge.csproj.yours"));

        Directory.Delete(_tree.Plugin, recursive: true);
        await InstallAsync(new ProjectFiles());
        _tree.Write("Plugins/DccBridge/Plugin/Unreal/Module.cs", "changed by me");
        await UninstallAsync(new ProjectFiles(), isForced: true);
        Assert.That(_tree.Plugin, Does.Not.Exist);
    }

    private async Task PrepareUpgradeAsync()
    {
        await InstallAsync(new ProjectFiles());
        _tree.Write("Plugins/DccBridge/mine.txt", "mine");
        _tree.Write("Plugins/DccBridge/Plugin/Unreal/Module.cs", "changed by me");

        // Something of everything must change: the project's file, the solution and the settings too.
        _tree.Write("Crates.uproject", ProjectTree.Uproject);
        File.WriteAllText(_tree.Solution, "Microsoft Visual Studio Solution File, Format Version 12.00\r\n" + (File.Exists(_tree.Solution) ? "Project(\"ManagedCrates\")\r\n" : ""));
        _tree.MakePayload("0.1.1", "Plugin/DccBridge.Server/New.cs");
    }

    private async Task BreakEachAsync(Func<IProjectFiles, Task> run)
    {
        var before = _tree.Snapshot();
        var steps = await CountAsync(run, restore: true);
        Assert.That(steps, Is.GreaterThan(8));
        var failed = 0;
        for (var i = 1; i <= steps; i++)
        {
            var files = new FaultyFiles(i);
            try
            {
                await run(files);
            }
            catch (InstallException e)
            {
                failed++;
                Assert.That(e.Message, Does.Contain("everything is as it was before"), $"step {i}");
                Assert.That(_tree.Snapshot(), Is.EqualTo(before), $"step {i}: {e.Message}");
                continue;
            }

            // Only the last sweeping may fail without the run failing: it is told, and the project is complete.
            Assert.That(files.Count, Is.GreaterThanOrEqualTo(steps - Sweeps), $"step {i} failed and nobody noticed");
            Restore(before);
        }

        Assert.That(failed, Is.GreaterThanOrEqualTo(steps - Sweeps));
    }

    private async Task<int> CountAsync(Func<IProjectFiles, Task> run, bool restore = true)
    {
        var before = _tree.Snapshot();
        var files = new FaultyFiles(0);
        await run(files);
        if (restore)
        {
            Restore(before);
        }

        return files.Count;
    }

    private void Restore(SortedDictionary<string, string> snapshot)
    {
        Directory.Delete(_tree.Folder, recursive: true);
        foreach (var (path, content) in snapshot)
        {
            var full = Path.Combine(_tree.Folder, path);
            if (content == "folder")
            {
                Directory.CreateDirectory(full);
            }
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                File.WriteAllBytes(full, Convert.FromBase64String(content));
            }
        }
    }

    // Empty folders are nobody's loss.
    private static Dictionary<string, string> FilesOf(SortedDictionary<string, string> snapshot) => snapshot.Where(f => f.Value != "folder").ToDictionary();

    private InstallPlan Plan() => InstallPlan.Make(_tree.Open(), _tree.ReadPayload(), switchesBackgroundCpuOff: true, new ProjectFiles());

    private Task InstallAsync(IProjectFiles files) => new InstallRun(files, new FakeDotnet()).InstallAsync(Plan(), CancellationToken.None);

    private Task UninstallAsync(IProjectFiles files) => UninstallAsync(files, isForced: false);

    private Task<RunOutcome> UninstallAsync(IProjectFiles files, bool isForced) =>
        new InstallRun(files, new FakeDotnet()).UninstallAsync(UninstallPlan.Make(_tree.Open(), isForced, new ProjectFiles()), CancellationToken.None);
}
