using System.Reflection;
using System.Security.Cryptography;
using DccBridge.Validation.Custom;

namespace DccBridge.CustomRules;

/// <summary>Makes the rules of an assembly. Runs foreign code: static and instance constructors, properties.</summary>
internal static class RuleAssembly
{
    /// <summary>Loads an assembly and makes its rules.</summary>
    /// <exception cref="CustomRuleException">It is for another version, or has no rule that can be used.</exception>
    public static LoadedRules Load(RuleAssemblyContext context, byte[] bytes, CustomRuleLimits limits)
    {
        using var content = new MemoryStream(bytes);
        var assembly = context.LoadFromStream(content);
        VerifyVersion(assembly);
        var problems = new List<string>();
        var rules = new List<GuardedRule>();
        var types = TypesOf(assembly).Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && (type.IsPublic || type.IsNestedPublic) && type.IsSubclassOf(typeof(CustomRule)));
        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (rules.Count >= limits.MaxRules)
            {
                problems.Add($"it has more than {limits.MaxRules} rules; those after {rules[^1].Id} are left out.");
                break;
            }

            if (Make(type, limits, out var problem) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                problems.Add(problem);
            }
        }

        return rules.Count == 0 && problems.Count == 0
            ? throw new CustomRuleException($"it has no rules: no public class that derives from {nameof(CustomRule)}, is not abstract, and has a public constructor without parameters.")
            : new LoadedRules(context, Convert.ToHexStringLower(SHA256.HashData(bytes)), rules, problems);
    }

    private static void VerifyVersion(Assembly assembly)
    {
        // Read as data: the attribute's own type may be another one in a version that is not ours.
        var mark = assembly.GetCustomAttributesData().FirstOrDefault(attribute => attribute.AttributeType.FullName == typeof(CustomRulesAttribute).FullName);
        if (mark is null)
        {
            throw new CustomRuleException($"it is not marked as an assembly with rules. Add [assembly: CustomRules(CustomRulesAttribute.CurrentVersion)] to its source and build it again.");
        }

        if (mark.ConstructorArguments is not [{ Value: int version }] || version != CustomRulesAttribute.CurrentVersion)
        {
            var said = mark.ConstructorArguments is [{ Value: int other }] ? $"version {other}" : "an unknown version";
            throw new CustomRuleException($"it was built for {said} of the rule API. {RuleAssemblyLoader.AskForRebuild}");
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            var missing = exception.LoaderExceptions.FirstOrDefault(cause => cause is not null)?.Message;
            throw new CustomRuleException($"some of its classes cannot be loaded: {missing} Put what it needs beside it, or: {RuleAssemblyLoader.AskForRebuild}");
        }
    }

    private static GuardedRule? Make(Type type, CustomRuleLimits limits, out string problem)
    {
        problem = "";
        if (type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            problem = $"the rule {type.Name} is left out: it has no public constructor without parameters.";
            return null;
        }

        GuardedRule? rule = null;
        var failure = ForeignCode.Run(() => rule = new GuardedRule((CustomRule)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null), limits));
        if (failure is not null)
        {
            problem = $"the rule {type.Name} is left out: making it {failure.Message}.";
        }

        return rule;
    }
}
