using System.Reflection;
using DccBridge.Protocol.Generator;
using Microsoft.CodeAnalysis;

namespace DccBridge.Tests.Generator;

/// <summary>The list of diagnostics as a whole, and the mistakes that only a union or a constructor can make.</summary>
[TestFixture]
public sealed class DiagnosticListTests
{
    [Test]
    public void Every_diagnostic_is_an_error_with_an_id_of_its_own_that_the_readme_explains()
    {
        DiagnosticDescriptor[] all = [.. typeof(Diagnostics).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DiagnosticDescriptor)field.GetValue(null)!)];
        string readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "Shared", "DccBridge.Protocol.Generator", "README.md"));

        Assert.That(all.Select(one => one.Id), Is.EquivalentTo(Enumerable.Range(1, all.Length).Select(number => $"DCCB{number:000}")));
        Assert.That(all.Select(one => one.DefaultSeverity), Is.All.EqualTo(DiagnosticSeverity.Error));
        Assert.That(all.Where(one => !readme.Contains($"| {one.Id} |", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("DCCB009", "[MessagePackObject] public partial class M(int a) { [IgnoreMember] public int B => a; }", "parameter 'a' of the primary constructor of 'Given.Room.M'")]
    [TestCase("DCCB007", "[MessagePackObject] public ref partial struct M;", "'Given.Room.M' cannot be a message")]
    [TestCase("DCCB007", "[Union(0, typeof(A))] public partial class M; [MessagePackObject] public partial class A : M;", "only an interface, or an abstract record or class")]
    [TestCase("DCCB006", "[Union(0, typeof(A))] public abstract partial record M; public record A : M;", "'Given.Room.A' is no message")]
    [TestCase("DCCB006", "[Union(0, typeof(M))] [MessagePackObject] public abstract partial record M;", "'Given.Room.M' does not derive from it")]
    public void A_wrong_type_is_reported(string id, string source, string text)
    {
        Diagnostic problem = CompilerRun.Over(source).Problems.First();

        Assert.That(problem.Id, Is.EqualTo(id));
        Assert.That(problem.GetMessage(null), Does.Contain(text));
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
