using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>Questions about declared types.</summary>
internal static class Declarations
{
    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    public static bool Has(ISymbol symbol, string attribute) => Attribute(symbol, attribute) is not null;

    /// <summary>The type after the types around it, outermost first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> WithContainers(INamedTypeSymbol type)
    {
        var levels = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            levels.Insert(0, level);
        }

        return levels;
    }

    /// <summary>The type after its base classes, object left out.</summary>
    public static IReadOnlyList<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        var levels = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? level = type; level is not null && level.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); level = level.BaseType)
        {
            levels.Insert(0, level);
        }

        return levels;
    }

    public static bool IsMessageInterface(INamedTypeSymbol candidate, ITypeSymbol type) =>
        candidate.OriginalDefinition.ToDisplayString() == ContractNames.Message && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type);

    public static bool ImplementsMessageByHand(INamedTypeSymbol type) => type.Interfaces.Any(candidate => IsMessageInterface(candidate, type));

    /// <summary>Whether members can be added to the type; reports the level that prevents it.</summary>
    public static bool CheckPartial(INamedTypeSymbol type, ImmutableArray<Problem>.Builder problems)
    {
        foreach (INamedTypeSymbol level in WithContainers(type))
        {
            bool partial = level.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
            if (!partial)
            {
                problems.Add(new Problem(Diagnostics.NotPartial, level, level.ToDisplayString()));
                return false;
            }

            if (level.IsGenericType)
            {
                problems.Add(new Problem(Diagnostics.InvalidType, type, type.ToDisplayString(), "it, or a type around it, is generic; declare one message for each type argument"));
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the generator writes a formatter for the type: not for an abstract one whose cases are not listed.</summary>
    public static bool HasFormatter(ITypeSymbol type) =>
        Has(type, ContractNames.Union) || (!type.IsAbstract && Has(type, ContractNames.MessagePackObject));

    /// <summary>The constructor that a record or class with a parameter list in its declaration has.</summary>
    public static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null }));
}
