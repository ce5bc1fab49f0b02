using System.Collections.Immutable;
using DccBridge.Protocol.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DccBridge.Tests.Generator;

/// <summary>The generator, run over a text of C# that may use Protocol.</summary>
internal sealed class GeneratorRun
{
    private const string Usings = "#nullable enable\nusing System;\nusing System.Collections.Generic;\nusing DccBridge.Protocol.Serialization;\nusing MessagePack;\n";

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];

    private GeneratorRun(Compilation compilation, GeneratorDriverRunResult result)
    {
        Compilation = compilation;
        Result = result;
    }

    /// <summary>The source with what was generated.</summary>
    public Compilation Compilation { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>What the generator reports, as "DCCB001 text".</summary>
    public IReadOnlyList<string> Reports => [.. Result.Diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}")];

    /// <summary>What the compiler has to say about the source and the generated code: errors, and warnings as strict as the product's own build.</summary>
    public IReadOnlyList<string> CompilerComplaints =>
        [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString())];

    public static GeneratorRun Of(string source)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Declared",
            [CSharpSyntaxTree.ParseText(Usings + source, parse)],
            References,
            CompilerOptions.Library);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FormatterGenerator().AsSourceGenerator()], parseOptions: parse);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        return new(updated, driver.GetRunResult());
    }
}
