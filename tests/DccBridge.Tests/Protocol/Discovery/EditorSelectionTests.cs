using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Security;

namespace DccBridge.Tests.Protocol.Discovery;

[TestFixture]
public class EditorSelectionTests
{
    private static readonly EditorEntry Crates = Entry("aaaa1111-0000-0000-0000-000000000001", "Crates", 65432, 4001);
    private static readonly EditorEntry Barrels = Entry("aaaa2222-0000-0000-0000-000000000002", "Barrels", 50001, 65432);
    private static readonly EditorEntry Dead = Entry("aaaa3333-0000-0000-0000-000000000003", "Crates", 65432, 4001) with { Liveness = EditorLiveness.Dead };
    private static readonly EditorEntry Broken = new() { Path = "x.json", Liveness = EditorLiveness.Unreadable, Problem = new EndpointException("x.json", "is empty.") };

    [Test]
    public void The_only_one_that_runs_is_chosen_when_nothing_is_wanted([Values(null, "", " ")] string? wanted)
    {
        var choice = EditorSelection.Choose([Crates, Dead, Broken], wanted);

        Assert.That(choice.Outcome, Is.EqualTo(EditorChoiceOutcome.Chosen));
        Assert.That(choice.Editor, Is.SameAs(Crates));
    }

    [TestCase("crates")]
    [TestCase("aaaa1")]
    [TestCase("AAAA11110000")]
    [TestCase("aaaa1111-0000-0000-0000-000000000001")]
    [TestCase("4001")]
    [TestCase("port:65432")]
    [TestCase("pid: 4001")]
    [TestCase("project:CRATES")]
    [TestCase("id:aaaa1")]
    public void One_is_chosen_by_project_id_port_or_pid(string wanted)
        => Assert.That(EditorSelection.Choose([Crates, Barrels], wanted).Editor, Is.SameAs(Crates));

    [Test]
    public void Several_without_a_wish_are_listed_with_how_to_name_one()
    {
        var choice = EditorSelection.Choose([Crates, Barrels, Dead], null);

        Assert.That(choice.Outcome, Is.EqualTo(EditorChoiceOutcome.Ambiguous));
        Assert.That(choice.Editor, Is.Null);
        Assert.That(choice.Explanation, Does.StartWith("Several editors are running").And.Contain("Crates (headless").And.Contain("Barrels (headless").And.Contain("port:65432"));
        Assert.That(choice.Explanation, Does.Not.Contain("aaaa3333"));
    }

    [TestCase("aaaa")]
    [TestCase("65432", Description = "the port of one and the process id of the other")]
    public void Several_that_fit_are_listed(string wanted)
        => Assert.That(EditorSelection.Choose([Crates, Barrels], wanted).Outcome, Is.EqualTo(EditorChoiceOutcome.Ambiguous));

    [TestCase("Crate")]
    [TestCase("aaa")]
    [TestCase("port:4001")]
    [TestCase("pid:+4001")]
    [TestCase("project:4001")]
    public void None_that_fits_lists_those_that_run(string wanted)
    {
        var choice = EditorSelection.Choose([Crates], wanted);

        Assert.That(choice.Outcome, Is.EqualTo(EditorChoiceOutcome.NoMatch));
        Assert.That(choice.Explanation, Does.Contain(wanted).And.Contain("port 65432, pid 4001"));
    }

    [Test]
    public void A_project_with_a_colon_in_its_name_can_be_named()
        => Assert.That(EditorSelection.Choose([Entry("bbbb1111-0000-0000-0000-000000000001", "Kit: Two", 1, 2), Crates], "kit: two").Editor!.File!.Project, Is.EqualTo("Kit: Two"));

    [Test]
    public void Nothing_at_all_says_what_to_start()
        => Assert.That(EditorSelection.Choose([], "x"), Is.EqualTo(new EditorChoice(EditorChoiceOutcome.NoEditor, null, "No editor is running. Start Unreal with the DccBridge plugin, or a headless editor (dccbridge-headless FOLDER).")));

    [Test]
    public void Only_stale_files_are_told_apart_from_nothing()
    {
        var choice = EditorSelection.Choose([Dead, Broken], null);

        Assert.That(choice.Outcome, Is.EqualTo(EditorChoiceOutcome.OnlyStale));
        Assert.That(choice.Explanation, Does.Contain(Dead.Path).And.Contain("x.json: is empty."));
    }

    private static EditorEntry Entry(string id, string project, int port, int pid) => new()
    {
        Path = $"{id}.json",
        Liveness = EditorLiveness.Alive,
        File = new EndpointFile
        {
            InstanceId = Guid.Parse(id),
            ProcessId = pid,
            StartTime = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Port = port,
            Project = project,
            Engine = "headless",
            Secret = SharedSecret.FromBytes(new byte[32]),
        },
    };
}
