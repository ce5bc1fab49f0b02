using DccBridge.AssetFiles;
using DccBridge.Companion.Offline;
using DccBridge.Companion.Transfers;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.AssetFiles;
using DccBridge.Validation;

namespace DccBridge.Tests.Companion.Offline;

[TestFixture]
public class OfflineValidationTests
{
    private CliBench _bench = null!;

    [SetUp]
    public void SetUp() => _bench = new CliBench();

    [TearDown]
    public void TearDown() => _bench.Dispose();

    private static Task<OfflineResult> RunAsync(CollectedFiles files) =>
        new OfflineValidation(RuleSet.Create(), TimeProvider.System).RunAsync(files, _ => { }, CancellationToken.None);

    private CollectedFile File(string name, string assetPath) => new(Path.Combine(_bench.Folder, name), name, assetPath);

    [Test]
    public async Task A_file_that_vanishes_before_it_is_read_is_a_finding()
    {
        _bench.AddTexture("T_B_M.png");
        var result = await RunAsync(new CollectedFiles([File("T_A_M.png", "/Game/Set/T_A_M"), File("T_B_M.png", "/Game/Set/T_B_M")], []));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Assets.Select(a => a.Verdict.Outcome), Is.EqualTo(new[] { VerdictOutcome.NotValidated, VerdictOutcome.Passed }));
            Assert.That(result.Assets[0].Verdict.Findings.Single().RuleId, Is.EqualTo("file.unreadable"));
            Assert.That(result.Assets[0].Verdict.Findings.Single().Message, Does.Contain("'T_A_M.png' cannot be read"));
        }
    }

    [Test]
    public async Task A_file_that_changes_while_it_is_read_is_refused()
    {
        _bench.AddTexture("T_A_M.png");
        var file = File("T_A_M.png", "/Game/T_A_M");
        var reading = FileInspector.Read(file, AssetFileLimits.Default, AssetFileDepth.Checked, _ => System.IO.File.SetLastWriteTimeUtc(file.FullPath, DateTime.UnixEpoch), CancellationToken.None);
        Assert.That(reading.Inspected.RefusalKind, Is.EqualTo(RefusalKind.Unreadable));
        Assert.That(reading.Inspected.Refusal, Does.Contain("changed while it was read"));
    }

    [Test]
    public async Task A_folder_that_cannot_be_looked_into_is_a_finding()
    {
        var files = new CollectedFiles([], []) { Closed = [new ClosedFolder("/art/closed", "art/closed", "/Game/art/closed", "Permission denied.")] };
        var finding = (await RunAsync(files)).Assets.Single().Verdict.Findings.Single();
        Assert.That((finding.RuleId, finding.Message), Is.EqualTo(("file.unreadable", "The folder 'art/closed' cannot be read: Permission denied.")));
    }

    [Test]
    public async Task A_material_is_made_once_by_the_first_mesh_that_names_it()
    {
        var mesh = SampleFolder.PathOf("crate", "SM_Crate.glb");
        var result = await RunAsync(new CollectedFiles([new CollectedFile(mesh, "b", "/Game/SM_B"), new CollectedFile(mesh, "a", "/Game/SM_A")], []));
        var materials = result.Assets.Where(a => !a.IsMain).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(materials, Is.Not.Empty);
            Assert.That(materials.Select(a => a.ShownPath), Is.All.EqualTo("a"), "the order is that of the asset paths");
            Assert.That(result.Assets, Has.Count.EqualTo(materials.Length + 2));
        }
    }

    [Test]
    public async Task A_texture_with_the_path_of_a_material_is_told_whose_it_is()
    {
        _bench.AddTexture("T.png");
        var mesh = SampleFolder.PathOf("crate", "SM_Crate.glb");
        var result = await RunAsync(new CollectedFiles([new CollectedFile(mesh, "a", "/Game/A"), File("T.png", "/Game/M_CrateWood")], []));
        var finding = result.Assets.Single(a => a.Verdict.Outcome == VerdictOutcome.NotValidated).Verdict.Findings.Single();
        Assert.That(finding.Message, Does.Contain("a Material of 'SM_Crate.glb' has this path"));
    }

    [Test]
    public async Task A_file_with_bones_makes_what_an_import_makes_and_a_later_animation_takes_its_place()
    {
        _bench.AddFile("SK_Flag.glb", new SkinnedGlb().Build());
        _bench.AddFile("SK_Flag_Anim.glb", new SkinnedGlb { HasMesh = false }.Build());
        var result = await RunAsync(new CollectedFiles([File("SK_Flag.glb", "/Game/SK_Flag"), File("SK_Flag_Anim.glb", "/Game/SK_Flag_Anim")], []));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                result.Assets.Select(a => (a.Verdict.AssetPath, a.Verdict.AssetClass)),
                Is.EqualTo(new[] { ("/Game/M_Flag", "Material"), ("/Game/SK_Flag", "SkeletalMesh"), ("/Game/SK_Flag_Anim", "AnimSequence"), ("/Game/SK_Flag_Skeleton", "Skeleton") }));
            Assert.That(result.Assets[2].ShownPath, Is.EqualTo("SK_Flag_Anim.glb"));
        }
    }

    [Test]
    public void Reading_stops_inside_a_file()
    {
        using var stop = new CancellationTokenSource();
        _bench.AddTexture("T_A_M.png");
        Assert.That(
            () => FileInspector.Read(File("T_A_M.png", "/Game/T_A_M"), AssetFileLimits.Default, AssetFileDepth.Checked, _ => stop.Cancel(), stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
