using System.Reflection;
using System.Text;
using System.Text.Json;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Settings;

namespace DccBridge.Tests.Companion.Resident;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SettingsFileTests
{
    private readonly FillableDisk _disk = new();
    private string _folder = "";
    private int _changes;

    private string Path_ => Path.Combine(_folder, "companion.settings.json");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-settings-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Each_member_of_the_settings_is_a_field_and_the_schema_knows_its_default()
    {
        var members = typeof(CompanionSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);
        Assert.That(SettingsFields.All.Select(f => f.Name), Is.EqualTo(members));
        using var schema = JsonDocument.Parse(SettingsSchema.Write());
        using var defaults = JsonDocument.Parse(Written(new CompanionSettings()));
        foreach (var field in SettingsFields.All)
        {
            var described = schema.RootElement.GetProperty("properties").GetProperty(field.Name);
            Assert.That(described.GetProperty("default").GetRawText(), Is.EqualTo(defaults.RootElement.GetProperty(field.Name).GetRawText()), field.Name);
            Assert.That(described.GetProperty("description").GetString(), Is.Not.Empty);
        }
    }

    [TestCase("""{"port": "65433"}""", "'port' is \"65433\" and must be a whole number from 0 to 65535")]
    [TestCase("""{"port": 70000}""", "'port' is 70000")]
    [TestCase("""{"port": 1.5}""", "'port' is 1.5")]
    [TestCase("""{"startAtLogin": "yes"}""", "'startAtLogin' is \"yes\" and must be true or false")]
    [TestCase("""{"watchSources": "always"}""", "must be \"off\", \"offer\" or \"send\"")]
    [TestCase("""{"watchSources": "\ud800"}""", "'watchSources'")]
    [TestCase("""{"watchQuietMilliseconds": 10}""", "from 100 to 60000")]
    [TestCase("""{"preferredEditor": ""}""", "null, or text of 1 to 256 characters")]
    [TestCase("""{"preferredEditor": 5}""", "'preferredEditor' is 5")]
    [TestCase("""{"dccPorts": ["maya"]}""", "\"maya:7005\"")]
    [TestCase("""{"dccPorts": ["maya:0"]}""", "'dccPorts'")]
    [TestCase("""{"dccPorts": ["cinema:7005"]}""", "maya, houdini, painter")]
    [TestCase("""{"dccPorts": "maya:7005"}""", "a list of at most 32")]
    [TestCase("""{"keepActivityDays": null}""", "'keepActivityDays' is null")]
    [TestCase("""{"logLevel": {"deep": [1]}}""", "'logLevel'")]
    [TestCase("""{"Port": 1}""", "'Port' is not known and has no effect. Do you mean 'port'?")]
    [TestCase("""{"notification": false}""", "Do you mean 'notifications'?")]
    [TestCase("""{"colour": "blue"}""", "Known are port, startAtLogin")]
    [TestCase("""{"port": 1, "port": 2}""", "'port' stands there twice")]
    [TestCase("""[1]""", "it must hold an object")]
    [TestCase("""{"port": 1,,}""", "line 1, byte 12")]
    [TestCase("""{"port": """, "it is no JSON")]
    [TestCase("", "it is no JSON")]
    public void Each_mistake_is_told_with_file_field_and_what_is_allowed(string text, string told)
    {
        File.WriteAllText(Path_, text);
        using var settings = Open();
        Assert.That(settings.View.Problems, Has.Some.Contains(told));
        Assert.That(settings.View.Problems, Has.All.StartsWith(Path_));
        Assert.That(settings.Current.KeepActivityDays, Is.EqualTo(7));
    }

    [Test]
    public void A_mistake_in_one_field_leaves_the_others()
    {
        File.WriteAllText(Path_, """
            // written by hand
            {
              "$schema": "companion.settings.schema.json",
              "port": "x",
              "notifications": false,
              "dccPorts": ["maya:7005", "houdini:18820",],
            }
            """);
        using var settings = Open();
        Assert.That(settings.View.Problems, Has.Count.EqualTo(1));
        Assert.That(settings.Current.Notifications, Is.False);
        Assert.That(settings.Current.DccPorts, Has.Count.EqualTo(2));
        Assert.That(settings.Current.Port, Is.EqualTo(65433));
    }

    [Test]
    public void Bytes_that_are_no_text_and_a_huge_file_are_told_of()
    {
        File.WriteAllBytes(Path_, [0xFF, 0xFE, (byte)'{', 0]);
        using (var settings = Open())
        {
            Assert.That(settings.View.Problems, Has.Count.EqualTo(1));
        }

        File.WriteAllBytes(Path_, new byte[SettingsReader.MaxBytes + 1]);
        using var huge = Open();
        Assert.That(huge.View.Problems.Single(), Does.Contain("larger than 1 MiB"));
    }

    [Test]
    public async Task What_is_saved_is_read_back_with_its_schema()
    {
        var values = new CompanionSettings { Port = 0, WatchSources = "send", PreferredEditor = "Ящики", DccPorts = ["maya:7005"], LogLevel = "debug" };
        using (var settings = Open())
        {
            await settings.SaveAsync(values, CancellationToken.None);
        }

        using var again = Open();
        Assert.That(Written(again.Current), Is.EqualTo(Written(values)));
        Assert.That(again.View.Problems, Is.Empty);
        Assert.That(File.ReadAllText(Path_), Does.Contain("\"$schema\": \"companion.settings.schema.json\"").And.Contain("Ящики"));
        Assert.That(_changes, Is.EqualTo(1));
    }

    [Test]
    public void Values_that_are_not_allowed_are_not_saved()
    {
        using var settings = Open();
        var failure = Assert.ThrowsAsync<ResidentException>(() => settings.SaveAsync(new CompanionSettings { Port = -1, LogLevel = "loud" }, CancellationToken.None))!;
        Assert.That(failure.Fault, Is.EqualTo(ResidentFault.Invalid));
        Assert.That(failure.Message, Does.Contain("'port'").And.Contain("'logLevel'"));
        Assert.That(File.Exists(Path_), Is.False);
    }

    [Test]
    public async Task A_full_disk_leaves_the_file_as_it_was()
    {
        using var settings = Open();
        await settings.SaveAsync(new CompanionSettings { Port = 1 }, CancellationToken.None);
        var before = File.ReadAllText(Path_);
        _disk.IsFull = true;
        Assert.ThrowsAsync<ResidentException>(() => settings.SaveAsync(new CompanionSettings { Port = 2 }, CancellationToken.None));
        Assert.That(File.ReadAllText(Path_), Is.EqualTo(before));
        Assert.That(settings.Current.Port, Is.EqualTo(1));
        Assert.That(Directory.EnumerateFiles(_folder).Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_file_that_is_edited_by_hand_counts_at_once_and_while_it_is_broken_the_values_from_before_do()
    {
        File.WriteAllText(Path_, """{"port": 1}""");
        using var settings = Open();
        File.WriteAllText(Path_, """{"port": 22, """);
        settings.LookAgain();
        Assert.That(settings.Current.Port, Is.EqualTo(1));
        Assert.That(settings.View.Problems, Has.Count.EqualTo(1));
        File.WriteAllText(Path_, """{"port": 333}""");
        settings.LookAgain();
        Assert.That(settings.Current.Port, Is.EqualTo(333));
        File.Delete(Path_);
        settings.LookAgain();
        Assert.That(settings.Current.Port, Is.EqualTo(65433));
    }

    private static string Written(CompanionSettings values)
    {
        using var stream = new MemoryStream();
        SettingsReader.Write(stream, values);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private SettingsFile Open() => new(Path_, _disk, () => Interlocked.Increment(ref _changes), TimeProvider.System);
}
