using System.Xml.Linq;
using DccBridge.Tests.Generator;

namespace DccBridge.Tests.Architecture;

/// <summary>The project that UnrealSharp builds on users' machines, and everything that it reaches.</summary>
[TestFixture]
public sealed class DoorTests
{
    private const string Door = "Script/ManagedDccBridge/ManagedDccBridge.csproj";

    private static readonly string[] MayNameUnrealSharp = [Door, "tests/UnrealSharp.Surface/UnrealSharp.Surface.csproj", "tests/DccBridge.Unreal.Tests/DccBridge.Unreal.Tests.csproj"];

    /// <summary>Conditions that no user's build fulfils.</summary>
    private static readonly string[] OnlyOurs = ["'$(UnrealSurface)' == 'true'", "'$(MessagePackPackage)' == 'true'", "'$(RegenerateFormatters)' == 'true'"];

    private static IReadOnlyList<string> Reached
    {
        get
        {
            var reached = new List<string> { Full(Door) };
            for (var i = 0; i < reached.Count; i++)
            {
                var folder = Path.GetDirectoryName(reached[i])!;
                reached.AddRange(Items(reached[i], "ProjectReference").Select(item => Path.GetFullPath((string)item.Attribute("Include")!, folder)).Except(reached).ToList());
            }

            return reached;
        }
    }

    [Test]
    public void Nothing_else_lies_below_Script() =>
        Assert.That(
            Directory.EnumerateFiles(Full("Script"), "*", SearchOption.AllDirectories).Select(Short).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)),
            Is.EqualTo(new[] { Door }),
            "UnrealSharp takes every project below Script into the editor.");

    [Test]
    public void It_says_in_so_many_words_that_it_is_for_the_editor() =>
        Assert.That(XDocument.Load(Full(Door)).Root!.Elements("PropertyGroup").Elements("IsEditorOnly").Single().Value, Is.EqualTo("true"), "UnrealSharp reads it as XML.");

    [Test]
    public void It_reaches_the_server_the_protocol_and_the_rules() =>
        Assert.That(Reached.Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(new[] { "ManagedDccBridge" }.Concat(Product.LoadedByUnreal)));

    [Test]
    public void Nothing_that_it_reaches_has_a_package_an_analyzer_or_another_framework()
    {
        var wrong = from project in Reached
                    from item in new[] { "PackageReference", "Analyzer", "FrameworkReference" }.SelectMany(kind => Items(project, kind))
                    select $"{Short(project)}: {item}";
        var frameworks = from project in Reached
                         from framework in XDocument.Load(project).Descendants().Where(element => element.Name.LocalName is "TargetFramework" or "TargetFrameworks")
                         where framework.Value != "net10.0"
                         select $"{Short(project)}: {framework}";
        Assert.That(wrong.Concat(frameworks), Is.Empty);
    }

    [Test]
    public void Only_the_door_and_its_tests_know_UnrealSharp()
    {
        var projects = Directory.EnumerateFiles(TestFolder.Repository, "*.csproj", SearchOption.AllDirectories).Where(project => !Short(project).StartsWith("artifacts/", StringComparison.Ordinal));
        Assert.That(projects.Where(project => File.ReadAllText(project).Contains("UnrealSharp", StringComparison.Ordinal)).Select(Short), Is.SubsetOf(MayNameUnrealSharp));
    }

    [Test]
    public void The_solution_does_not_list_the_door()
    {
        // Listed, it would be built without our declarations, and fail where UnrealSharp is not.
        Assert.That(File.ReadAllText(Full("DccBridge.slnx")), Does.Not.Contain("ManagedDccBridge.csproj").And.Contain("DccBridge.Unreal.Tests.csproj"));
    }

    [Test]
    public void The_Unreal_room_is_one_namespace() =>
        Assert.That(
            Directory.EnumerateFiles(Full("Plugin/Unreal"), "*.cs", SearchOption.AllDirectories).Where(file => !File.ReadLines(file).Contains("namespace DccBridge.Unreal;")).Select(Short),
            Is.Empty);

    private static string Full(string path) => Path.GetFullPath(path, TestFolder.Repository);

    private static string Short(string path) => Path.GetRelativePath(TestFolder.Repository, path).Replace('\\', '/');

    private static IEnumerable<XElement> Items(string project, string kind) =>
        from items in XDocument.Load(project).Root!.Elements("ItemGroup")
        where !OnlyOurs.Contains((string?)items.Attribute("Condition"))
        from item in items.Elements(kind)
        select item;
}
