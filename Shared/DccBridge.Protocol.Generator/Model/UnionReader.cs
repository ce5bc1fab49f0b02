using System.Collections.Immutable;
using DccBridge.Protocol.Generator.Values;
using Microsoft.CodeAnalysis;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>Reads the cases of a union and reports what is wrong with them.</summary>
internal static class UnionReader
{
    /// <summary>Null when something is wrong.</summary>
    public static IReadOnlyList<UnionCase>? Read(INamedTypeSymbol type, ImmutableArray<Problem>.Builder problems)
    {
        if (!type.IsAbstract)
        {
            problems.Add(new Problem(Diagnostics.InvalidType, type, type.ToDisplayString(), "only an interface, or an abstract record or class, can be a union"));
            return null;
        }

        if (!Declarations.CheckPartial(type, problems))
        {
            return null;
        }

        var cases = new SortedDictionary<int, UnionCase>();
        foreach (AttributeData attribute in type.GetAttributes().Where(a => a.AttributeClass?.ToDisplayString() == ContractNames.Union))
        {
            object? key = attribute.ConstructorArguments[0].Value;
            var subtype = attribute.ConstructorArguments[1].Value as INamedTypeSymbol;
            string? fault = key is not int number ? "its key is not an integer"
                : subtype is null ? "its type is missing"
                : cases.ContainsKey(number) ? "its key is used twice"
                : cases.Values.Any(other => other.TypeName == ValueShapes.Name(subtype)) ? "its type is listed twice"
                : !DerivesFrom(subtype, type) ? $"'{subtype.ToDisplayString()}' does not derive from it"
                : !ValueShapes.IsMessage(subtype) ? $"'{subtype.ToDisplayString()}' is no message; give it [MessagePackObject]"
                : null;
            if (fault is null)
            {
                cases.Add((int)key!, new UnionCase((int)key!, ValueShapes.Name(subtype!), Declarations.WithBases(subtype!).Count));
            }
            else
            {
                problems.Add(new Problem(Diagnostics.InvalidUnion, type, key?.ToString() ?? "?", type.ToDisplayString(), fault));
            }
        }

        return problems.Count == 0 ? cases.Values.ToList() : null;
    }

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol union) =>
        !type.Equals(union, SymbolEqualityComparer.Default)
        && (Declarations.WithBases(type).Contains(union, SymbolEqualityComparer.Default) || type.AllInterfaces.Contains(union, SymbolEqualityComparer.Default));
}
