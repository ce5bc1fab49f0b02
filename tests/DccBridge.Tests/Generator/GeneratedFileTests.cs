using DccBridge.Protocol.Generator;
using Microsoft.CodeAnalysis;

namespace DccBridge.Tests.Generator;

[TestFixture]
public sealed class GeneratedFileTests
{
    private const string Sample = """
        public enum E : ulong { A }
        [MessagePackObject] public partial record struct P([property: Key(0)] int X);
        [MessagePackObject] public partial class Base { [Key(0)] public string? Name { get; set; } [Key(9)] public virtual int V { get; set; } }
        [MessagePackObject] public sealed partial class Derived : Base { public Derived(int ignored) { } [Key(1)] public required E E { get; init; } [Key(9)] public override int V { get; set; } }
        [MessagePackObject] public partial struct S { public S() { } [Key(0)] public int A = 3; [Key(1)] public P? P { get; init; } }
        public partial class Outer { internal partial interface Inner { [MessagePackObject] internal sealed partial record Deep([property: Key(0)] Dictionary<E, List<P?>?> Map, [property: Key(1)] byte[]?[] Blobs); } }
        """;

    [Test]
    public void Generated_files_compile_without_warnings()
    {
        CompilerRun run = CompilerRun.Over(Sample);

        Assert.That(run.Problems, Is.Empty);
        Assert.That(run.CompilerMessages, Is.Empty);
    }

    [Test]
    public void There_is_one_file_per_type_named_after_it() =>
        Assert.That(CompilerRun.Over(Sample).Files.Select(file => file.HintName), Is.EquivalentTo(new[] { "P.g.cs", "Base.g.cs", "Derived.g.cs", "S.g.cs", "Outer.Inner.Deep.g.cs" }));

    [Test]
    public void Types_of_one_name_are_told_apart_by_their_folder()
    {
        CompilerRun run = CompilerRun.Over("[MessagePackObject] public partial record M;")
            .AfterAdding("namespace Given.Shed { [MessagePack.MessagePackObject] public partial record M; }");

        Assert.That(run.Files.Select(file => file.HintName), Is.EquivalentTo(new[] { "Room.M.g.cs", "Shed.M.g.cs" }));
    }

    [Test]
    public void Files_end_lines_with_a_line_feed_and_have_no_byte_order_mark()
    {
        foreach (GeneratedSourceResult file in CompilerRun.Over(Sample).Files)
        {
            Assert.That(file.SourceText.ToString(), Does.Not.Contain("\r").And.EndsWith("}\n"));
            Assert.That(file.SourceText.Encoding!.GetPreamble(), Is.Empty);
        }
    }

    [Test]
    public void The_same_declarations_give_the_same_files()
    {
        CompilerRun first = CompilerRun.Over(Sample);
        CompilerRun second = CompilerRun.Over(Sample);

        Assert.That(Texts(second), Is.EqualTo(Texts(first)));
    }

    [Test]
    public void A_change_elsewhere_makes_no_new_files()
    {
        CompilerRun run = CompilerRun.Over(Sample).AfterAdding("namespace Given.Elsewhere { public class Unrelated; }");

        Assert.That(run.Result.TrackedSteps[FormatterGenerator.FilesStep].SelectMany(step => step.Outputs).Select(output => output.Reason),
            Is.All.EqualTo(IncrementalStepRunReason.Unchanged).Or.EqualTo(IncrementalStepRunReason.Cached));
        Assert.That(run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason),
            Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void A_formatter_written_by_hand_is_left_alone()
    {
        CompilerRun run = CompilerRun.Over("""
            [MessagePackObject] public sealed partial record Own : DccBridge.Protocol.Serialization.IMessage<Own>
            {
                public static void Write(ref MessagePackWriter writer, in Own value) => writer.WriteNil();
                public static Own Read(ref MessagePackReader reader) { reader.Skip(); return new Own(); }
            }
            [MessagePackObject] public sealed partial record User { [Key(0)] public Own? Own { get; init; } }
            """);

        Assert.That(run.Files.Select(file => file.HintName), Is.EqualTo(new[] { "User.g.cs" }));
        Assert.That(run.CompilerMessages, Is.Empty);
    }

    [Test]
    public void An_abstract_base_that_is_no_union_lends_its_members_only()
    {
        CompilerRun run = CompilerRun.Over("""
            [MessagePackObject] public abstract partial record Base { [Key(0)] public required string Name { get; init; } }
            [MessagePackObject] public sealed partial record Derived : Base { [Key(1)] public int Size { get; init; } }
            """);

        Assert.That(run.Files.Select(file => file.HintName), Is.EqualTo(new[] { "Derived.g.cs" }));
        Assert.That(run.CompilerMessages, Is.Empty);
        Assert.That(run.Files[0].SourceText.ToString(), Does.Contain("Name = BoundedReader.ReadString").And.Contain("if (count < 1)"));
    }

    private static IEnumerable<string> Texts(CompilerRun run) => run.Files.Select(file => file.HintName + "\n" + file.SourceText);
}
