using System.Collections.Immutable;
using DccBridge.Protocol.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DccBridge.Tests.Generator;

/// <summary>The generator run over source text, as the compiler would.</summary>
internal sealed class CompilerRun
{
    private static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
    private readonly GeneratorDriver _driver;
    private readonly Compilation _compilation;

    private CompilerRun(GeneratorDriver driver, Compilation input)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out _compilation, out ImmutableArray<Diagnostic> problems);
        Problems = problems;
        Input = input;
    }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Problems { get; }

    /// <summary>Errors and warnings of the compiler, generated files included.</summary>
    public IEnumerable<Diagnostic> CompilerMessages => _compilation.GetDiagnostics().Where(message => message.Severity >= DiagnosticSeverity.Warning);

    public ImmutableArray<GeneratedSourceResult> Files => Result.GeneratedSources;

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    private Compilation Input { get; }

    /// <summary>Runs over <paramref name="declarations"/>, which stand in the namespace Given.Room with the usual usings.</summary>
    public static CompilerRun Over(string declarations)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FormatterGenerator().AsSourceGenerator()], parseOptions: Parse, driverOptions: options);
        Compilation input = CSharpCompilation.Create(
            "Given",
            [CSharpSyntaxTree.ParseText("using System; using System.Collections.Generic; using MessagePack; namespace Given.Room;\n" + declarations, Parse, "Given.cs")],
            References(),
            CompilerOptions.Library);
        return new CompilerRun(driver, input);
    }

    /// <summary>Runs again after another file was added.</summary>
    public CompilerRun AfterAdding(string source) => new(_driver, Input.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Parse, "Added.cs")));

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
}
