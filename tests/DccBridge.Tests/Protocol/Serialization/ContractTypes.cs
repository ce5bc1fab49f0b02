using System.Reflection;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

/// <summary>All messages of the protocol, and an example of each with no member at its initial value.</summary>
internal static class ContractTypes
{
    private const int DeepestExample = 4;

    /// <summary>Every type that has a formatter.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
    [
        .. typeof(MessageCodec).Assembly.GetTypes()
            .Where(type => !type.IsGenericTypeDefinition && type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IMessage<>) && one.GenericTypeArguments[0] == type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
        typeof(PackedArray<double>),
    ];

    /// <summary>Those with keys.</summary>
    public static IEnumerable<Type> Contracts => Messages.Where(type => type.GetCustomAttribute<MessagePackObjectAttribute>() is not null);

    /// <summary>The keyed members in order of their keys.</summary>
    public static IEnumerable<(int Key, PropertyInfo Member)> Keys(Type type) =>
        type.GetProperties().Select(member => (Key: member.GetCustomAttribute<KeyAttribute>()?.IntKey, Member: member))
            .Where(pair => pair.Key is not null).Select(pair => (pair.Key!.Value, pair.Member)).OrderBy(pair => pair.Item1);

    public static object Example(Type type) => Example(type, new Random(7), 0)!;

    private static object? Example(Type type, Random random, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            Array values = Enum.GetValues(type);
            return values.GetValue(values.Length - 1);
        }

        object? scalar = type switch
        {
            _ when type == typeof(string) => "text " + random.Next(1000),
            _ when type == typeof(bool) => true,
            _ when type == typeof(Guid) => new Guid(random.Next(1, int.MaxValue), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            _ when type == typeof(BinaryGuid) => new BinaryGuid(new Guid(random.Next(1, int.MaxValue), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
            _ when type == typeof(DateTime) => DateTime.UnixEpoch.AddSeconds(random.Next()),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2024, 2, 29, 12, 0, random.Next(60), TimeSpan.FromHours(2)),
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(random.Next(1, 1000)),
            // The length of the nonces and proofs of the handshake.
            _ when type == typeof(byte[]) => Enumerable.Range(random.Next(200), 32).Select(i => (byte)i).ToArray(),
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, (byte)random.Next(256)]),
            _ when type == typeof(DynamicValue) => DynamicValue.FromMap(new Dictionary<string, DynamicValue> { ["k"] = DynamicValue.FromArray([1L, 1.5, "s", true, default, new byte[] { 1 }]) }),
            _ when type == typeof(PackedArray<double>) => new PackedArray<double>(new[] { 1.5, 2.5 }),
            _ when type == typeof(EmptyMessage) => default(EmptyMessage),
            _ when type.IsPrimitive => Convert.ChangeType(random.Next(1, 127), type, System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        return scalar ?? Collection(type, random, depth) ?? Message(type, random, depth);
    }

    private static object? Collection(Type type, Random random, int depth)
    {
        Type[] arguments = type.IsArray ? [type.GetElementType()!] : type.Namespace == "System.Collections.Generic" ? type.GetGenericArguments() : [];
        if (arguments.Length == 2)
        {
            var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            dictionary[Example(arguments[0], random, depth)!] = Example(arguments[1], random, depth);
            return dictionary;
        }

        if (arguments.Length == 0)
        {
            return null;
        }

        var items = Array.CreateInstance(arguments[0], depth >= DeepestExample ? 0 : 2);
        for (int i = 0; i < items.Length; i++)
        {
            items.SetValue(Example(arguments[0], random, depth + 1), i);
        }

        return type.IsArray ? items : Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments), items);
    }

    private static object? Message(Type type, Random random, int depth)
    {
        if (depth > DeepestExample)
        {
            return null;
        }

        ConstructorInfo? positional = type.GetConstructors().FirstOrDefault(one => one.GetParameters() is { Length: > 0 });
        if (positional is not null)
        {
            return positional.Invoke([.. positional.GetParameters().Select(parameter => Example(parameter.ParameterType, random, depth + 1))]);
        }

        object message = Activator.CreateInstance(type)!;
        foreach ((_, PropertyInfo member) in Keys(type))
        {
            // A flag that is on at first is example enough when it is off.
            object? value = member.PropertyType == typeof(bool) ? !(bool)member.GetValue(message)! : Example(member.PropertyType, random, depth + 1);
            member.SetValue(message, value);
        }

        return message;
    }
}
