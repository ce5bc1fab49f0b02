using System.Runtime.Versioning;
using System.Text;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;

namespace DccBridge.Tests.Companion.Instance;

/// <summary>The files by which companions and other programs find each other.</summary>
[TestFixture]
public sealed class InstanceTests
{
    private TemporaryFolder _temporary = null!;
    private CompanionFolders _folders = null!;

    [SetUp]
    public void Prepare()
    {
        _temporary = new TemporaryFolder();
        _folders = new CompanionFolders(Path.Combine(_temporary.Root, "home"));
        _folders.Prepare();
    }

    [TearDown]
    public void Remove() => _temporary.Dispose();

    [Test]
    public void One_holds_the_lock_until_it_lets_go()
    {
        Assert.That(InstanceLock.IsHeld(_folders), Is.False);
        using (InstanceLock.TryTake(_folders))
        {
            Assert.That(InstanceLock.IsHeld(_folders), Is.True);
            Assert.That(InstanceLock.TryTake(_folders), Is.Null);
        }

        Assert.That(InstanceLock.IsHeld(_folders), Is.False);
        using var again = InstanceLock.TryTake(_folders);
        Assert.That(again, Is.Not.Null);
    }

    [Test]
    public void The_endpoint_is_read_as_it_was_written()
    {
        var endpoint = new CompanionEndpoint(1, new Uri("http://127.0.0.1:4711/"), ApiToken.Create(), 7, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        endpoint.Write(_folders);
        Assert.That(CompanionEndpoint.Read(_folders), Is.EqualTo(endpoint));
        Assert.That(CompanionEndpoint.Remove(_folders), Is.Null);
        Assert.That(CompanionEndpoint.Read(_folders), Is.Null);
    }

    [Test]
    public void The_endpoint_of_another_machine_that_shares_the_folder_is_refused()
    {
        var endpoint = new CompanionEndpoint(1, new Uri("http://127.0.0.1:4711/"), ApiToken.Create(), 7, DateTimeOffset.UnixEpoch) { Machine = ThisMachine.Boot() };
        endpoint.Write(_folders);
        Assert.That(CompanionEndpoint.Read(_folders), Is.EqualTo(endpoint));
        Assert.That(ThisMachine.Boot(), OperatingSystem.IsLinux() ? Does.Match("^[0-9a-f-]{36}$") : Is.Null);
        if (OperatingSystem.IsLinux())
        {
            (endpoint with { Machine = "another" }).Write(_folders);
            Assert.That(() => CompanionEndpoint.Read(_folders), Throws.TypeOf<InstanceException>().With.Message.Contains("on another machine").And.Message.Contains(CompanionFolders.Variable));
        }
    }

    [TestCase("http://evil.example:4711/")]
    [TestCase("https://127.0.0.1:4711/")]
    [TestCase("http://127.0.0.1.evil.example/")]
    [TestCase("http://127.0.0.1@evil.example/")]
    public void The_token_goes_to_no_other_machine(string url)
    {
        new CompanionEndpoint(1, new Uri(url), ApiToken.Create(), 7, DateTimeOffset.UnixEpoch).Write(_folders);
        Assert.That(() => CompanionEndpoint.Read(_folders), Throws.TypeOf<InstanceException>().With.Message.Contains("companion.json"));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("""{"version":2,"url":"http://127.0.0.1:1/","token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","processId":1,"startedAt":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"version":1,"url":"http://127.0.0.1:1/","token":"short","processId":1,"startedAt":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"version":1}""")]
    public void A_file_of_something_else_is_told(string text)
    {
        UserOnlyFile.Write(_folders.EndpointFile, Encoding.UTF8.GetBytes(text));
        Assert.That(() => CompanionEndpoint.Read(_folders), Throws.TypeOf<InstanceException>().With.Message.Contains("delete the file"));
        UserOnlyFile.Write(_folders.EndpointFile, Encoding.UTF8.GetBytes(new string('x', 100_000)));
        Assert.That(() => CompanionEndpoint.Read(_folders), Throws.TypeOf<InstanceException>().With.Message.Contains("larger than"));
    }

    [Test]
    public void A_token_stays_until_a_new_one_is_wanted()
    {
        var token = TokenFile.LoadOrCreate(_folders, makeNew: false);
        Assert.That(File.ReadAllText(_folders.TokenFile), Is.EqualTo(token), "the token alone, no newline");
        Assert.That(TokenFile.LoadOrCreate(_folders, makeNew: false), Is.EqualTo(token));
        var next = TokenFile.LoadOrCreate(_folders, makeNew: true);
        Assert.That(next, Is.Not.EqualTo(token));
        File.WriteAllText(_folders.TokenFile, "damaged");
        Assert.That(TokenFile.LoadOrCreate(_folders, makeNew: false), Has.Length.EqualTo(ApiToken.Length).And.Not.EqualTo(next));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Files_with_secrets_are_the_users_alone_and_a_token_that_others_could_read_is_not_kept()
    {
        var token = TokenFile.LoadOrCreate(_folders, makeNew: false);
        new CompanionEndpoint(1, new Uri("http://127.0.0.1:4711/"), token, 7, DateTimeOffset.UnixEpoch).Write(_folders);
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.That(new[] { _folders.TokenFile, _folders.EndpointFile }.Select(File.GetUnixFileMode), Is.All.EqualTo(Mine));
        File.SetUnixFileMode(_folders.TokenFile, Mine | UnixFileMode.GroupRead);
        Assert.That(TokenFile.LoadOrCreate(_folders, makeNew: false), Is.Not.EqualTo(token));
        Assert.That(File.GetUnixFileMode(_folders.TokenFile), Is.EqualTo(Mine));
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.OtherWrite)]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void An_endpoint_that_others_can_read_or_change_is_refused(UnixFileMode right)
    {
        new CompanionEndpoint(1, new Uri("http://127.0.0.1:4711/"), ApiToken.Create(), 7, DateTimeOffset.UnixEpoch).Write(_folders);
        File.SetUnixFileMode(_folders.EndpointFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | right);
        Assert.That(() => CompanionEndpoint.Read(_folders), Throws.TypeOf<InstanceException>().With.Message.Contains(_folders.EndpointFile).And.Message.Contains("tray --new-token"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void A_lock_that_others_could_hold_is_made_the_users_alone()
    {
        File.WriteAllText(_folders.LockFile, "");
        File.SetUnixFileMode(_folders.LockFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var held = InstanceLock.TryTake(_folders);
        Assert.That(File.GetUnixFileMode(_folders.LockFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_write_that_fails_leaves_what_was_there()
    {
        File.WriteAllText(_folders.TokenFile, "before");
        Directory.CreateDirectory($"{_folders.TokenFile}.{Environment.ProcessId}.tmp");
        Assert.That(() => UserOnlyFile.Write(_folders.TokenFile, "after"u8), Throws.InstanceOf<UnauthorizedAccessException>().Or.InstanceOf<IOException>());
        Assert.That(File.ReadAllText(_folders.TokenFile), Is.EqualTo("before"));
    }
}
