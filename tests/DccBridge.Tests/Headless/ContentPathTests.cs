using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;

namespace DccBridge.Tests.Headless;

[TestFixture]
public sealed class ContentPathTests : ContentFixture
{
    [TestCase("/Game/Props/SM_Crate", "Game/Props/SM_Crate.asset.json")]
    [TestCase("/Game/..", "Game/%2E%2E.asset.json")]
    [TestCase("/../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd.asset.json")]
    [TestCase("/Game/.dccbridge/x", "Game/%2Edccbridge/x.asset.json")]
    [TestCase("/.dccbridge/lock", "%2Edccbridge/lock.asset.json")]
    [TestCase("/Game/CON/nul", "Game/%43ON/%4Eul.asset.json")]
    [TestCase("/Game/COM1/lpt9", "Game/%43OM1/%4Cpt9.asset.json")]
    [TestCase("/Game/Console/Null", "Game/Console/Null.asset.json")]
    [TestCase("/Game/a\\..\\b", "Game/a%5C%2E%2E%5Cb.asset.json")]
    [TestCase("/Game/a:b*?", "Game/a%3Ab%2A%3F.asset.json")]
    [TestCase("/Game/ two words ", "Game/%20two words%20.asset.json")]
    [TestCase("/Game/a\0b\n", "Game/a%00b%0A.asset.json")]
    [TestCase("/Game/100%41", "Game/100%2541.asset.json")]
    [TestCase("/Game/stra\u00dfe", "Game/stra%C3%9Fe.asset.json")]
    public void A_record_file_has_a_name_that_is_legal_everywhere_and_leads_nowhere(string path, string file) =>
        Assert.That(RecordFileName.Of(path), Is.EqualTo(file));

    [Test]
    public void Letters_of_other_scripts_fold_their_case_as_paths_do() =>
        Assert.That(RecordFileName.Of("/Game/\u00e9t\u00e9"), Is.EqualTo(RecordFileName.Of("/Game/\u00c9t\u00c9")));

    [Test]
    public void A_name_too_long_for_a_file_is_cut_and_stays_its_own()
    {
        string one = new string('\u6728', 200) + "A";
        string other = new string('\u6728', 200) + "B";
        string file = RecordFileName.Of("/Game/" + one).Split('/')[1];
        Assert.That(file, Has.Length.LessThanOrEqualTo(255));
        Assert.That(RecordFileName.Of("/Game/" + other), Is.Not.EqualTo("Game/" + file));

        ContentStore store = Open();
        Put(store, Texture("/Game/" + one), Texture("/Game/" + other));
        Assert.That(Picture(Open()), Is.EqualTo(Picture(store)));
    }

    [TestCase("")]
    [TestCase("/Game")]
    [TestCase("Game/A")]
    [TestCase("/Game//A")]
    [TestCase("/Game/A/")]
    public void What_is_no_package_path_is_refused(string path)
    {
        EditorException? failure = Assert.Throws<EditorException>(() => Put(Open(), Texture(path)));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
    }

    [Test]
    public void A_traversing_path_stays_in_the_content_folder()
    {
        string content = Path.Combine(Root, "content");
        var store = new ContentStore(ContentLayout.Open(content), new QuickFiles(), Log);
        Put(store, Texture("/../../T_Escape"));
        Assert.That(Directory.GetFileSystemEntries(Root), Is.EqualTo((string[])[content]));
    }

    [Test]
    public void A_folder_that_links_out_of_the_content_folder_is_refused_by_name()
    {
        DirectoryInfo outside = Directory.CreateTempSubdirectory("dccbridge-outside-");
        try
        {
            ContentStore store = Open();
            Link("Game/Props", outside.FullName);
            EditorException? failure = Assert.Throws<EditorException>(() => Put(store, Texture("/Game/Props/T_A")));
            Assert.That(failure!.Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
            Assert.That(failure.Message, Does.Contain("'Game/Props'").And.Contain("leads out").And.Not.Contain(outside.FullName));
            Assert.That(outside.GetFileSystemInfos(), Is.Empty);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Test]
    public void A_record_file_that_is_a_link_is_neither_read_nor_written()
    {
        string target = Path.Combine(Root, "target.txt");
        File.WriteAllText(target, "precious");
        ContentStore store = Open();
        Directory.CreateDirectory(Path.Combine(Root, "Game"));
        File.CreateSymbolicLink(Path.Combine(Root, "Game", "T_A.asset.json"), target);

        Assert.That(() => Put(store, Texture("/Game/T_A")), Throws.TypeOf<EditorException>().With.Message.Contains("'Game/T_A.asset.json'"));
        Assert.That(Open().Problems.Single().File, Is.EqualTo("Game/T_A.asset.json"));
        Assert.That(File.ReadAllText(target), Is.EqualTo("precious"));
    }

    [Test]
    public void A_link_within_the_content_folder_is_refused_too_because_an_asset_has_one_path()
    {
        ContentStore store = Open();
        Put(store, Texture("/Game/Real/T_A"));
        Link("Game/Alias", Path.Combine(Root, "Game", "Real"));
        EditorException? failure = Assert.Throws<EditorException>(() => Put(store, Texture("/Game/Alias/T_B")));
        Assert.That(failure!.Message, Does.Contain("'Game/Alias'").And.Not.Contain("leads out"));
        Assert.That(Open().List(), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_dangling_link_and_a_circle_of_links_are_refused()
    {
        ContentStore store = Open();
        Link("Game/Gone", Path.Combine(Root, "nowhere"));
        Link("Game/Round", Path.Combine(Root, "Game", "Round"));
        Assert.That(() => Put(store, Texture("/Game/Gone/T_A")), Throws.TypeOf<EditorException>());
        Assert.That(() => Put(store, Texture("/Game/Round/T_A")), Throws.TypeOf<EditorException>());
    }

    [Test]
    public void The_content_folder_itself_may_be_reached_through_a_link()
    {
        string real = Path.Combine(Root, "real");
        Directory.CreateDirectory(real);
        string link = Path.Combine(Root, "link");
        Directory.CreateSymbolicLink(link, real);
        var store = new ContentStore(ContentLayout.Open(link), new QuickFiles(), Log);
        Put(store, Texture("/Game/T_A"));
        Assert.That(File.Exists(Path.Combine(real, "Game", "T_A.asset.json")));
    }

    [Test]
    public void A_state_folder_that_is_a_link_is_refused()
    {
        Link(".dccbridge", Path.GetTempPath());
        Assert.That(() => Open(), Throws.TypeOf<ContentFolderException>().With.Message.Contains("symbolic link"));
    }

    private void Link(string relative, string target)
    {
        string link = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, target);
    }
}
