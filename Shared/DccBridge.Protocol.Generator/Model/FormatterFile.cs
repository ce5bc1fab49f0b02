using System.Collections.Immutable;
using DccBridge.Protocol.Generator.Emit;
using Microsoft.CodeAnalysis;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>What one declaration leads to: a file, or problems. Holds no symbols, so that unchanged declarations cost nothing.</summary>
internal sealed class FormatterFile : IEquatable<FormatterFile>
{
    private FormatterFile(string name, string folder, string? source, ImmutableArray<Problem> problems)
    {
        Name = name;
        Folder = folder;
        Source = source;
        Problems = new Equatable<Problem>(problems);
    }

    /// <summary>Name of the type, with the types around it ("Outer.Inner").</summary>
    public string Name { get; }

    /// <summary>Last part of the namespace.</summary>
    public string Folder { get; }

    public string? Source { get; }

    public Equatable<Problem> Problems { get; }

    /// <summary>Null when there is nothing to write: abstract bases that are no unions, types whose formatter is written by hand, unions seen a second time.</summary>
    public static FormatterFile? Make(INamedTypeSymbol type, string attribute)
    {
        bool isUnion = Declarations.Has(type, ContractNames.Union);
        if (isUnion != (attribute == ContractNames.Union) || Declarations.ImplementsMessageByHand(type) || (type.IsAbstract && !isUnion))
        {
            return null;
        }

        var problems = ImmutableArray.CreateBuilder<Problem>();
        string? source = isUnion ? Union(type, problems) : Object(type, problems);
        string name = string.Join(".", Declarations.WithContainers(type).Select(level => level.Name));
        return new FormatterFile(name, type.ContainingNamespace.Name, source, problems.ToImmutable());
    }

    public bool Equals(FormatterFile? other) =>
        other is not null && Name == other.Name && Folder == other.Folder && Source == other.Source && Problems.Equals(other.Problems);

    public override bool Equals(object? obj) => Equals(obj as FormatterFile);

    public override int GetHashCode() => unchecked((Name.GetHashCode() * 31) + (Source?.GetHashCode() ?? 0));

    private static string? Object(INamedTypeSymbol type, ImmutableArray<Problem>.Builder problems) =>
        MessageReader.Read(type, problems) is { } message ? ObjectWriter.Write(type, message) : null;

    private static string? Union(INamedTypeSymbol type, ImmutableArray<Problem>.Builder problems) =>
        UnionReader.Read(type, problems) is { } cases ? UnionWriter.Write(type, cases) : null;
}
