namespace DccBridge.Tests.Generator;

[TestFixture]
public sealed class DiagnosticTests
{
    private static string Only(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.That(run.Reports, Has.Count.EqualTo(1));
        return run.Reports[0];
    }

    [Test]
    public void A_key_that_is_used_twice_names_both_members() =>
        Assert.That(
            Only("[MessagePackObject] public partial record M { [Key(3)] public int A { get; init; } [Key(3)] public int B { get; init; } }"),
            Is.EqualTo("DCCB001 Key 3 of 'M.B' is used by 'A' already; give each member its own key"));

    [TestCase("-1")]
    [TestCase("256")]
    [TestCase("\"name\"")]
    public void A_key_that_is_no_small_number_is_refused(string key) =>
        Assert.That(Only($"[MessagePackObject] public partial record M {{ [Key({key})] public int A {{ get; init; }} }}"), Is.EqualTo("DCCB002 The key of 'M.A' must be an integer from 0 to 255"));

    [TestCase("object")]
    [TestCase("System.Uri?")]
    [TestCase("int[,]")]
    [TestCase("HashSet<int>")]
    [TestCase("Dictionary<double, int>")]
    [TestCase("List<object>")]
    [TestCase("Open")]
    public void A_type_that_has_no_layout_is_refused(string type) =>
        Assert.That(
            Only($"[MessagePackObject] public abstract partial record Open; [MessagePackObject] public partial record M {{ [Key(0)] public {type} A {{ get; init; }} = default!; }}"),
            Does.StartWith("DCCB003 'M.A' has the type '"));

    [TestCase("[MessagePackObject] public record M { [Key(0)] public int A { get; init; } }", "'M'")]
    [TestCase("public static class Outer { [MessagePackObject] public partial record M { [Key(0)] public int A { get; init; } } }", "'Outer'")]
    public void A_type_that_is_not_partial_is_named(string source, string named) => Assert.That(Only(source), Does.StartWith($"DCCB004 {named} must be declared partial"));

    [TestCase("public int A { get; init; }")]
    [TestCase("public int A;")]
    public void A_public_member_needs_a_key_or_a_word_that_it_has_none(string member) =>
        Assert.That(Only($"[MessagePackObject] public partial record M {{ {member} }}"), Is.EqualTo("DCCB005 'M.A' has neither [Key] nor [IgnoreMember]; give it one of them"));

    [TestCase("[Union(0, typeof(A)), Union(0, typeof(B))]", "Union case 0 of 'U' is wrong: its key is used twice")]
    [TestCase("[Union(0, typeof(A)), Union(1, typeof(A))]", "Union case 1 of 'U' is wrong: its type is listed twice")]
    [TestCase("[Union(0, typeof(Stranger))]", "Union case 0 of 'U' is wrong: 'Stranger' does not derive from it")]
    public void A_wrong_union_case_says_what_is_wrong(string attributes, string text) =>
        Assert.That(
            Only($"{attributes} public abstract partial record U; [MessagePackObject] public partial record A : U; [MessagePackObject] public partial record B : U; [MessagePackObject] public partial record Stranger;"),
            Is.EqualTo("DCCB006 " + text));

    [TestCase("[MessagePackObject] public partial record M<T> { [Key(0)] public int A { get; init; } }", "generic")]
    [TestCase("public partial class Outer<T> { [MessagePackObject] public partial record M { [Key(0)] public int A { get; init; } } }", "generic")]
    [TestCase("[MessagePackObject(true)] public partial record M { public int A { get; init; } }", "keyAsPropertyName")]
    public void A_type_that_cannot_be_a_message_says_why(string source, string reason) => Assert.That(Only(source), Does.StartWith("DCCB007 ").And.Contain(reason));

    [TestCase("[MessagePackObject] public partial record M { [Key(0)] public int A => 3; }")]
    [TestCase("[MessagePackObject] public partial class M : Base; public class Base { [Key(0)] public int A { get; } }")]
    [TestCase("[MessagePackObject] public partial class M : Base; public class Base { [Key(0)] public int A { get; private set; } }")]
    public void A_member_that_cannot_be_set_is_named(string source) => Assert.That(Only(source), Does.StartWith("DCCB008 ").And.Contain(".A' cannot be set"));

    [Test]
    public void What_is_wrong_points_at_its_line()
    {
        GeneratorRun run = GeneratorRun.Of("[MessagePackObject] public partial record M\n{\n    [Key(0)] public int A { get; init; }\n    public int B { get; init; }\n}");
        Assert.That(run.Result.Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line, Is.EqualTo(8), "five lines of usings come first");
    }

    [Test]
    public void One_wrong_message_does_not_keep_the_others_from_their_formatters()
    {
        GeneratorRun run = GeneratorRun.Of("[MessagePackObject] public partial record Wrong { public int A { get; init; } } [MessagePackObject] public partial record Right { [Key(0)] public int A { get; init; } }");
        Assert.That(run.Result.GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath)), Is.EqualTo(new[] { "Right.g.cs" }));
    }
}
