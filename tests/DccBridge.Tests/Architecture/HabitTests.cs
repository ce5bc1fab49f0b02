using System.Diagnostics.Tracing;
using System.Reflection;
using System.Text.RegularExpressions;
using DccBridge.Tests.Generator;

namespace DccBridge.Tests.Architecture;

/// <summary>Habits of the house that a compiler does not check.</summary>
[TestFixture]
public sealed partial class HabitTests
{
    private const int MostLines = 400;

    private static readonly string[] VagueEndings = ["Manager", "Helper", "Helpers", "Utils"];

    private static string Short(string file) => Path.GetRelativePath(TestFolder.Repository, file).Replace('\\', '/');

    [Test]
    public void Nothing_static_can_change()
    {
        var fields = from type in Product.Types
                     from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                     where !field.IsInitOnly && !field.IsLiteral && !Product.IsGenerated(field)
                     select $"{type.FullName}.{field.Name}";
        Assert.That(fields, Is.Empty, "A static field that changes outlives a reload and joins what tests keep apart: give the state to an instance.");
    }

    [Test]
    public void Nobody_is_an_event_source() =>
        Assert.That(Product.Types.Where(type => type.IsSubclassOf(typeof(EventSource))).Select(type => type.FullName), Is.Empty, "An EventSource keeps its assembly from unloading.");

    [Test]
    public void Names_say_what_a_type_is() =>
        Assert.That(Product.Types.Where(type => VagueEndings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))).Select(type => type.FullName), Is.Empty);

    [Test]
    public void Files_are_short() =>
        Assert.That(Product.SourceFiles.Where(file => File.ReadLines(file).Count() > MostLines).Select(Short), Is.Empty, $"More than {MostLines} lines ask for a second file.");

    [Test]
    public void A_namespace_is_the_path_of_its_file()
    {
        var wrong = from file in Product.SourceFiles
                    let said = Namespace().Match(File.ReadAllText(file)).Groups[1].Value
                    where said.Length > 0
                    let expected = Expected(file)
                    where expected is not null && said != expected
                    select $"{Short(file)} says {said}, not {expected}";
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Only_one_namespace_is_called_MessagePack()
    {
        var files = Product.SourceFiles.Concat(Directory.EnumerateFiles(Path.Combine(TestFolder.Repository, "tests"), "*.cs", SearchOption.AllDirectories));
        Assert.That(
            files.Where(file => Namespace().Match(File.ReadAllText(file)).Groups[1].Value.EndsWith(".MessagePack", StringComparison.Ordinal)).Select(Short),
            Is.Empty,
            "Inside such a namespace the name MessagePack would mean it, and the package could no longer take the folder's place.");
    }

    [Test]
    public void Only_the_Unreal_room_names_UnrealSharp() =>
        Assert.That(
            Product.SourceFiles.Where(file => !Short(file).StartsWith("Plugin/Unreal/", StringComparison.Ordinal) && UsingUnrealSharp().IsMatch(File.ReadAllText(file))).Select(Short),
            Is.Empty);

    // Null for files that belong to no project here: Plugin/Unreal is compiled where Unreal looks for it.
    private static string? Expected(string file)
    {
        var folders = new Stack<string>();
        for (DirectoryInfo? folder = new FileInfo(file).Directory; folder is not null && folder.FullName != TestFolder.Repository; folder = folder.Parent)
        {
            folders.Push(folder.Name);
            if (folder.EnumerateFiles("*.csproj").Any())
            {
                string path = string.Join('.', folders);
                return path == "DccBridge.Protocol.MessagePack" ? "MessagePack" : path;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(global )?using (static )?UnrealSharp", RegexOptions.Multiline)]
    private static partial Regex UsingUnrealSharp();
}
