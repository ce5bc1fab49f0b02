namespace DccBridge.Tests.Validation.Rules.Names;

[TestFixture]
public sealed class NameCharactersRuleTests
{
    private const string Rule = "name.chars";

    [TestCase("/Game/SM_Crate")]
    [TestCase("/Game/Props_01/SM_Crate_01")]
    public void Letters_digits_and_underscores_pass(string path) =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh(path)), Is.Empty);

    [TestCase("/Game/SM_Crate-1", "asset's name \"SM_Crate-1\" has '-' (U+002D)", "to \"SM_Crate_1\"")]
    [TestCase("/Game/Ящики/SM_Crate", "folder's name \"Ящики\" has 'Я' (U+042F), 'щ' (U+0449), 'и' (U+0438), 'к' (U+043A)", "Rename the folder in")]
    [TestCase("/Game/SM_箱子", "'箱' (U+7BB1), '子' (U+5B50)", "Rename the asset")]
    [TestCase("/Game/SM_😀_Smile", "(U+1F600)", "to \"SM_Smile\"")]
    [TestCase("/Game/SM_Crate\u202E", "has U+202E.", "to \"SM_Crate\"")]
    [TestCase("/Game/SM_ABC\u0301", "has U+0301.", "to \"SM_ABC\"")]
    [TestCase("/Game/SM_Сrate", "'С' (U+0421)", "asset")]
    [TestCase("/Game//SM_Crate", "folder's name \"\" has no characters", "folder")]
    [TestCase("/Game/abcdé,;:-+=", "'é' (U+00E9), ',' (U+002C), ';' (U+003B), ':' (U+003A), '-' (U+002D) and others", "asset")]
    public void Anything_else_is_an_error_that_names_the_characters(string path, string message, string fix)
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh(path)).Single();
        Assert.That(finding.Message, Does.Contain(message));
        Assert.That(finding.Fix, Does.Contain(fix));
    }

    [Test]
    public void Each_bad_segment_has_its_own_finding() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/A-1/B/C-1/SM-Crate")), Has.Count.EqualTo(3));

    [TestCase("/art/my crate.glb", "\"my crate.glb\" has a space in its name. Unreal makes \"my_crate\" of it", "to \"my_crate\"")]
    [TestCase("P:\\art\\crate.v2.glb", "'.' (U+002E) in its name. Unreal makes \"crate_v2\" of it", "to \"crate_v2\"")]
    [TestCase("crate (1).png", "a space, '(' (U+0028), ')' (U+0029)", "to \"crate_1\"")]
    [TestCase("/art/Ящик.glb", "in its name. Only", "Rename the file (")]
    [TestCase("/art/crate-old", "'-' (U+002D)", "to \"crate_old\"")]
    public void What_the_importer_replaced_is_seen_in_the_source_file_s_name(string source, string message, string fix)
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh(source: source)).Single();
        Assert.That(finding.Message, Does.Contain(message));
        Assert.That(finding.Fix, Does.Contain(fix));
    }

    [TestCase("/art folder/ü/SM_Crate.glb")]
    [TestCase("C:\\Program Files\\SM_Crate.glb")]
    [TestCase("/art/")]
    [TestCase("")]
    [TestCase(".glb")]
    [TestCase("SM_Crate")]
    public void Folders_and_ending_of_the_source_do_not_matter(string source)
    {
        var findings = Given.FindingsOf(Rule, Given.Mesh(source: source));
        Assert.That(findings, source == ".glb" ? Has.Count.EqualTo(1) : Is.Empty);
    }

    [Test]
    public void One_cause_is_told_once_when_the_asset_kept_the_file_s_name() =>
        Assert.That(Given.FindingsOf(Rule, Given.Mesh("/Game/SM-Crate", source: "/art/SM-Crate.glb")), Has.Count.EqualTo(1));

    [Test]
    public void A_long_name_is_shortened_in_the_message()
    {
        var finding = Given.FindingsOf(Rule, Given.Mesh("/Game/" + string.Concat(Enumerable.Repeat("😀", 150)))).Single();
        Assert.That(finding.Message, Has.Length.LessThan(300));
        Assert.That(finding.Message, Does.Contain("…"));
        Assert.That(finding.Message, Does.Not.Contain("\uFFFD"));
    }
}
