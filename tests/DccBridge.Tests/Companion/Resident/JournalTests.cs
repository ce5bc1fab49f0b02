using DccBridge.Companion.Resident.Findings;
using DccBridge.Companion.Resident.State;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class JournalTests
{
    private readonly FillableDisk _disk = new();
    private readonly ManualTime _time = new();
    private readonly List<string> _told = [];
    private string _folder = "";

    private string File => Path.Combine(_folder, "état.journal");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-journal-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Lines_come_back_in_their_order()
    {
        Write("один", "two", "三");
        Assert.That(Read(), Is.EqualTo(new[] { "один", "two", "三" }));
        Assert.That(_told, Is.Empty);
    }

    [Test]
    public void A_torn_end_is_cut_off_wherever_it_was_torn()
    {
        Write("one", "two");
        var whole = System.IO.File.ReadAllBytes(File);
        var second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = second; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.That(Read(), Is.EqualTo(new[] { "one" }), $"torn after {length} bytes");
            Write("three");
            Assert.That(Read(), Is.EqualTo(new[] { "one", "three" }), $"torn after {length} bytes");
        }

        Assert.That(_told, Is.Empty, "a kill is nothing to be told of");
    }

    [Test]
    public void A_damaged_line_is_left_out_and_told()
    {
        Write("one", "two", "three");
        var bytes = System.IO.File.ReadAllBytes(File);
        var at = System.Text.Encoding.UTF8.GetString(bytes).IndexOf("two", StringComparison.Ordinal);
        bytes[at] = (byte)'T';
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.That(Read(), Is.EqualTo(new[] { "one", "three" }));
        Assert.That(_told.Single(), Does.Contain(File));
    }

    [Test]
    public void It_is_written_anew_when_most_lines_are_old()
    {
        using (var journal = Open())
        {
            for (var i = 0; i < 5_000; i++)
            {
                Assert.That(journal.Keep(Line($"{i}"), () => [Line("last")], 1), Is.True);
            }
        }

        Assert.That(System.IO.File.ReadLines(File).Count(), Is.LessThan(1_100));
        Assert.That(Directory.EnumerateFiles(_folder).Select(Path.GetFileName), Is.EqualTo(new[] { "état.journal" }), "nothing is left beside it");
    }

    [Test]
    public void A_full_disk_is_told_and_all_is_there_when_it_has_room_again()
    {
        using (var journal = Open())
        {
            journal.Keep(Line("one"), () => [Line("one")], 1);
            _disk.IsFull = true;
            Assert.That(journal.Keep(Line("two"), () => [Line("one"), Line("two")], 2), Is.False);
            Assert.That(journal.Problem, Does.Contain(File).And.Contain("Free some room"));
            Assert.That(Read(), Is.EqualTo(new[] { "one" }), "killed now, it has what it had");

            _disk.IsFull = false;
            Assert.That(journal.Keep(Line("three"), () => [Line("one"), Line("two"), Line("three")], 3), Is.False, "not each line tries the whole again");
            _time.Advance(TimeSpan.FromSeconds(3));
            Assert.That(journal.Mend(() => [Line("one"), Line("two"), Line("three")]), Is.True);
            Assert.That(journal.Problem, Is.Null);
            Assert.That(journal.Keep(Line("four"), () => [], 4), Is.True);
        }

        Assert.That(Read(), Is.EqualTo(new[] { "one", "two", "three", "four" }));
    }

    [Test]
    public void A_file_of_something_else_is_no_reason_to_fail()
    {
        System.IO.File.WriteAllBytes(File, [0, 1, 2, (byte)'\n', (byte)'x', (byte)'\n', 0xFF]);
        Assert.That(Read(), Is.Empty);
        Write("one");
        Assert.That(Read(), Is.EqualTo(new[] { "one" }));
    }

    private static FindingLine Line(string text) => new() { Gone = text };

    private Journal<FindingLine> Open() => new(File, StateJson.Default.FindingLine, _disk, _time);

    private void Write(params string[] texts)
    {
        using var journal = Open();
        journal.Load(_ => { }, _told.Add);
        foreach (var text in texts)
        {
            Assert.That(journal.Keep(Line(text), () => [], texts.Length), Is.True);
        }
    }

    private List<string> Read()
    {
        using var journal = Open();
        var read = new List<string>();
        journal.Load(line => read.Add(line.Gone!), _told.Add);
        return read;
    }
}
