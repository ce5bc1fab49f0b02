using DccBridge.Protocol.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DccBridge.Protocol.Generator.Values;

/// <summary>Finds the shape of a type.</summary>
internal static class ValueShapes
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Null when values of the type cannot be written.</summary>
    public static ValueShape? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Of(nullable.TypeArguments[0]) is { } value ? new NullableShape(Name(type), value, $"default({Name(type)})") : null;
        }

        // Where nothing is said about null, it is allowed.
        bool canBeNull = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type.SpecialType == SpecialType.System_String)
        {
            return new PlainShape(Name(type), "writer.Write({0});", canBeNull ? "BoundedReader.ReadNullableString(ref reader)" : "BoundedReader.ReadString(ref reader)");
        }

        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            return new PlainShape(Name(type), "writer.Write({0});", canBeNull ? "BoundedReader.ReadNullableBytes(ref reader)" : "BoundedReader.ReadBytes(ref reader)");
        }

        ITypeSymbol bare = type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;
        ValueShape? shape = Scalar(bare) ?? Message(bare) ?? List(bare) ?? Map(bare);
        return shape is not null && canBeNull ? new NullableShape(Name(type), shape, "null") : shape;
    }

    /// <summary>The type in C#, with its namespace.</summary>
    public static string Name(ITypeSymbol type) => type.ToDisplayString(Qualified);

    public static bool IsMessage(ITypeSymbol type) =>
        Declarations.HasFormatter(type) || type.AllInterfaces.Any(candidate => Declarations.IsMessageInterface(candidate, type));

    private static ValueShape? Scalar(ITypeSymbol type)
    {
        string name = Name(type);
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } number })
        {
            return new PlainShape(name, $"writer.Write(({Name(number)}){{0}});", $"({name}){Number(number)}");
        }

        if (Number(type) is { } read)
        {
            return new PlainShape(name, "writer.Write({0});", read);
        }

        return name switch
        {
            "global::System.DateTime" => new PlainShape(name, "writer.Write({0});", "ScalarFormat.ReadDateTime(ref reader)"),
            "global::System.DateTimeOffset" => new PlainShape(name, "ScalarFormat.WriteDateTimeOffset(ref writer, {0});", "ScalarFormat.ReadDateTimeOffset(ref reader)"),
            "global::System.TimeSpan" => new PlainShape(name, "writer.Write({0}.Ticks);", "new global::System.TimeSpan(reader.ReadInt64())"),
            "global::System.Guid" => new PlainShape(name, "ScalarFormat.WriteGuid(ref writer, {0});", "ScalarFormat.ReadGuid(ref reader)"),
            "decimal" => new PlainShape(name, "ScalarFormat.WriteDecimal(ref writer, {0});", "ScalarFormat.ReadDecimal(ref reader)"),
            "global::System.ReadOnlyMemory<byte>" or "global::System.Memory<byte>" => new PlainShape(name, "writer.Write({0}.Span);", $"({name})BoundedReader.ReadBytes(ref reader)"),
            _ => null,
        };
    }

    private static string? Number(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "reader.ReadBoolean()",
        SpecialType.System_Char => "reader.ReadChar()",
        SpecialType.System_SByte => "reader.ReadSByte()",
        SpecialType.System_Byte => "reader.ReadByte()",
        SpecialType.System_Int16 => "reader.ReadInt16()",
        SpecialType.System_UInt16 => "reader.ReadUInt16()",
        SpecialType.System_Int32 => "reader.ReadInt32()",
        SpecialType.System_UInt32 => "reader.ReadUInt32()",
        SpecialType.System_Int64 => "reader.ReadInt64()",
        SpecialType.System_UInt64 => "reader.ReadUInt64()",
        SpecialType.System_Single => "reader.ReadSingle()",
        SpecialType.System_Double => "reader.ReadDouble()",
        _ => null,
    };

    private static ValueShape? Message(ITypeSymbol type) =>
        IsMessage(type) ? new PlainShape(Name(type), $"{Name(type)}.Write(ref writer, {{0}});", $"{Name(type)}.Read(ref reader)", nests: true) : null;

    private static ValueShape? List(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return Of(array.ElementType) is { } item ? new ListShape(Name(type), item, growable: false) : null;
        }

        string? definition = Definition(type, 1);
        bool growable = definition is "List<T>" or "IList<T>" or "ICollection<T>";
        return growable || definition is "IReadOnlyList<T>" or "IReadOnlyCollection<T>" or "IEnumerable<T>"
            ? Of(((INamedTypeSymbol)type).TypeArguments[0]) is { } listItem ? new ListShape(Name(type), listItem, growable) : null
            : null;
    }

    private static ValueShape? Map(ITypeSymbol type)
    {
        string? definition = Definition(type, 2);
        if (definition is not ("Dictionary<TKey, TValue>" or "IDictionary<TKey, TValue>" or "IReadOnlyDictionary<TKey, TValue>"))
        {
            return null;
        }

        var named = (INamedTypeSymbol)type;
        ITypeSymbol key = named.TypeArguments[0];
        bool isText = key.SpecialType == SpecialType.System_String;
        bool isWhole = key.TypeKind == TypeKind.Enum || key.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64;
        if (!isText && !isWhole && Name(key) != "global::System.Guid")
        {
            return null;
        }

        return Of(key) is { } keyShape && Of(named.TypeArguments[1]) is { } value
            ? new MapShape(Name(type), keyShape, value, definition != "Dictionary<TKey, TValue>", seeded: !isText)
            : null;
    }

    private static string? Definition(ITypeSymbol type, int arity)
    {
        const string Room = "System.Collections.Generic.";
        string? name = type is INamedTypeSymbol { IsGenericType: true } named && named.Arity == arity ? named.OriginalDefinition.ToDisplayString() : null;
        return name?.StartsWith(Room, StringComparison.Ordinal) == true ? name.Substring(Room.Length) : null;
    }
}
