using System.Collections.Immutable;
using System.Text;
using DccBridge.Protocol.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DccBridge.Protocol.Generator;

/// <summary>Writes the formatter of every type that carries [MessagePackObject] or [Union], one file per type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FormatterGenerator : IIncrementalGenerator
{
    internal const string FilesStep = "Files";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<FormatterFile> objects = Files(context, ContractNames.MessagePackObject);
        IncrementalValuesProvider<FormatterFile> unions = Files(context, ContractNames.Union);
        IncrementalValueProvider<Equatable<string>> sharedNames = objects.Collect().Combine(unions.Collect())
            .Select(static (all, _) => SharedNames(all.Left.AddRange(all.Right)));

        context.RegisterSourceOutput(objects.Combine(sharedNames), static (output, file) => Add(output, file.Left, file.Right));
        context.RegisterSourceOutput(unions.Combine(sharedNames), static (output, file) => Add(output, file.Left, file.Right));
    }

    // A type with both attributes is written once: as the union that it is.
    private static IncrementalValuesProvider<FormatterFile> Files(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (match, _) => FormatterFile.Make((INamedTypeSymbol)match.TargetSymbol, attribute))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(FilesStep);

    private static Equatable<string> SharedNames(ImmutableArray<FormatterFile> files) =>
        new(files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key).OrderBy(name => name, StringComparer.Ordinal).ToImmutableArray());

    private static void Add(SourceProductionContext output, FormatterFile file, Equatable<string> sharedNames)
    {
        foreach (Problem problem in file.Problems.Items)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        if (file.Source is not null)
        {
            // Two types of one name (file systems may not see its case): the folder tells them apart.
            string name = sharedNames.Items.Contains(file.Name, StringComparer.OrdinalIgnoreCase) ? file.Folder + "." + file.Name : file.Name;
            output.AddSource(name + ".g.cs", SourceText.From(file.Source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        }
    }
}
