using System.Runtime.CompilerServices;
using DccBridge.CustomRules;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Tests.Validation;
using DccBridge.Validation.Custom;

namespace DccBridge.Tests.CustomRules;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RuleAssemblyLoaderTests : IDisposable
{
    private readonly CompiledRules _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Test]
    public void Every_public_rule_of_an_assembly_is_made_in_the_order_of_names()
    {
        var path = _compiled.Compile($$"""
            {{CompiledRules.Rule("Second", "acme.two", members: "public override Severity Severity => Severity.Error; public override bool EnabledByDefault => false; public override IReadOnlyList<ThresholdDefinition> Thresholds => [new() { Name = \"most\", Description = \"Most of it.\", Default = 3, Minimum = 1, Maximum = 9 }];")}}
            {{CompiledRules.Rule("First", "acme.one")}}
            public static class Box { {{CompiledRules.Rule("Inner", "acme.three")}} }
            public abstract class Base : CustomRule { }
            internal abstract class Hidden : CustomRule { }
            """.Replace("\\\"", "\""));
        using var loaded = new RuleAssemblyLoader().Load(path);
        Assert.That(loaded.Problems, Is.Empty);
        Assert.That(loaded.Rules.Select(rule => rule.Id), Is.EqualTo(new[] { "acme.three", "acme.one", "acme.two" }));
        Assert.That(loaded.ContentHash, Does.Match("^[0-9a-f]{64}$"));
        var second = loaded.Rules[2];
        Assert.That((second.Severity, second.EnabledByDefault, second.Thresholds.Single().Name), Is.EqualTo((Severity.Error, false, "most")));
    }

    [Test]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.That(CompiledRules.Refusal(_compiled["none.dll"]).Message, Does.Contain("there is no such file").And.Contain("relative to the folder of the settings file"));

    [Test]
    public void A_folder_is_refused() => Assert.That(CompiledRules.Refusal(Path.GetDirectoryName(_compiled["x"])!).Message, Does.Contain("cannot be read"));

    [TestCase("")]
    [TestCase("MZ, but no more")]
    [TestCase("#!/bin/sh")]
    public void A_file_that_is_no_assembly_is_refused(string content)
    {
        File.WriteAllText(_compiled["a.dll"], content);
        Assert.That(CompiledRules.Refusal(_compiled["a.dll"]).Message, Does.StartWith("it is no .NET assembly, or it is damaged"));
    }

    [Test]
    public void A_native_library_is_refused()
    {
        var native = Directory.EnumerateFiles(RuntimeFolder).First(file => Path.GetFileName(file) is "libcoreclr.so" or "libcoreclr.dylib" or "coreclr.dll");
        Assert.That(CompiledRules.Refusal(native).Message, Does.StartWith("it is no .NET assembly"));
    }

    [Test]
    public void Any_damage_to_an_assembly_is_a_refusal_or_none()
    {
        var good = File.ReadAllBytes(_compiled.Compile(CompiledRules.Rule("First", "acme.one")));
        var random = new Random(4);
        for (var round = 0; round < 150; round++)
        {
            var bytes = good.ToArray();
            for (var damage = random.Next(1, 8); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_compiled["damaged.dll"], bytes[..random.Next(bytes.Length / 2, bytes.Length)]);
            try
            {
                new RuleAssemblyLoader().Load(_compiled["damaged.dll"]).Dispose();
            }
            catch (CustomRuleException exception)
            {
                Assert.That(exception.Message, Is.Not.Empty);
            }
        }
    }

    [Test]
    public void A_large_file_is_refused_before_it_is_read() => Assert.That(
        CompiledRules.Refusal(_compiled.Compile(CompiledRules.Rule("First", "acme.one")), new CustomRuleLimits { MaxFileBytes = 1024 }).Message,
        Does.Contain("is larger than"));

    [Test]
    public void An_assembly_without_the_mark_is_refused() =>
        Assert.That(CompiledRules.Refusal(_compiled.Compile(CompiledRules.Rule("First", "acme.one"), mark: "")).Message, Does.Contain("not marked").And.Contain("[assembly: CustomRules(CustomRulesAttribute.CurrentVersion)]"));

    [TestCase("[assembly: CustomRules(2)]", "it was built for version 2 of the rule API. Build it again against this version of DccBridge")]
    [TestCase("[assembly: CustomRules(0)]", "it was built for version 0 of the rule API")]
    public void An_assembly_for_another_version_of_the_API_is_refused(string mark, string text) =>
        Assert.That(CompiledRules.Refusal(_compiled.Compile(CompiledRules.Rule("First", "acme.one"), mark: mark)).Message, Does.StartWith(text));

    [Test]
    public void An_assembly_that_was_compiled_against_another_DccBridge_is_refused()
    {
        // A part of DccBridge that this version does not have.
        var other = _compiled.Compile("namespace DccBridge.Validation.Custom { public abstract class CustomRule2 { public abstract int New { get; } } }", "DccBridge.Newer.dll", mark: "");
        var path = _compiled.Compile("public sealed class Mine : DccBridge.Validation.Custom.CustomRule2 { public override int New => 1; }\n" + CompiledRules.Rule("First", "acme.one"), references: other);
        Assert.That(CompiledRules.Refusal(path).Message, Does.Contain("some of its classes cannot be loaded").And.Contain("DccBridge.Newer"));
    }

    [Test]
    public void An_assembly_without_rules_is_refused() =>
        Assert.That(CompiledRules.Refusal(_compiled.Compile("public sealed class Nothing { }")).Message, Does.StartWith("it has no rules: no public class that derives from CustomRule"));

    [TestCase("public Bad() => throw new InvalidOperationException(\"x\");", "making it failed with InvalidOperationException")]
    [TestCase("public override Severity Severity => throw new NotSupportedException();", "making it failed with NotSupportedException")]
    [TestCase("static Bad() => throw new ArgumentException();", "making it failed with TypeInitializationException")]
    [TestCase("public Bad(int x) { }", "it has no public constructor without parameters")]
    public void A_rule_that_cannot_be_made_is_left_out_and_the_others_are_used(string member, string text)
    {
        using var loaded = new RuleAssemblyLoader().Load(_compiled.Compile(CompiledRules.Rule("Bad", "acme.bad", members: member) + CompiledRules.Rule("Good", "acme.good")));
        Assert.That(loaded.Rules.Select(rule => rule.Id), Is.EqualTo(new[] { "acme.good" }));
        Assert.That(loaded.Problems.Single(), Does.Contain("the rule Bad is left out: " + text));
    }

    [Test]
    public void A_constructor_that_does_not_come_back_is_not_waited_for() => Assert.That(
        CompiledRules.Refusal(
            _compiled.Compile(CompiledRules.Rule("Slow", "acme.slow", members: "public Slow() => Thread.Sleep(Timeout.Infinite);")),
            new CustomRuleLimits { LoadTime = TimeSpan.FromMilliseconds(50) }).Message,
        Does.StartWith("it was not loaded within"));

    [Test]
    public void What_an_assembly_needs_is_looked_for_beside_it()
    {
        var library = _compiled.Compile("namespace Acme { public static class Words { public static string Message => \"from beside\"; } }", "Acme.Words.dll", mark: "");
        using var loaded = new RuleAssemblyLoader().Load(_compiled.Compile(CompiledRules.Rule("First", "acme.one", "report.Report(Acme.Words.Message, \"f\");"), references: library));
        var report = new CustomRuleReport(_ => 0);
        loaded.Rules[0].Judge(Given.Mesh(), report);
        Assert.That(report.Findings.Single().Message, Is.EqualTo("from beside"));
    }

    [Test]
    public void An_assembly_can_be_built_again_while_its_rules_are_in_use()
    {
        var path = _compiled.Compile(CompiledRules.Rule("First", "acme.one"));
        using var before = new RuleAssemblyLoader().Load(path);
        _compiled.Compile(CompiledRules.Rule("First", "acme.two"));
        using var after = new RuleAssemblyLoader().Load(path);
        Assert.That((before.Rules[0].Id, after.Rules[0].Id), Is.EqualTo(("acme.one", "acme.two")));
        Assert.That(after.ContentHash, Is.Not.EqualTo(before.ContentHash));
    }

    [Test]
    public void An_assembly_is_let_go_when_its_rules_are_disposed()
    {
        var context = LoadJudgeAndDispose(_compiled.Compile(CompiledRules.Rule("First", "acme.one")));
        for (var i = 0; context.IsAlive && i < 50; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(context.IsAlive, Is.False);
    }

    private static string RuntimeFolder => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadJudgeAndDispose(string path)
    {
        using var loaded = new RuleAssemblyLoader().Load(path);
        loaded.Rules[0].Judge(Given.Mesh(), new CustomRuleReport(_ => 0));
        return new WeakReference(System.Runtime.Loader.AssemblyLoadContext.All.Last(context => context.Name == "Rules of StudioRules.dll"));
    }
}
