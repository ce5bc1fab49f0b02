using DccBridge.CustomRules;
using DccBridge.Tests.Generator;
using DccBridge.Tests.Server.Fakes;
using DccBridge.Validation.Custom;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DccBridge.Tests.CustomRules;

/// <summary>Assemblies of a studio that does not exist, compiled from source in the test.</summary>
internal sealed class CompiledRules : IDisposable
{
    private static readonly MetadataReference[] Loaded =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly TemporaryFolder _folder = new();

    public string this[string name] => _folder[name];

    /// <summary>The line that marks an assembly with rules.</summary>
    public const string Mark = "[assembly: CustomRules(CustomRulesAttribute.CurrentVersion)]";

    /// <summary>Source of a rule that reports every asset, its members changed by <paramref name="members"/>.</summary>
    /// <param name="name">Name of the class.</param>
    /// <param name="id">Its id.</param>
    /// <param name="judge">The body of Judge.</param>
    /// <param name="members">More members.</param>
    public static string Rule(string name, string id, string judge = "report.Report(\"m\", \"f\");", string members = "") => $$"""
        public sealed class {{name}} : CustomRule
        {
            public override string Id => "{{id}}";
            public override string Description => "A rule of the studio.";
            public override string Remedy => "Mend it.";
            {{members}}
            public override void Judge(AssetRecord asset, CustomRuleReport report) { {{judge}} }
        }
        """;

    /// <summary>Compiles source into a file of the folder; the usings that rules need are there.</summary>
    public string Compile(string source, string file = "StudioRules.dll", string mark = Mark, params string[] references)
    {
        var text = $"""
            using System; using System.Collections.Generic; using System.Threading;
            using DccBridge.Protocol.Contracts.Assets; using DccBridge.Protocol.Contracts.Validation; using DccBridge.Validation; using DccBridge.Validation.Custom;
            {mark}
            {source}
            """;
        var all = Loaded.Concat(references.Select(path => MetadataReference.CreateFromFile(path)));
        var compilation = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(file), [CSharpSyntaxTree.ParseText(text)], all, CompilerOptions.Library);
        using (var output = File.Create(_folder[file]))
        {
            var result = compilation.Emit(output);
            Assert.That(result.Diagnostics.Where(message => message.Severity == DiagnosticSeverity.Error), Is.Empty);
        }

        return _folder[file];
    }

    /// <summary>Loads an assembly that must be refused; the result is why.</summary>
    public static CustomRuleException Refusal(string path, CustomRuleLimits? limits = null) =>
        Assert.Throws<CustomRuleException>(() => new RuleAssemblyLoader(limits).Load(path).Dispose())!;

    public void Dispose() => _folder.Dispose();
}
