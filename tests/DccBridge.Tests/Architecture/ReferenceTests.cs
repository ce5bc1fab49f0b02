namespace DccBridge.Tests.Architecture;

/// <summary>Who may reference whom: Plugin -> Shared &lt;- Companion. Read from the built assemblies.</summary>
[TestFixture]
public sealed class ReferenceTests
{
    [TestCaseSource(typeof(Product), nameof(Product.Shared))]
    public void Shared_knows_neither_side(string assembly) => Assert.That(Product.References(assembly).Intersect([.. Product.Plugin, .. Product.Companion]), Is.Empty);

    [TestCaseSource(typeof(Product), nameof(Product.Plugin))]
    public void The_plugin_does_not_know_the_companion(string assembly) => Assert.That(Product.References(assembly).Intersect(Product.Companion), Is.Empty);

    [TestCaseSource(typeof(Product), nameof(Product.Companion))]
    public void The_companion_does_not_know_the_plugin(string assembly) => Assert.That(Product.References(assembly).Intersect(Product.Plugin), Is.Empty);

    [TestCaseSource(typeof(Product), nameof(Product.LoadedByUnreal))]
    public void What_Unreal_loads_needs_nothing_else(string assembly) => Assert.That(Product.References(assembly), Is.SubsetOf(Product.LoadedByUnreal));

    [TestCaseSource(typeof(Product), nameof(Product.Assemblies))]
    public void Only_programs_use_packages(string assembly)
    {
        if (!Product.Executables.Contains(assembly))
        {
            Assert.That(Product.References(assembly), Is.SubsetOf(Product.Assemblies));
        }
    }

    [TestCaseSource(typeof(Product), nameof(Product.Assemblies))]
    public void Nobody_references_UnrealSharp(string assembly) =>
        Assert.That(Product.References(assembly).Where(name => name.StartsWith("UnrealSharp", StringComparison.OrdinalIgnoreCase)), Is.Empty);

    [Test]
    public void The_tray_knows_nobody() => Assert.That(Product.References("DccBridge.Tray"), Is.Empty, "It shows what it is told, whoever tells it.");

    [Test]
    public void The_protocol_references_no_other_assembly_of_ours() => Assert.That(Product.References("DccBridge.Protocol"), Is.Empty);
}
