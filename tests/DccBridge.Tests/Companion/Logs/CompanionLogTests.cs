using System.Runtime.Versioning;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Platform;
using Microsoft.Extensions.Logging;

namespace DccBridge.Tests.Companion.Logs;

/// <summary>The log on disk, written and read back.</summary>
[TestFixture]
public sealed class CompanionLogTests
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
    public async Task Lines_are_read_back_by_level_with_what_belongs_to_them()
    {
        using var log = new CompanionLog(_folders);
        var logger = log.Factory.CreateLogger("x");
        logger.LogInformation("first");
        logger.LogDebug("not written");
        logger.LogError(new InvalidOperationException("inside"), "second {Value}", "with a\nbreak and \u001b[31mcolour");
        logger.LogWarning("third");
        log.SetLevel("debug");
        logger.LogDebug("fourth");
        log.SetLevel("error");
        logger.LogWarning("not written");
        var all = await log.Lines.ReadAsync(100, null, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(all.Where(line => !line.StartsWith(' ')).Select(line => line[25..]), Is.EqualTo(new[] { "INF first", "ERR second with a", "WRN third", "DBG fourth" }));
            Assert.That(all[2], Is.EqualTo("    break and ?[31mcolour"));
            Assert.That(all[3], Does.Contain("InvalidOperationException: inside"));
            Assert.That(all[0], Does.Match("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z INF"));
            Assert.That(await log.Lines.ReadAsync(2, null, CancellationToken.None), Is.EqualTo(all.TakeLast(2)));
            Assert.That((await log.Lines.ReadAsync(100, "warning", CancellationToken.None)).Where(line => !line.StartsWith(' ')).Select(line => line[25..28]), Is.EqualTo(new[] { "ERR", "WRN" }));
            Assert.That(await log.Lines.ReadAsync(100, "error", CancellationToken.None), Has.Some.Contains("inside").And.None.Contains("third"));
        });
    }

    [Test]
    public async Task Files_are_begun_anew_and_the_oldest_go()
    {
        using var log = new CompanionLog(_folders, mostBytesPerFile: 2_000, mostFiles: 4);
        var logger = log.Factory.CreateLogger("x");
        for (var i = 0; i < 400; i++)
        {
            logger.LogInformation("line {Number:D4} {Text}", i, new string('x', 100));
        }

        Assert.That(Directory.GetFiles(_folders.Logs), Has.Length.EqualTo(4));
        var lines = await log.Lines.ReadAsync(30, null, CancellationToken.None);
        Assert.That(lines.Select(line => line[29..38]), Is.EqualTo(Enumerable.Range(370, 30).Select(i => $"line {i:D4}")));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Log_files_are_the_users_alone()
    {
        using var log = new CompanionLog(_folders);
        log.Factory.CreateLogger("x").LogInformation("x");
        Assert.That(File.GetUnixFileMode(Directory.GetFiles(_folders.Logs).Single()), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task Files_of_days_and_numbers_come_in_their_order()
    {
        foreach (var (name, line) in (ReadOnlySpan<(string, string)>)[("20260101", "a"), ("20260101_001", "b"), ("20260101_010", "d"), ("20260101_009", "c"), ("20260102", "e"), ("20260102_1000", "g"), ("20260102_999", "f")])
        {
            File.WriteAllText(Path.Combine(_folders.Logs, $"companion-{name}.log"), $"2026-01-01T00:00:00.000Z INF {line}\n");
        }

        var lines = await new LogFolder(_folders.Logs).ReadAsync(100, null, CancellationToken.None);
        Assert.That(lines.Select(line => line[^1]), Is.EqualTo("abcdefg"));
    }

    [Test]
    public async Task A_folder_that_is_not_there_has_no_lines() =>
        Assert.That(await new LogFolder(Path.Combine(_temporary.Root, "none")).ReadAsync(10, null, CancellationToken.None), Is.Empty);
}
