using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles;

/// <summary>What people read of the file types is the table of the code.</summary>
[TestFixture]
public sealed class AssetFileTypesTests
{
    private static string Table => string.Join('\n',
    [
        "| Ending | Format | Becomes | What is read |",
        "|---|---|---|---|",
        .. AssetFileTypes.All.Select(type => $"| `{type.Ending}` | {type.Name} | {string.Join(", ", type.Becomes)} | {type.Description} |"),
        "",
    ]);

    [TestCase("README.md")]
    [TestCase("Shared/DccBridge.AssetFiles/README.md")]
    public void The_readme_has_the_table_of_the_code(string path)
    {
        var text = File.ReadAllText(SampleFolder.PathOf("..", "..", path)).ReplaceLineEndings("\n");

        Assert.That(text, Does.Contain(Table), $"Put this table into {path}:\n{Table}");
    }

    [Test]
    public void Every_ending_is_there_once_in_lower_case_and_in_order()
    {
        var endings = AssetFileTypes.All.Select(type => type.Ending).ToArray();

        Assert.That(endings, Is.Unique.And.Ordered.And.All.Match("^[.][a-z0-9]+$"));
        Assert.That(AssetFile.SupportedEndings, Is.EqualTo(endings));
    }

    [TestCase("T_A.TGA", AssetClasses.Texture2D)]
    [TestCase("folder/S_A.wav", AssetClasses.SoundWave)]
    public void A_type_is_found_by_the_ending_of_a_name(string name, string becomes) => Assert.That(AssetFileTypes.Of(name)!.Becomes, Is.EqualTo([becomes]));

    [Test]
    public void Names_without_a_known_ending_have_no_type()
    {
        Assert.That(AssetFileTypes.Of("tga"), Is.Null);
        Assert.That(AssetFileTypes.Of("T_A.tga.bak"), Is.Null);
        Assert.That(AssetFileTypes.Of(""), Is.Null);
    }
}
