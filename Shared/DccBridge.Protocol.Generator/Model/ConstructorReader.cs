using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>Finds the constructor that reading has to go through.</summary>
internal static class ConstructorReader
{
    /// <summary>
    /// The members that the constructor takes, in its order; null when there is none to go through. That is the primary one, else the public
    /// one with the most parameters that are all members by name and type.
    /// </summary>
    public static IReadOnlyList<MemberModel>? Read(INamedTypeSymbol type, List<MemberModel> members, ImmutableArray<Problem>.Builder problems)
    {
        if (Declarations.PrimaryConstructor(type) is { } primary)
        {
            foreach (IParameterSymbol parameter in primary.Parameters.Where(parameter => MemberOf(parameter, members) is null))
            {
                problems.Add(new Problem(Diagnostics.ParameterWithoutKey, parameter, parameter.Name, type.ToDisplayString()));
            }

            return problems.Count == 0 ? TakeOver(primary, members) : null;
        }

        IMethodSymbol? constructor = type.InstanceConstructors
            .Where(candidate => candidate.DeclaredAccessibility == Accessibility.Public && candidate.Parameters.Length > 0
                && candidate.Parameters.All(parameter => MemberOf(parameter, members) is not null))
            .OrderByDescending(candidate => candidate.Parameters.Length).FirstOrDefault();
        return constructor is null ? null : TakeOver(constructor, members);
    }

    private static IReadOnlyList<MemberModel> TakeOver(IMethodSymbol constructor, List<MemberModel> members)
    {
        var parameters = new List<MemberModel>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            MemberModel member = MemberOf(parameter, members)!;
            member.CanSet = true;
            member.Initial = InitialValue(parameter);
            member.MustCome |= !parameter.HasExplicitDefaultValue && parameter.Type.IsReferenceType && parameter.NullableAnnotation == NullableAnnotation.NotAnnotated;
            member.MustCome &= !parameter.HasExplicitDefaultValue;
            parameters.Add(member);
        }

        return parameters;
    }

    private static MemberModel? MemberOf(IParameterSymbol parameter, List<MemberModel> members) => members.FirstOrDefault(member =>
        string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type));

    // The declared default, as C# text.
    private static string InitialValue(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
        {
            return "default!";
        }

        string text = value switch
        {
            double.NaN or float.NaN => "0.0 / 0.0",
            double.PositiveInfinity or float.PositiveInfinity => "1.0 / 0.0",
            double.NegativeInfinity or float.NegativeInfinity => "-1.0 / 0.0",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
        return parameter.Type.SpecialType == SpecialType.System_String ? text : $"({Values.ValueShapes.Name(parameter.Type)})({text})";
    }
}
