using System.Reflection;
using System.Reflection.Emit;

namespace DccBridge.Tests.Architecture;

/// <summary>The types that a type uses: in its base types, signatures, attributes and in the code of its methods.</summary>
internal static class TypeUse
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        foreach (Type one in type.GetInterfaces())
        {
            Add(used, one);
        }

        foreach (CustomAttributeData attribute in type.GetCustomAttributesData())
        {
            Add(used, attribute.AttributeType);
        }

        foreach (FieldInfo field in type.GetFields(Declared))
        {
            Add(used, field.FieldType);
        }

        foreach (MethodBase method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
        {
            AddMethod(used, method);
        }

        return used;
    }

    /// <summary>The methods that the code of a type calls, its generated state machines not included: they are types of their own.</summary>
    public static IEnumerable<(MethodBase Caller, MethodBase Called)> CallsOf(Type type) =>
        from caller in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared))
        where caller.GetMethodBody() is not null
        from member in Members(caller)
        where member is MethodBase
        select (caller, (MethodBase)member);

    private static void AddMethod(HashSet<Type> used, MethodBase method)
    {
        Add(used, (method as MethodInfo)?.ReturnType);
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Add(used, parameter.ParameterType);
        }

        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            Add(used, local.LocalType);
        }

        foreach (MemberInfo? member in Members(method))
        {
            Add(used, member as Type ?? member?.DeclaringType);
            if (member is MethodInfo { IsGenericMethod: true } generic)
            {
                Array.ForEach(generic.GetGenericArguments(), argument => Add(used, argument));
            }
        }
    }

    private static IEnumerable<MemberInfo?> Members(MethodBase method)
    {
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return Tokens(method.GetMethodBody()!.GetILAsByteArray()!).Select(token => method.Module.ResolveMember(token, ofType, ofMethod));
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            OpCode op = OpCodesByValue[code[at] == 0xFE ? (0xFE << 8) | code[++at] : code[at]];
            at++;
            if (op.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(used, type.GetElementType());
            return;
        }

        if (type.IsGenericParameter || !used.Add(type) || !type.IsGenericType)
        {
            return;
        }

        Array.ForEach(type.GetGenericArguments(), argument => Add(used, argument));
    }
}
