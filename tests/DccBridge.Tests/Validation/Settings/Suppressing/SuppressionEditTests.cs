using System.Text;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Suppressing;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.Validation.Settings.Suppressing;

[TestFixture]
public sealed class SuppressionEditTests
{
    private const string Entry = "{ \"rule\": \"tex.pow2\", \"path\": \"/Game/A\", \"reason\": \"r\", \"expires\": null }";

    private static readonly Suppression New = new() { Rule = "tex.srgb", Path = "/Game/B", Reason = "Said \"so\" – Ящик", Expires = new DateOnly(2030, 1, 2) };

    private const string NewEntry = "{ \"rule\": \"tex.srgb\", \"path\": \"/Game/B\", \"reason\": \"Said \\\"so\\\" – Ящик\", \"expires\": \"2030-01-02\" }";

    // Files in all the shapes that people write.
    private static readonly string[] Files =
    [
        "{}",
        "{ }",
        "{\n}\n",
        "// first\n{ // open\n} // last\n",
        "{ \"preset\": \"allar\" }",
        "{\n  \"preset\": \"allar\"\n}\n",
        "{\n  \"preset\": \"allar\", // ours\n}\n",
        "{\r\n\t\"preset\": \"allar\" /* ours */\r\n}\r\n",
        "{\n  \"suppressions\": []\n}\n",
        "{\n  \"suppressions\": [ /* none */ ],\n  \"preset\": \"epic\",\n}\n",
        "{\n  \"suppressions\": [\n    // none yet\n  ]\n}\n",
        "{ \"suppressions\": [" + Entry + "] }",
        "{ \"suppressions\": [ " + Entry + ", ], \"rules\": {} }",
        "{\n  \"suppressions\": [\n    " + Entry + " // why\n  ]\n}",
        "{\n  \"suppressions\": [\n    " + Entry + ", // why\n  ],\n}\n",
        "{\n  \"suppressions\": [\n    " + Entry + " /* a, b ] */ ,\n    // end\n  ],\n}\n",
        "{\n    \"rules\": {},\n    \"suppressions\": [\n        {\n            \"rule\": \"tex.pow2\",\n            \"path\": \"/Game/A\",\n            \"reason\": \"r\",\n            \"expires\": null\n        }\n    ]\n}\n",
        "\uFEFF{\n  \"suppressions\": [" + Entry + "]\n}\n",
    ];

    [TestCaseSource(nameof(Files))]
    public void A_suppression_is_added_to_any_file_and_all_else_is_as_it_was(string file)
    {
        var before = Bytes(file);
        var after = SuppressionEdit.Put(before, New);
        Assert.That(Read(after).Suppressions, Is.EqualTo(Read(before).Suppressions.Append(New)), Text(after));
        Assert.That(Subsequence(file, Text(after)), Is.True, "not a character is lost or moved:\n" + Text(after));
    }

    [TestCaseSource(nameof(Files))]
    public void What_was_added_can_be_taken_away_again(string file)
    {
        var before = Bytes(file);
        var after = SuppressionEdit.Remove(SuppressionEdit.Put(before, New), New.Rule, "/game/b");
        Assert.That(Read(after).Suppressions, Is.EqualTo(Read(before).Suppressions));
        if (Read(before).Suppressions.Count > 0)
        {
            Assert.That(Text(after), Is.EqualTo(file));
        }
    }

    [TestCaseSource(nameof(Files))]
    public void Adding_twice_changes_nothing_the_second_time(string file)
    {
        var once = SuppressionEdit.Put(Bytes(file), New);
        Assert.That(SuppressionEdit.Put(once, New), Is.SameAs(once));
        Assert.That(SuppressionEdit.Remove(Bytes(file), "mesh.uv0", "/Game/A"), Is.EqualTo(Bytes(file)));
    }

    [Test]
    public void A_file_that_does_not_exist_is_laid_out_over_lines() => Assert.That(Text(SuppressionEdit.Put([], New)), Is.EqualTo("""
        {
          "suppressions": [
            {
              "rule": "tex.srgb",
              "path": "/Game/B",
              "reason": "Said \"so\" – Ящик",
              "expires": "2030-01-02"
            }
          ]
        }

        """.ReplaceLineEndings("\n")));

    [Test]
    public void A_new_entry_is_laid_out_as_the_one_before_it()
    {
        Assert.That(Text(SuppressionEdit.Put(Bytes(Files[13]), New)), Is.EqualTo("{\n  \"suppressions\": [\n    " + Entry + ", // why\n    " + NewEntry + "\n  ]\n}"));
        Assert.That(Text(SuppressionEdit.Put(Bytes(Files[14]), New)), Is.EqualTo("{\n  \"suppressions\": [\n    " + Entry + ", // why\n    " + NewEntry + ",\n  ],\n}\n"));
        Assert.That(Text(SuppressionEdit.Put(Bytes(Files[11]), New)), Is.EqualTo("{ \"suppressions\": [" + Entry + ", " + NewEntry + "] }"));
        Assert.That(Text(SuppressionEdit.Put(Bytes(Files[16]), New)), Does.EndWith("        },\n        {\n            \"rule\": \"tex.srgb\",\n            \"path\": \"/Game/B\",\n            \"reason\": \"Said \\\"so\\\" – Ящик\",\n            \"expires\": \"2030-01-02\"\n        }\n    ]\n}\n"));
        Assert.That(Text(SuppressionEdit.Put(Bytes(Files[7]), New)), Does.StartWith("{\r\n\t\"preset\": \"allar\", /* ours */\r\n\t\"suppressions\": [\r\n\t\t{\r\n\t\t\t\"rule\""));
    }

    [Test]
    public void Another_reason_or_date_changes_only_these_values()
    {
        var file = "{ \"suppressions\": [ { /* a */ \"expires\" : null /* b */, \"rule\": \"tex.pow2\", \"reason\":\"old\", \"path\": \"/game/a\" } ] }";
        var after = SuppressionEdit.Put(Bytes(file), new Suppression { Rule = "tex.pow2", Path = "/Game/A", Reason = "new", Expires = new DateOnly(2027, 1, 1) });
        Assert.That(Text(after), Is.EqualTo("{ \"suppressions\": [ { /* a */ \"expires\" : \"2027-01-01\" /* b */, \"rule\": \"tex.pow2\", \"reason\":\"new\", \"path\": \"/game/a\" } ] }"));
        var written = Bytes("{ \"suppressions\": [ { \"rule\": \"tex.pow2\", \"path\": \"/Game/A\", \"reason\": \"\\u0072\", \"expires\": null } ] }");
        Assert.That(SuppressionEdit.Put(written, new Suppression { Rule = "tex.pow2", Path = "/Game/A", Reason = "r", Expires = null }), Is.SameAs(written), "what means the same stays as it is written");
    }

    [Test]
    public void Taking_away_takes_every_entry_of_that_rule_and_path_and_leaves_comments()
    {
        var file = "{\n  \"suppressions\": [\n    // kept\n    " + Entry + ",\n    { \"rule\": \"mesh.uv0\", \"path\": \"/Game/A\", \"reason\": \"r\", \"expires\": null },\n    " + Entry + "\n  ]\n}\n";
        Assert.That(
            Text(SuppressionEdit.Remove(Bytes(file), "tex.pow2", "/Game/A")),
            Is.EqualTo("{\n  \"suppressions\": [\n    // kept\n    { \"rule\": \"mesh.uv0\", \"path\": \"/Game/A\", \"reason\": \"r\", \"expires\": null }\n  ]\n}\n"));
    }

    [Test]
    public void Any_sequence_of_edits_leaves_a_file_that_says_what_was_asked_for() => Prop.ForAll(
        Gen.Elements(Files).ToArbitrary(),
        (from rule in Gen.Elements("tex.pow2", "tex.srgb", "mesh.uv0")
         from path in Gen.Elements("/Game/A", "/Game/B", "/Game/C/D")
         from reason in Gen.Elements("r", "another \"reason\"", "\\ // /* , ] }", "Ящик 😀")
         from days in Gen.Choose(0, 3)
         from remove in Gen.Elements(true, false)
         select (Suppression: new Suppression { Rule = rule, Path = path, Reason = reason, Expires = days == 0 ? null : new DateOnly(2030, 1, days) }, Remove: remove)).ListOf().ToArbitrary(),
        (file, edits) =>
        {
            var content = Bytes(file);
            var expected = Read(content).Suppressions.ToList();
            foreach (var (suppression, remove) in edits)
            {
                var at = expected.FindIndex(known => known.Rule == suppression.Rule && known.Path == suppression.Path);
                content = remove ? SuppressionEdit.Remove(content, suppression.Rule, suppression.Path) : SuppressionEdit.Put(content, suppression);
                if (at >= 0 && remove)
                {
                    expected.RemoveAt(at);
                }
                else if (!remove && at >= 0)
                {
                    expected[at] = suppression;
                }
                else if (!remove)
                {
                    expected.Add(suppression);
                }
            }

            Assert.That(Read(content).Suppressions, Is.EqualTo(expected), Text(content));
            Assert.That(Read(content).Preset, Is.EqualTo(Read(Bytes(file)).Preset));
            Assert.That(Comments(Text(content)), Is.EqualTo(Comments(file)), Text(content));
        }).QuickCheckThrowOnFailure();

    private static int Comments(string text) => new[] { "first", "open", "last", "ours", "none", "why", "a, b ]", "end" }.Count(text.Contains);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static ValidationSettings Read(byte[] bytes) => ValidationSettingsFile.Parse(bytes);

    private static bool Subsequence(string part, string whole)
    {
        var at = 0;
        foreach (var c in whole)
        {
            at += at < part.Length && part[at] == c ? 1 : 0;
        }

        return at == part.Length;
    }
}
