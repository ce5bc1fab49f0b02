using System.Globalization;
using System.Reflection;
using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Tests.Generator;
using DccBridge.Tests.Protocol.Serialization;

namespace DccBridge.Tests.Protocol.Contracts;

/// <summary>Everything of the contracts that crosses the wire, as a text that a change makes visible.</summary>
[TestFixture]
public sealed class ContractSnapshotTests
{
    private const string Accept = "DCCBRIDGE_ACCEPT_CONTRACTS";

    [Test]
    public void The_wire_is_what_was_agreed()
    {
        string path = TestFolder.File("Protocol", "Contracts", "Contracts.txt");
        string now = Describe();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, now);
        }

        Assert.That(
            now,
            Is.EqualTo(File.ReadAllText(path).ReplaceLineEndings("\n")),
            $"The contracts changed. Keys and numbers that peers know must keep their meaning. If the change is meant: {Accept}=1 dotnet test tests/DccBridge.Tests --filter ContractSnapshotTests, and commit Contracts.txt with it.");
    }

    private static string Describe()
    {
        var text = new StringBuilder("# What crosses the wire: methods, messages with key, member and type, numbers of enums. Written by ContractSnapshotTests.\n\nmethods\n");
        foreach (string name in Constants(typeof(MethodNames)).Order(StringComparer.Ordinal))
        {
            text.Append("  ").Append(name).Append('\n');
        }

        foreach (Type type in ContractTypes.Contracts)
        {
            text.Append('\n').Append(type.FullName).Append('\n');
            foreach ((int key, PropertyInfo member) in ContractTypes.Keys(type))
            {
                bool required = member.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
                text.Append(CultureInfo.InvariantCulture, $"  {key} {member.Name} {Name(member)}{(required ? " required" : "")}\n");
            }
        }

        foreach (Type type in typeof(ErrorCode).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace!.StartsWith(typeof(ErrorCode).Namespace!, StringComparison.Ordinal)).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append('\n').Append(type.FullName).Append(" : ").Append(Enum.GetUnderlyingType(type).Name).Append('\n');
            foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {field.GetRawConstantValue()} {field.Name}\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral && field.FieldType == typeof(string)).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(type.GetNestedTypes().SelectMany(Constants));

    private static string Name(PropertyInfo member)
    {
        NullabilityInfo nullability = new NullabilityInfoContext().Create(member);
        return Name(nullability);
    }

    private static string Name(NullabilityInfo info)
    {
        Type type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        string suffix = type != info.Type || (!type.IsValueType && info.ReadState == NullabilityState.Nullable) ? "?" : "";
        return info.ElementType is { } element ? Name(element) + "[]" + suffix
            : type.IsGenericType && type == info.Type ? $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>{suffix}"
            : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>{suffix}"
            : type.Name + suffix;
    }
}
