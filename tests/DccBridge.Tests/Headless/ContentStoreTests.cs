using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class ContentStoreTests : ContentFixture
{
    [Test]
    public void A_record_lies_in_a_json_file_under_its_package_path_and_reads_back_whole()
    {
        AssetRecord mesh = Mesh("/Game/Props/SM_Crate", "/Game/Props/M_Wood", null);
        Put(Open(), mesh);

        Assert.That(File.Exists(Path.Combine(Root, "Game", "Props", "SM_Crate.asset.json")));
        AssetRecord read = Open().Get("/Game/Props/SM_Crate")!;
        Assert.That(RecordJson.Write(read), Is.EqualTo(RecordJson.Write(mesh)));
        Assert.That(read.Facts.Mesh!.Nodes[0].Scale, Is.EqualTo(new Vector3D(0, 1, 1)));
        Assert.That(read.Facts.Mesh.Slots[1].Material, Is.Null);
    }

    [Test]
    public void The_real_disk_takes_every_operation_of_a_change()
    {
        ContentStore store = Open(new DiskFiles());
        Put(store, Mesh("/Game/Props/SM_Crate", "/Game/Props/M_Wood"), Material("/Game/Props/M_Wood"));
        Assets(store).Rename("/Game/Props/M_Wood", "/Game/Materials/M_Oak");
        Assert.That(Picture(Open()), Is.EqualTo(Picture(store)));
    }

    [Test]
    public void Bounds_that_are_not_numbers_survive()
    {
        AssetRecord mesh = Mesh("/Game/SM_Broken");
        mesh = mesh with { Facts = new AssetFacts { Mesh = mesh.Facts.Mesh! with { Bounds = new BoundingBox(new Vector3D(double.NaN, 0, 0), new Vector3D(0, double.PositiveInfinity, 0)) } } };
        Put(Open(), mesh);

        BoundingBox bounds = Open().Get("/Game/SM_Broken")!.Facts.Mesh!.Bounds;
        Assert.That(bounds.Min.X, Is.NaN);
        Assert.That(bounds.Max.Y, Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Paths_that_differ_in_case_are_one_asset_in_one_file()
    {
        ContentStore store = Open();
        Put(store, Texture("/Game/Props/T_A"));
        Put(store, Texture("/game/props/t_a", width: 8), Texture("/game/PROPS/T_B"));

        Assert.That(store.List(), Has.Count.EqualTo(2));
        Assert.That(store.Get("/GAME/PROPS/T_A")!.Facts.Texture!.Width, Is.EqualTo(8));
        Assert.That(Directory.GetFiles(Path.Combine(Root, "Game", "Props")).Select(Path.GetFileName), Is.EquivalentTo((string[])["T_A.asset.json", "T_B.asset.json"]));
        Assert.That(Picture(Open()), Is.EqualTo(Picture(store)));
    }

    [Test]
    [Platform(Exclude = "Win,MacOsX", Reason = "Only a file system that knows case can hold two such files.")]
    public void Of_two_files_that_differ_in_case_one_is_used_and_the_other_reported()
    {
        Put(Open(), Texture("/Game/T_A"));
        File.WriteAllBytes(Path.Combine(Root, "Game", "t_a.asset.json"), RecordJson.Write(Texture("/Game/t_a", width: 8)));

        ContentStore store = Open();
        Assert.That(store.Get("/Game/T_A")!.Facts.Texture!.Width, Is.EqualTo(4));
        Assert.That(store.Problems.Single().File, Is.EqualTo("Game/t_a.asset.json"));
        Assert.That(store.Problems.Single().Message, Does.Contain("Game/T_A.asset.json").And.Contain("Keep one"));
    }

    [TestCase("{\"format\": 1,\n\"asset\": {\n\"path\": ", "line 3")]
    [TestCase("{\"format\": 1,\n\"asset\": {\n\"path\": \"/Game/Bad\", \"class\": 5}}", "line 3")]
    [TestCase("null", "null")]
    [TestCase("", "line 1")]
    [TestCase("{\"format\": 7, \"asset\": {\"path\": \"/Game/Bad\", \"class\": \"Material\"}}", "format is 7")]
    [TestCase("{\"format\": 1, \"asset\": {\"path\": \"/Game/Elsewhere\", \"class\": \"Material\"}}", "Game/Elsewhere.asset.json")]
    [TestCase("{\"format\": 1, \"asset\": {\"path\": \"nonsense\", \"class\": \"Material\"}}", "no asset path")]
    [TestCase("{\"format\": 1, \"asset\": {\"path\": \"/Game/Bad\", \"class\": \"Material\", \"references\": [null]}}", "references")]
    public void A_corrupt_record_is_reported_and_the_others_are_there(string content, string reason)
    {
        Put(Open(), Texture("/Game/T_Good"));
        File.WriteAllText(Path.Combine(Root, "Game", "Bad.asset.json"), content);

        ContentStore store = Open();
        Assert.That(store.List().Select(record => record.Path), Is.EqualTo((string[])["/Game/T_Good"]));
        Assert.That(store.Problems.Single().File, Is.EqualTo("Game/Bad.asset.json"));
        Assert.That(store.Problems.Single().Message, Does.Contain(reason));
        Assert.That(Log.Lines, Has.Some.Contains("Game/Bad.asset.json"));
    }

    [Test]
    public void A_corrupt_record_can_be_written_anew()
    {
        Put(Open(), Texture("/Game/T_A"));
        File.WriteAllText(Path.Combine(Root, "Game", "T_A.asset.json"), "{");
        Put(Open(), Texture("/Game/T_A", width: 16));
        Assert.That(Open().Get("/Game/T_A")!.Facts.Texture!.Width, Is.EqualTo(16));
    }

    [Test]
    public void Members_that_a_hand_left_out_get_their_defaults()
    {
        AssetRecord read = RecordJson.Read("{\"format\":1,\"asset\":{\"path\":\"/Game/A\",\"class\":\"StaticMesh\",\"facts\":{\"mesh\":{\"triangles\":1,\"vertices\":3,\"uvChannels\":0}}}}"u8);
        Assert.That(read.Revision, Is.EqualTo(1));
        Assert.That(read.References, Is.Empty);
        Assert.That(read.Facts.Mesh!.Slots, Is.Empty);
        Assert.That(read.Facts.Mesh.Nodes, Is.Empty);
    }

    [Test]
    public void Members_of_a_newer_version_are_passed_over() =>
        Assert.That(RecordJson.Read("{\"format\":1,\"shiny\":{},\"asset\":{\"path\":\"/Game/A\",\"class\":\"Material\",\"glow\":[1,2]}}"u8).Path, Is.EqualTo("/Game/A"));

    [Test]
    public void A_damaged_journal_stops_the_start_with_an_instruction()
    {
        Open();
        File.WriteAllText(Path.Combine(Root, ".dccbridge", "staging", "journal.json"), "{\"format\":1,");
        Assert.That(() => Open(), Throws.TypeOf<ContentFolderException>().With.Message.Contains("journal.json").And.Message.Contains("Delete that file"));
    }

    [TestCase("../outside.asset.json")]
    [TestCase("Game/../../outside.asset.json")]
    [TestCase("/etc/outside.asset.json")]
    [TestCase(".dccbridge/server/x.asset.json")]
    [TestCase("Game/x.txt")]
    [TestCase("C:/x.asset.json")]
    [TestCase("Game\\\\..\\\\x.asset.json")]
    public void A_journal_that_came_with_the_folder_cannot_write_elsewhere(string target)
    {
        ContentLayout layout = ContentLayout.Open(Root);
        File.WriteAllText(Path.Combine(layout.Staging, "new-000000.json"), "{}");
        File.WriteAllText(layout.Journal, $$"""{"format":1,"writes":[{"staged":"new-000000.json","target":"{{target}}"}],"deletes":[]}""");
        Assert.That(() => Open(), Throws.TypeOf<ContentFolderException>().With.Message.Contains("no record file"));
    }

    [Test]
    public void A_second_editor_on_the_folder_is_refused_and_told_of_the_first()
    {
        ContentLayout layout = ContentLayout.Open(Root);
        using (ContentLock.Take(layout))
        {
            Assert.That(() => ContentLock.Take(layout), Throws.TypeOf<ContentFolderException>().With.Message.Contains("in use").And.Message.Contains($"process {Environment.ProcessId}"));
        }

        ContentLock.Take(layout).Dispose();
    }
}
