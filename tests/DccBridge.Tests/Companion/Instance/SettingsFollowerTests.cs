using DccBridge.Companion.Instance;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Platform.StartAtLogin;
using DccBridge.Companion.Resident;
using DccBridge.Tests.Companion.Resident;
using Microsoft.Extensions.Logging;

namespace DccBridge.Tests.Companion.Instance;

/// <summary>Settings whose effect lies outside of the resident companion.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SettingsFollowerTests
{
    private readonly PlayedResident _resident = new();
    private readonly PlayedEntry _entry = new();
    private TemporaryFolder _temporary = null!;
    private CompanionLog _log = null!;
    private SettingsFollower _follower = null!;

    [SetUp]
    public void Prepare()
    {
        _temporary = new TemporaryFolder();
        var folders = new CompanionFolders(Path.Combine(_temporary.Root, "home"));
        folders.Prepare();
        _log = new CompanionLog(folders);
        _follower = new SettingsFollower(_resident, _log, () => _entry, _log.Factory.CreateLogger("x"));
    }

    [TearDown]
    public void Remove()
    {
        _log.Dispose();
        _temporary.Dispose();
    }

    private Task SaveAsync(Func<CompanionSettings, CompanionSettings> change) => _resident.Settings.SaveAsync(change(_resident.Settings.Current), CancellationToken.None);

    private static async Task UntilAsync(Func<bool> holds)
    {
        var end = Environment.TickCount64 + 20_000;
        while (!holds())
        {
            Assert.That(Environment.TickCount64, Is.LessThan(end));
            await Task.Delay(5);
        }
    }

    [Test]
    public async Task The_entry_of_the_login_comes_and_goes_with_the_setting_and_the_log_with_its_level()
    {
        _follower.Begin();
        Assert.That(_entry.Asked, Is.Empty, "what others entered is not touched");
        using var end = new CancellationTokenSource();
        var following = _follower.RunAsync(end.Token);
        await UntilAsync(() => _resident.Feed.Subscribers == 1);
        await SaveAsync(s => s with { StartAtLogin = true });
        await UntilAsync(() => _entry.State == LoginStart.On);
        await SaveAsync(s => s with { LogLevel = "error" });
        await SaveAsync(s => s with { StartAtLogin = false });
        await UntilAsync(() => _entry.State == LoginStart.Off);
        Assert.That(_entry.Asked, Is.EqualTo(new[] { "set", "remove" }));
        Assert.That(_log.Factory.CreateLogger("x").IsEnabled(LogLevel.Warning), Is.False);
        await end.CancelAsync();
        await following;
    }

    [Test]
    public void One_of_another_copy_is_corrected_and_one_that_the_user_switched_off_is_left()
    {
        _entry.State = LoginStart.OtherCopy;
        _resident.PlayedSettings.Put(new CompanionSettings { StartAtLogin = true });
        _follower.Begin();
        Assert.That(_entry.State, Is.EqualTo(LoginStart.On));
        _entry.State = LoginStart.SwitchedOff;
        _follower.Begin();
        Assert.That(_entry.State, Is.EqualTo(LoginStart.SwitchedOff));
    }

    [Test]
    public async Task A_place_that_cannot_be_written_is_told_in_the_log([Values(typeof(IOException), typeof(UnauthorizedAccessException), typeof(System.Security.SecurityException))] Type failure)
    {
        _entry.Failure = (Exception)Activator.CreateInstance(failure, "read-only")!;
        _resident.PlayedSettings.Put(new CompanionSettings { StartAtLogin = true });
        _follower.Begin();
        Assert.That(await _log.Lines.ReadAsync(10, "error", CancellationToken.None), Has.Some.Contains("read-only"));
    }

    private sealed class PlayedEntry : IStartAtLogin
    {
        public string Place => "the place";

        public LoginStart State { get; set; }

        public Exception? Failure { get; set; }

        public List<string> Asked { get; } = [];

        public LoginStart Query() => State;

        public void Set() => Do("set", LoginStart.On);

        public void Remove() => Do("remove", LoginStart.Off);

        private void Do(string what, LoginStart state)
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            Asked.Add(what);
            State = state;
        }
    }
}
