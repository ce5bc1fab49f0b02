using DccBridge.Companion.Resident.State;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(60_000)]
public sealed class FolderWatchTests : IFolderEvents, IDisposable
{
    private readonly StillTime _time = new();
    private readonly List<string> _told = [];
    private readonly FolderWatch _watch;
    private string? _identity = "one";
    private int _open;
    private int _tries;
    private Action<string>? _tell;
    private Action? _die;
    private Action<Action>? _atBegin;

    public FolderWatchTests() => _watch = new FolderWatch("/art", _told.Add, _time, this);

    public void Dispose() => _watch.Dispose();

    [Test]
    public void One_that_the_system_ends_before_it_has_begun_is_none_and_is_tried_again()
    {
        _atBegin = die => die();
        _watch.Ensure();
        Assert.That((_watch.IsWatching, _open, _tries), Is.EqualTo((false, 0, 1)));
        _watch.Ensure();
        Assert.That(_tries, Is.EqualTo(1), "not at once");
        _time.Advance(FolderWatch.FirstPause);
        _watch.Ensure();
        Assert.That(_tries, Is.EqualTo(2));
        _time.Advance(FolderWatch.FirstPause);
        _watch.Ensure();
        Assert.That(_tries, Is.EqualTo(2), "the second pause is longer");
        _atBegin = null;
        _time.Advance(FolderWatch.FirstPause);
        _watch.Ensure();
        Assert.That((_watch.IsWatching, _open), Is.EqualTo((true, 1)));
        _tell!("crate.glb");
        Assert.That(_told, Is.EqualTo(new[] { "crate.glb" }));
    }

    [Test]
    public void A_refusal_is_no_failure_and_the_pause_has_a_limit()
    {
        _atBegin = _ => throw new IOException("Too many watches.");
        for (var i = 0; i < 50; i++)
        {
            _time.Advance(FolderWatch.LongestPause);
            _watch.Ensure();
        }

        Assert.That((_watch.IsWatching, _tries), Is.EqualTo((false, 50)));
    }

    [Test]
    public void One_that_dies_later_is_taken_away_and_what_happened_until_it_is_back_is_told()
    {
        _watch.Ensure();
        _die!();
        Assert.That((_watch.IsWatching, _open), Is.EqualTo((false, 0)));
        Assert.That(_told, Is.EqualTo(new[] { "" }));
        _tell!("late.glb");
        Assert.That(_told, Has.Count.EqualTo(1), "a dead one has nothing to say");
        _time.Advance(FolderWatch.FirstPause);
        _watch.Ensure();
        Assert.That((_watch.IsWatching, _open), Is.EqualTo((true, 1)));
        Assert.That(_told, Is.EqualTo(new[] { "", "" }));
    }

    [Test]
    public void Another_folder_of_the_same_name_is_watched_in_its_place()
    {
        _watch.Ensure();
        _identity = null;
        _watch.Ensure();
        Assert.That((_watch.IsWatching, _open), Is.EqualTo((false, 0)));
        _identity = "two";
        _watch.Ensure();
        _identity = "three";
        _watch.Ensure();
        Assert.That((_watch.IsWatching, _open, _tries), Is.EqualTo((true, 1, 3)));
        Assert.That(_told, Is.EqualTo(new[] { "", "" }));
    }

    [Test]
    public async Task Whoever_asks_or_ends_it_does_not_wait_for_the_system()
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        _atBegin = _ =>
        {
            begun.Set();
            goOn.Wait(TimeSpan.FromSeconds(30));
        };
        var ensuring = Task.Run(_watch.Ensure);
        Assert.That(begun.Wait(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(_watch.IsWatching, Is.False);
        _watch.Ensure();
        Assert.That(_tries, Is.EqualTo(1), "one thread waits, not two");
        _watch.Dispose();
        goOn.Set();
        await ensuring;
        Assert.That((_watch.IsWatching, _open), Is.EqualTo((false, 0)));
    }

    [Test]
    public void A_real_folder_that_is_made_anew_is_another_one_and_one_with_new_files_is_not()
    {
        var real = new SystemFolders();
        var folder = Directory.CreateTempSubdirectory("dccbridge-folder-").FullName;
        try
        {
            var first = real.IdentityOf(folder);
            File.WriteAllText(Path.Combine(folder, "crate.glb"), "new");
            Assert.That(real.IdentityOf(folder), Is.EqualTo(first).And.Not.Null);
            Directory.Delete(folder, recursive: true);
            Assert.That(real.IdentityOf(folder), Is.Null);
            Directory.CreateDirectory(folder);
            Assert.That(real.IdentityOf(folder), Is.Not.EqualTo(first).And.Not.Null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public string? IdentityOf(string folder) => _identity;

    public IDisposable Watch(string folder, Action<string> happened, Action died)
    {
        _tries++;
        (_tell, _die) = (happened, died);
        _atBegin?.Invoke(died);
        _open++;
        return new Ending(() => _open--);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>Goes on when it is told to.</summary>
    private sealed class StillTime : TimeProvider
    {
        private long _now = 1;

        public void Advance(TimeSpan time) => _now += time.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;
    }
}
