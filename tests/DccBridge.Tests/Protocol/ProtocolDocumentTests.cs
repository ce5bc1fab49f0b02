using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Rpc;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>PROTOCOL.md says what the code says: methods, envelope kinds, errors, and each member of each message with its key.</summary>
[TestFixture]
public sealed partial class ProtocolDocumentTests
{
    private static readonly string Document = File.ReadAllText(FindDocument());

    private static IEnumerable<TestCaseData> Messages() => typeof(MethodNames).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith(typeof(MethodNames).Namespace!, StringComparison.Ordinal) == true && type.GetCustomAttribute<MessagePackObjectAttribute>() is not null)
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    private static IEnumerable<TestCaseData> Enums() => typeof(MethodNames).Assembly.GetTypes()
        .Where(type => type is { IsEnum: true, IsPublic: true } && type.Namespace?.StartsWith(typeof(MethodNames).Namespace!, StringComparison.Ordinal) == true)
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    private static IEnumerable<string> Names() => typeof(MethodNames).GetNestedTypes()
        .SelectMany(noun => noun.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(field => (string)field.GetRawConstantValue()!);

    [TestCaseSource(nameof(Names))]
    public void Each_method_and_notification_has_its_row(string name) => Assert.That(Document, Does.Match($@"(?m)^\| `{Regex.Escape(name)}`"));

    [Test]
    public void Each_kind_of_envelope_has_its_row()
    {
        foreach (MessageKind kind in Enum.GetValues<MessageKind>())
        {
            Assert.That(Document, Does.Contain($"| {(int)kind} | {kind} | `[{(int)kind}"));
        }
    }

    [TestCaseSource(nameof(Messages))]
    public void Each_message_has_exactly_its_members(Type message)
    {
        IEnumerable<string> members = message.GetProperties()
            .Where(property => property.GetCustomAttribute<KeyAttribute>() is not null)
            .Select(property => $"{property.GetCustomAttribute<KeyAttribute>()!.IntKey} {property.Name}");
        Assert.That(RowsOf(message), Is.EquivalentTo(members));
    }

    [TestCaseSource(nameof(Enums))]
    public void Each_enum_has_exactly_its_names(Type type)
    {
        IEnumerable<string> names = Enum.GetNames(type)
            .Select(name => $"{Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)} {name}");
        Assert.That(RowsOf(type), Is.EquivalentTo(names));
    }

    /// <summary>The first two cells of each row of the type's table.</summary>
    private static List<string> RowsOf(Type type)
    {
        int start = Document.IndexOf($"\n**{type.Name}**: ", StringComparison.Ordinal);
        Assert.That(start, Is.GreaterThan(0), $"PROTOCOL.md has no table of {type.Name}");
        int table = Document.IndexOf("\n|", start, StringComparison.Ordinal);
        int end = Document.IndexOf("\n\n", table, StringComparison.Ordinal);
        return [.. Row().Matches(Document[table..end]).Select(row => $"{row.Groups[1]} {row.Groups[2]}")];
    }

    private static string FindDocument()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "Shared", "DccBridge.Protocol", "PROTOCOL.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("No Shared/DccBridge.Protocol/PROTOCOL.md above the tests.");
    }

    [GeneratedRegex(@"(?m)^\| (\d+) \| (\w+) \|")]
    private static partial Regex Row();
}
