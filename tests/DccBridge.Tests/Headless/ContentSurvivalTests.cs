using DccBridge.Headless.Content;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;
using DccBridge.Server.Handlers.Validation;
using DccBridge.Server.Storage;

namespace DccBridge.Tests.Headless;

/// <summary>Every change broken at every one of its operations on the disk: the state after is the one before or the one wanted, never a part.</summary>
[TestFixture]
public sealed class ContentSurvivalTests : ContentFixture
{
    private const int MoreOperationsThanAnyChange = 60;

    private static readonly string[] Changes = ["create one", "create several", "update one", "update several", "delete several", "rename", "fix"];

    [Test]
    public void A_kill_at_any_operation_leaves_the_old_or_the_new_state([ValueSource(nameof(Changes))] string change, [Values(Break.Killed, Break.KilledHalfWritten)] Break kind)
    {
        (string before, string after, int operations) = Rehearse(change);
        Assert.That(before, Is.Not.EqualTo(after));

        for (int at = 0; at < operations; at++)
        {
            Reset();
            ContentStore store = Open(new BrokenFiles(at, kind));
            Assert.Throws<BrokenFiles.KilledException>(() => Run(change, store), $"operation {at}");

            ContentStore reopened = Open();
            Assert.That(Picture(reopened), Is.EqualTo(before).Or.EqualTo(after), $"killed at operation {at}");
            Assert.That(reopened.Problems, Is.Empty);
            Assert.That(Staged(), Is.Empty, "leftovers are cleaned at the start");
        }
    }

    [Test]
    public void A_kill_during_recovery_is_recovered_from_as_well([ValueSource(nameof(Changes))] string change)
    {
        (string before, string after, int operations) = Rehearse(change);
        for (int at = 0; at < operations; at++)
        {
            for (int again = 0; again < MoreOperationsThanAnyChange; again++)
            {
                Reset();
                ContentStore store = Open(new BrokenFiles(at, Break.Killed));
                Assert.Throws<BrokenFiles.KilledException>(() => Run(change, store));
                var second = new BrokenFiles(again, Break.Killed);
                bool isKilled = false;
                try
                {
                    Open(second);
                }
                catch (BrokenFiles.KilledException)
                {
                    isKilled = true;
                }

                Assert.That(Picture(Open()), Is.EqualTo(before).Or.EqualTo(after), $"killed at {at}, then at {again}");
                if (!isKilled)
                {
                    break;
                }
            }
        }
    }

    [Test]
    public void A_failure_of_one_operation_changes_nothing_in_memory_or_on_disk([ValueSource(nameof(Changes))] string change)
    {
        (string before, string after, int operations) = Rehearse(change);
        for (int at = 0; at < operations; at++)
        {
            Reset();
            ContentStore store = Open(new BrokenFiles(at, Break.FullOnce));
            EditorException? failure = Assert.Throws<EditorException>(() => Run(change, store), $"operation {at}");
            Assert.That(failure!.Code, Is.EqualTo(ErrorCode.DiskFull));
            Assert.That(failure.Message, Does.Contain("nothing was changed"));
            Assert.That(Picture(store), Is.EqualTo(before), $"memory after operation {at}");
            Assert.That(Picture(Open()), Is.EqualTo(before), $"disk after operation {at}");

            Run(change, store);
            Assert.That(Picture(Open()), Is.EqualTo(after), "the same change works afterwards");
        }
    }

    [Test]
    public void A_disk_that_stays_broken_loses_nothing_and_the_next_change_goes_on([ValueSource(nameof(Changes))] string change)
    {
        (string before, string after, int operations) = Rehearse(change);
        for (int at = 0; at < operations; at++)
        {
            Reset();
            var files = new SwitchedFiles(new BrokenFiles(at, Break.FullFromThen));
            ContentStore store = Open(files);
            EditorException? failure = Assert.Throws<EditorException>(() => Run(change, store), $"operation {at}");
            Assert.That(failure!.Code, Is.EqualTo(ErrorCode.DiskFull));
            Assert.That(Picture(store), Is.EqualTo(before));

            files.Inner = new QuickFiles();
            Put(store, Texture("/Game/After"));
            Assets(store).Delete(["/Game/After"]);
            Assert.That(Picture(store), Is.EqualTo(before).Or.EqualTo(after), $"memory after operation {at}");
            Assert.That(Picture(Open()), Is.EqualTo(Picture(store)), $"disk after operation {at}");
        }
    }

    [Test]
    public void A_kill_in_the_middle_of_a_fix_leaves_it_undone_or_whole_and_what_is_whole_can_be_taken_back([Values(Break.Killed, Break.KilledHalfWritten)] Break kind)
    {
        (string before, string after, int operations) = Rehearse("fix");
        var outcomes = new HashSet<bool>();
        for (int at = 0; at < operations; at++)
        {
            Reset();
            ContentStore store = Open(new BrokenFiles(at, kind));
            IReadOnlyList<FixedAsset> left = FixCheck.After(SomeFix, SomeFix.Select(change => change.AssetPath).Distinct().ToDictionary(path => path, path => FixCheck.Of(store.Get(path)!)));
            Assert.Throws<BrokenFiles.KilledException>(() => Run("fix", store));

            ContentStore reopened = Open();
            IReadOnlyList<FixChange> back = FixCheck.Inverse(SomeFix);
            bool isWhole = Picture(reopened) == after;
            outcomes.Add(isWhole);
            Assert.That(FixCheck.FindDifference(Assets(reopened), back, left) is null, Is.EqualTo(isWhole), $"killed at operation {at}");
            if (isWhole)
            {
                new ContentEdits(reopened, new ThisThread()).Apply(back);
                Assert.That(WithoutRevisions(Picture(Open())), Is.EqualTo(WithoutRevisions(before)), $"killed at operation {at}");
            }
        }

        Assert.That(outcomes, Is.EquivalentTo(new[] { true, false }), "both happen");
    }

    private static FixChange[] SomeFix { get; } =
    [
        new() { AssetPath = "/Game/Props/T_Wood_D", Rules = ["tex.srgb"], Kind = FixKind.SetProperty, Property = "Srgb", Before = "False", After = "True" },
        new() { AssetPath = "/Game/Props/M_Wood", Rules = ["name.prefix"], Kind = FixKind.Rename, Before = "/Game/Props/M_Wood", After = "/Game/Props/M_Oak" },
        new() { AssetPath = "/Game/Props/T_Wood_D", Rules = ["name.prefix"], Kind = FixKind.Rename, Before = "/Game/Props/T_Wood_D", After = "/Game/Props/T_Oak_D" },
    ];

    private static string WithoutRevisions(string picture) => System.Text.RegularExpressions.Regex.Replace(picture, "\"revision\": [0-9]+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    private (string Before, string After, int Operations) Rehearse(string change)
    {
        Reset();
        var files = new BrokenFiles(int.MaxValue, Break.Killed);
        ContentStore store = Open(files);
        string before = Picture(store);
        int start = files.Count;
        Run(change, store);
        Assert.That(start, Is.Zero, "opening a clean folder changes nothing, so operations are counted from the change on");
        Assert.That(Picture(Open()), Is.EqualTo(Picture(store)));
        return (before, Picture(store), files.Count);
    }

    private void Reset()
    {
        Directory.Delete(Root, recursive: true);
        Put(
            Open(),
            Mesh("/Game/Props/SM_Crate", "/Game/Props/M_Wood", null),
            Material("/Game/Props/M_Wood"),
            Texture("/Game/Props/T_Wood_D"),
            Mesh("/Game/Other/SM_Box", "/Game/Props/M_Wood"));
    }

    private static void Run(string change, ContentStore store)
    {
        switch (change)
        {
            case "create one":
                Put(store, Texture("/Game/New/Deep/T_One"));
                break;
            case "create several":
                Put(store, Mesh("/Game/New/SM_One", "/Game/New/M_One"), Material("/Game/New/M_One"));
                break;
            case "update one":
                Put(store, Texture("/Game/Props/T_Wood_D", width: 8));
                break;
            case "update several":
                Put(store, Texture("/Game/Props/T_Wood_D", width: 8), Mesh("/Game/Props/SM_Crate", "/Game/Props/M_Wood", "/Game/Props/M_New"), Material("/Game/Props/M_New"));
                break;
            case "delete several":
                Assets(store).Delete(["/Game/Props/T_Wood_D", "/Game/Other/SM_Box"]);
                break;
            case "rename":
                Assets(store).Rename("/Game/Props/M_Wood", "/Game/Materials/M_Oak");
                break;
            case "fix":
                new ContentEdits(store, new ThisThread()).Apply(SomeFix);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, null);
        }
    }

    private string[] Staged() => Directory.GetFiles(Path.Combine(Root, ".dccbridge", "staging"));

    private sealed class SwitchedFiles(IContentFiles inner) : IContentFiles
    {
        public IContentFiles Inner { get; set; } = inner;

        public void CreateFolder(string folder) => Inner.CreateFolder(folder);

        public void WriteFlushed(string file, ReadOnlySpan<byte> content) => Inner.WriteFlushed(file, content);

        public void Move(string from, string to) => Inner.Move(from, to);

        public void Delete(string file) => Inner.Delete(file);

        public void FlushFolder(string folder) => Inner.FlushFolder(folder);
    }
}
