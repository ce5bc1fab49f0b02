using DccBridge.Protocol.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DccBridge.Protocol.Generator.Emit;

/// <summary>The formatter of a union: <c>[key, body]</c>.</summary>
internal static class UnionWriter
{
    public static string Write(INamedTypeSymbol type, IReadOnlyList<UnionCase> cases) => TypeShell.Write(type, code =>
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            // A public static member of an interface does not implement a static abstract one.
            code.Line($"static void IMessage<{type.Name}>.Write(ref MessagePackWriter writer, in {type.Name} value) => Write(ref writer, in value);").Line()
                .Line($"static {type.Name} IMessage<{type.Name}>.Read(ref MessagePackReader reader) => Read(ref reader);").Line();
        }

        code.Line("/// <summary>Writes the number of the case, and the case.</summary>").Open($"public static {(type.TypeKind == TypeKind.Interface ? "new " : "")}void Write(ref MessagePackWriter writer, in {type.Name} value)").Open("switch (value)");
        foreach (UnionCase one in cases.OrderByDescending(one => one.Depth))
        {
            code.Line($"case {one.TypeName} value{one.Key}:")
                .Line("    writer.WriteArrayHeader(2);")
                .Line($"    writer.Write({one.Key});")
                .Line($"    {one.TypeName}.Write(ref writer, value{one.Key});")
                .Line("    break;");
        }

        code.Line("default:").Line($"    throw MalformedMessage.UnlistedUnion(\"{type.Name}\", value);").Close().Close().Line()
            .Line("/// <summary>Reads a case by its number.</summary>").Open($"public static {(HidesRead(type) ? "new " : "")}{type.Name} Read(ref MessagePackReader reader)").Open("try")
            .Line("BoundedReader.Enter(ref reader);")
            .Line("BoundedReader.ReadArrayHeader(ref reader, 2);")
            .Line("int key = reader.ReadInt32();")
            .Open($"{type.Name} value = key switch");
        foreach (UnionCase one in cases)
        {
            code.Line($"{one.Key} => {one.TypeName}.Read(ref reader),");
        }

        code.Line("_ => throw MalformedMessage.UnknownUnion(key),").Close(";")
            .Line("BoundedReader.Leave(ref reader);").Line("return value;").Close()
            .Open("catch (global::System.Exception e) when (MalformedMessage.IsCause(e))")
            .Line($"throw MalformedMessage.At(\"{type.Name}\", null, -1, e);")
            .Close().Close();
    });

    /// <summary>Whether a base has a Read too, which would be hidden without a word.</summary>
    public static bool HidesRead(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface || Declarations.WithBases(type).Any(level => !level.Equals(type, SymbolEqualityComparer.Default)
            && Declarations.HasFormatter(level));
}
