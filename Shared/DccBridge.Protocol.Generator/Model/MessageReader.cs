using System.Collections.Immutable;
using DccBridge.Protocol.Generator.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>Reads the declaration of a message and reports what is wrong with it.</summary>
internal static class MessageReader
{
    private const int HighestKey = 255;

    /// <summary>Null when something is wrong.</summary>
    public static MessageModel? Read(INamedTypeSymbol type, ImmutableArray<Problem>.Builder problems)
    {
        if (!Declarations.CheckPartial(type, problems))
        {
            return null;
        }

        if (type.IsRefLikeType || type.IsStatic)
        {
            problems.Add(new Problem(Diagnostics.InvalidType, type, type.ToDisplayString(), "values of it cannot be kept; use a record, class or struct"));
            return null;
        }

        if (Declarations.Attribute(type, ContractNames.MessagePackObject)!.ConstructorArguments.Any(argument => argument.Value is true))
        {
            problems.Add(new Problem(Diagnostics.InvalidType, type, type.ToDisplayString(), "keys are integers here; leave keyAsPropertyName out and give each member a [Key]"));
            return null;
        }

        List<MemberModel> members = ReadMembers(type, problems);
        IReadOnlyList<MemberModel>? parameters = problems.Count == 0 ? ConstructorReader.Read(type, members, problems) : null;
        foreach (MemberModel member in members.Where(member => !member.CanSet && parameters?.Contains(member) != true))
        {
            problems.Add(new Problem(Diagnostics.NotSettable, member.Symbol, member.Symbol.ToDisplayString()));
        }

        return problems.Count == 0 ? new MessageModel(members, parameters) : null;
    }

    private static List<MemberModel> ReadMembers(INamedTypeSymbol type, ImmutableArray<Problem>.Builder problems)
    {
        var members = new SortedDictionary<int, MemberModel>();
        foreach (ISymbol symbol in MembersOf(type))
        {
            AttributeData? attribute = Declarations.Attribute(symbol, ContractNames.Key);
            if (attribute is null)
            {
                if (symbol.DeclaredAccessibility == Accessibility.Public && !symbol.IsOverride && !Declarations.Has(symbol, ContractNames.IgnoreMember))
                {
                    problems.Add(new Problem(Diagnostics.NoKey, symbol, symbol.ToDisplayString()));
                }

                continue;
            }

            object? value = attribute.ConstructorArguments.FirstOrDefault().Value;
            if (value is not int key || key is < 0 or > HighestKey)
            {
                problems.Add(new Problem(Diagnostics.InvalidKey, symbol, symbol.ToDisplayString()));
                continue;
            }

            ITypeSymbol memberType = symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;
            if (members.TryGetValue(key, out MemberModel other))
            {
                if (other.Name != symbol.Name)
                {
                    problems.Add(new Problem(Diagnostics.DuplicateKey, symbol, key.ToString(System.Globalization.CultureInfo.InvariantCulture), symbol.ToDisplayString(), other.Name));
                }
            }
            else if (ValueShapes.Of(memberType) is { } shape)
            {
                members.Add(key, new MemberModel(key, symbol, memberType, shape) { CanSet = CanSet(symbol, type), MustCome = MustCome(symbol, memberType) });
            }
            else
            {
                problems.Add(new Problem(Diagnostics.UnsupportedType, symbol, symbol.ToDisplayString(), memberType.ToDisplayString()));
            }
        }

        return members.Values.ToList();
    }

    // The most derived declaration of a member stands for all of them.
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) =>
        Declarations.WithBases(type).Reverse().SelectMany(level => level.GetMembers())
            .Where(symbol => !symbol.IsStatic
                && (symbol is IPropertySymbol { IsIndexer: false, GetMethod: not null, Name: not "EqualityContract" }
                    || symbol is IFieldSymbol { IsImplicitlyDeclared: false, AssociatedSymbol: null }));

    private static bool CanSet(ISymbol symbol, INamedTypeSymbol type)
    {
        bool own = SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type);
        return symbol switch
        {
            IFieldSymbol field => own || (!field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private),
            IPropertySymbol { SetMethod: { } setter } => own || setter.DeclaredAccessibility != Accessibility.Private,
            _ => own && type.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol)),
        };
    }

    // A reference that may not be null and has no initial value must come too: nothing else could stand in its place.
    private static bool MustCome(ISymbol symbol, ITypeSymbol type) =>
        symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }
        || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.NotAnnotated && !HasInitialValue(symbol));

    private static bool HasInitialValue(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length == 0 || symbol.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() switch
        {
            PropertyDeclarationSyntax property => property.Initializer is not null || property.ExpressionBody is not null,
            VariableDeclaratorSyntax field => field.Initializer is not null,
            _ => false,
        });
}
