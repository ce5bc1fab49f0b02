using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Notices;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(30_000)]
public sealed class NoticesTests : IAsyncDisposable
{
    private const string Crates = "/projects/Crates";

    private readonly ManualTime _time = new();
    private readonly FixedSettings _settings = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dccbridge-notices-").FullName;
    private readonly List<NoticeView> _shown = [];
    private NoticeDesk _desk;

    public NoticesTests() => _desk = Open();

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_run_gives_one_notification_after_the_delay()
    {
        var run = Guid.NewGuid();
        for (var i = 0; i < 1_000; i++)
        {
            _desk.Judged(Crates, "Crates", ResidentBench.Verdict($"/Game/T_{i}_D", run, ResidentBench.Error()));
        }

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.That(_shown, Is.Empty);
        _time.Advance(TimeSpan.FromSeconds(2));
        await ShownAsync(1);
        Assert.That(_shown[0].Title, Is.EqualTo("Crates: 1000 errors"));
        Assert.That(_shown[0].Body, Does.Contain("and 997 more").And.Contain("1000 assets"));
        Assert.That(_shown[0].IsBad, Is.True);
        Assert.That(_shown[0].Page, Does.StartWith("findings?project=Crates").And.Contain($"run={run:D}"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.That(_shown, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Runs_within_the_delay_are_merged_and_the_latest_verdict_of_an_asset_counts()
    {
        _desk.Judged(Crates, "Crates", ResidentBench.Verdict("/Game/A", Guid.NewGuid(), ResidentBench.Error(), ResidentBench.Error("b.c")));
        _time.Advance(TimeSpan.FromSeconds(5));
        _desk.Judged(Crates, "Crates", ResidentBench.Verdict("/Game/A", Guid.NewGuid(), ResidentBench.Error()));
        _desk.Judged("/projects/Other", "Other", ResidentBench.Verdict("/Game/B", Guid.NewGuid(), ResidentBench.Error()));
        _time.Advance(TimeSpan.FromSeconds(11));
        await ShownAsync(2);
        Assert.That(_shown.Select(n => n.Title), Is.EquivalentTo(new[] { "Crates: 1 error", "Other: 1 error" }));
    }

    [Test]
    public async Task A_clean_run_is_told_only_when_this_machine_asked_for_it()
    {
        _desk.Judged(Crates, "Crates", ResidentBench.Verdict("/Game/A", Guid.NewGuid()));
        _time.Advance(TimeSpan.FromMinutes(1));
        _desk.Began(Crates);
        _desk.Judged(Crates, "Crates", ResidentBench.Verdict("/Game/A", Guid.NewGuid()));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(_shown, Is.Empty, "it still runs");
        _desk.Ended(Crates, "Crates", Activity(ActivityState.Succeeded));
        _time.Advance(TimeSpan.FromSeconds(1));
        await ShownAsync(1);
        Assert.That(_shown[0].Title, Is.EqualTo("Crates: all is well"));
        Assert.That(_shown[0].IsBad, Is.False);
    }

    [Test]
    public async Task A_failure_is_told_with_what_to_do()
    {
        _desk.Began(Crates);
        _desk.Ended(Crates, "Crates", Activity(ActivityState.Failed) with { Error = new ErrorView("noEditor", "Start it.") });
        _time.Advance(TimeSpan.FromSeconds(10));
        await ShownAsync(1);
        Assert.That((_shown[0].Title, _shown[0].Body, _shown[0].Page), Is.EqualTo(("Send: failed", "Start it.", "activity")));
    }

    [Test]
    public async Task A_pause_holds_them_back_over_a_restart_and_one_tells_of_all_afterwards()
    {
        _desk.Pause(TimeSpan.FromHours(1));
        await _desk.DisposeAsync();
        _desk = Open();
        Assert.That(_desk.PausedUntil, Is.EqualTo(_time.GetUtcNow() + TimeSpan.FromHours(1)));
        _desk.Judged(Crates, "Crates", ResidentBench.Verdict("/Game/A", Guid.NewGuid(), ResidentBench.Error()));
        _time.Advance(TimeSpan.FromMinutes(30));
        _desk.Judged(Crates, "Crates", ResidentBench.Verdict("/Game/B", Guid.NewGuid(), ResidentBench.Error()));
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.That(_shown, Is.Empty);
        _time.Advance(TimeSpan.FromMinutes(1));
        await ShownAsync(1);
        Assert.That(_shown[0].Title, Is.EqualTo("Crates: 2 errors"));
        Assert.That(_desk.PausedUntil, Is.Null);
        Assert.That(Assert.Throws<ResidentException>(() => _desk.Pause(TimeSpan.Zero))!.Fault, Is.EqualTo(ResidentFault.Invalid));
    }

    [Test]
    public async Task Changed_files_are_told_together()
    {
        _desk.Offer("/a/T_A_D.png");
        _desk.Offer("/a/T_B_D.png");
        _desk.Offer("/a/T_A_D.png");
        _time.Advance(TimeSpan.FromSeconds(10));
        await ShownAsync(1);
        Assert.That(_shown[0], Is.EqualTo(new NoticeView("sources", "2 sent files changed", "T_A_D.png, T_B_D.png: send again?", false, "sources")));
    }

    [Test]
    public async Task Switched_off_none_is_shown_and_a_desktop_that_fails_ends_nothing()
    {
        _settings.Current = new CompanionSettings { Notifications = false };
        _desk.Offer("/a/T_A_D.png");
        _time.Advance(TimeSpan.FromSeconds(10));
        _settings.Current = new CompanionSettings();
        _desk.Show = _ => throw new InvalidOperationException("no desktop");
        _desk.Offer("/a/T_B_D.png");
        _time.Advance(TimeSpan.FromSeconds(10));
        await Task.Yield();
        Assert.That(() => _desk.Show, Is.Not.Null);
        _desk.Offer("/a/T_C_D.png");
        _time.Advance(TimeSpan.FromSeconds(10));
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (_told.Count < 2 && DateTime.UtcNow < deadline)
        {
            await Task.Delay(5);
        }

        Assert.That(_told.Select(n => n.Title), Is.EqualTo(new[] { "T_B_D.png changed", "T_C_D.png changed" }));
    }

    private readonly List<NoticeView> _told = [];

    private static ActivityView Activity(ActivityState state) => new() { Id = Guid.NewGuid(), Kind = ActivityKind.Send, Title = "Send", State = state, CreatedAt = default };

    private NoticeDesk Open() => new(
        new ResidentOptions { Folder = _folder, Time = _time },
        new ResidentPorts { Connector = new FakeSession() },
        _settings,
        Path.Combine(_folder, "notices.json"),
        _told.Add,
        () => { })
    {
        Show = notice =>
        {
            lock (_shown)
            {
                _shown.Add(notice);
            }

            return Task.CompletedTask;
        },
    };

    private async Task ShownAsync(int count)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (true)
        {
            lock (_shown)
            {
                if (_shown.Count >= count)
                {
                    Assert.That(_shown, Has.Count.EqualTo(count));
                    return;
                }
            }

            Assert.That(DateTime.UtcNow, Is.LessThan(deadline), "it was not shown");
            await Task.Delay(5);
        }
    }

    private sealed class FixedSettings : ISettings
    {
        public CompanionSettings Current { get; set; } = new();

        public SettingsView View => new() { File = "", Values = Current };

        public Task<SettingsView> SaveAsync(CompanionSettings values, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
