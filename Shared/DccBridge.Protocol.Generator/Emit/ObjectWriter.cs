using DccBridge.Protocol.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DccBridge.Protocol.Generator.Emit;

/// <summary>The formatter of a record, class or struct: an array with each member at the index of its key.</summary>
internal static class ObjectWriter
{
    private const string SetsRequiredMembers = "[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]";

    public static string Write(INamedTypeSymbol type, MessageModel message)
    {
        var methods = new ReadMethods(Declarations.WithBases(type).SelectMany(level => level.MemberNames));
        return TypeShell.Write(type, code =>
        {
            if (message.Parameters is null)
            {
                WriteConstructors(code, type, message, methods);
                WriteWrite(code, type, message);
                code.Line().Line("/// <inheritdoc/>").Line($"{Read(type)} => new(ref reader);");
            }
            else
            {
                WriteLateConstructor(code, type, message);
                WriteWrite(code, type, message);
                WritePositionalRead(code, type, message, methods);
            }

            methods.WriteTo(code);
        });
    }

    private static string Read(INamedTypeSymbol type) =>
        $"public static {(UnionWriter.HidesRead(type) ? "new " : "")}{type.Name} Read(ref MessagePackReader reader)";

    private static void WriteWrite(CodeText code, INamedTypeSymbol type, MessageModel message)
    {
        code.Line("/// <inheritdoc/>").Open($"public static void Write(ref MessagePackWriter writer, in {type.Name} value)").Line($"writer.WriteArrayHeader({message.Count});");
        var names = new Names();
        int next = 0;
        foreach (MemberModel member in message.Members)
        {
            for (; next < member.Key; next++)
            {
                code.Line("writer.WriteNil();");
            }

            member.Shape.Write(code, "value." + Identifier(member.Name), names);
            next++;
        }

        code.Close();
    }

    // A constructor of the type itself can set init-only members and leaves the initial values of missing ones alone.
    private static void WriteConstructors(CodeText code, INamedTypeSymbol type, MessageModel message, ReadMethods methods)
    {
        List<IMethodSymbol> declared = type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared).ToList();
        if (type.TypeKind == TypeKind.Class && declared.Count == 0)
        {
            code.Line("/// <summary>Makes an instance with the initial values of its members.</summary>").Open($"public {type.Name}()").Close().Line();
        }

        code.Line(SetsRequiredMembers).Open($"private {type.Name}(ref MessagePackReader reader){(declared.Any(constructor => constructor.Parameters.Length == 0) ? " : this()" : "")}");
        Guarded(code, type, message, () =>
        {
            ReadMembers(code, message, methods, member => Target(member.Name));
            End(code, message);
        });
        code.Close().Line();
    }

    private static void WritePositionalRead(CodeText code, INamedTypeSymbol type, MessageModel message, ReadMethods methods)
    {
        code.Line().Line("/// <inheritdoc/>").Open(Read(type));
        Guarded(code, type, message, () =>
        {
            foreach (MemberModel member in message.Members)
            {
                code.Line($"{member.Shape.TypeName} member{member.Key} = {member.Initial};");
            }

            ReadMembers(code, message, methods, member => "member" + member.Key);
            End(code, message);
            IEnumerable<MemberModel> late = Late(message);
            IEnumerable<string> arguments = message.Parameters!.Concat(late).Select(member => "member" + member.Key);
            code.Line($"return new {type.Name}({string.Join(", ", late.Any() ? arguments.Concat(new[] { "count" }) : arguments)});");
        });
        code.Close();
    }

    // Members that the primary constructor does not take: only a constructor can leave their initial values alone when they are missing.
    private static void WriteLateConstructor(CodeText code, INamedTypeSymbol type, MessageModel message)
    {
        if (!Late(message).Any())
        {
            return;
        }

        IEnumerable<string> parameters = message.Parameters!.Concat(Late(message)).Select(member => $"{member.Shape.TypeName} member{member.Key}").Concat(new[] { "int count" });
        code.Line(SetsRequiredMembers).Line($"private {type.Name}({string.Join(", ", parameters)})")
            .Open($"    : this({string.Join(", ", message.Parameters!.Select(member => "member" + member.Key))})");
        foreach (MemberModel member in Late(message))
        {
            code.Open($"if (count > {member.Key})").Line($"{Target(member.Name)} = member{member.Key};").Close();
        }

        code.Close().Line();
    }

    private static IEnumerable<MemberModel> Late(MessageModel message) => message.Members.Where(member => !message.Parameters!.Contains(member));

    private static void ReadMembers(CodeText code, MessageModel message, ReadMethods methods, Func<MemberModel, string> target)
    {
        if (message.Nests)
        {
            code.Line("BoundedReader.Enter(ref reader);");
        }

        code.Line("int count = BoundedReader.ReadArrayHeader(ref reader);");
        int required = message.RequiredCount;
        if (required > 0)
        {
            code.Open($"if (count < {required})").Line($"key = {FirstMissing(message)};").Line("throw MalformedMessage.Missing();").Close();
        }

        var members = message.Members.ToDictionary(member => member.Key);
        for (int key = 0; key < message.Count; key++)
        {
            code.Line();
            if (key >= required)
            {
                code.Open($"if (count > {key})");
            }

            if (members.TryGetValue(key, out MemberModel member))
            {
                code.Line($"key = {key};").Line($"{target(member)} = {member.Shape.Read(methods, member.Name)};");
            }
            else
            {
                code.Line("BoundedReader.Skip(ref reader);");
            }

            if (key >= required)
            {
                code.Close();
            }
        }
    }

    // Which member a text about missing items names: the first required one that is not there.
    private static string FirstMissing(MessageModel message)
    {
        List<int> keys = message.Members.Where(member => member.MustCome).Select(member => member.Key).ToList();
        if (keys.Count == keys[keys.Count - 1] + 1)
        {
            return "count";
        }

        IEnumerable<string> arms = keys.Take(keys.Count - 1).Select(key => $"<= {key} => {key}, ");
        return keys.Count == 1 ? $"{keys[0]}" : $"count switch {{ {string.Concat(arms)}_ => {keys[keys.Count - 1]} }}";
    }

    private static void End(CodeText code, MessageModel message)
    {
        code.Line().Open($"if (count > {message.Count})");
        if (message.Members.Count > 0)
        {
            code.Line("key = -1;");
        }

        code.Line($"BoundedReader.Skip(ref reader, count - {message.Count});").Close();
        if (message.Nests)
        {
            code.Line().Line("BoundedReader.Leave(ref reader);");
        }
    }

    private static void Guarded(CodeText code, INamedTypeSymbol type, MessageModel message, Action body)
    {
        if (message.Members.Count > 0)
        {
            code.Line("int key = -1;");
        }

        code.Open("try");
        body();
        code.Close().Open("catch (global::System.Exception e) when (MalformedMessage.IsCause(e))");
        if (message.Members.Count == 0)
        {
            code.Line($"throw MalformedMessage.At(\"{type.Name}\", null, -1, e);").Close();
            return;
        }

        code.Open("string? member = key switch");
        foreach (MemberModel member in message.Members)
        {
            code.Line($"{member.Key} => \"{member.Name}\",");
        }

        code.Line("_ => null,").Close(";").Line($"throw MalformedMessage.At(\"{type.Name}\", member, key, e);").Close();
    }

    // Locals of the reading hide fields of the same name.
    private static string Target(string name) =>
        name is "reader" or "key" or "count" or "e" or "member" || name.StartsWith("member", StringComparison.Ordinal) ? "this." + name : Identifier(name);

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
