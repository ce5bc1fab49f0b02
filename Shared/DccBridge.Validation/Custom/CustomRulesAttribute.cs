namespace DccBridge.Validation.Custom;

/// <summary>
/// Marks an assembly with rules, and keeps which version of this API it was compiled against:
/// <c>[assembly: CustomRules(CustomRulesAttribute.CurrentVersion)]</c>.
/// </summary>
/// <param name="apiVersion">Always <see cref="CurrentVersion"/>: the compiler writes the number of the day into the assembly.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CustomRulesAttribute(int apiVersion) : Attribute
{
    /// <summary>Rises whenever assemblies that were compiled before could misbehave.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version that the assembly was compiled against.</summary>
    public int ApiVersion { get; } = apiVersion;
}
