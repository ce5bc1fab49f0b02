using System.Reflection;
using DccBridge.Tests.Generator;
using MessagePack;

namespace DccBridge.Tests.Architecture;

/// <summary>The assemblies and source files that are the product. The generator is a tool of ours and not among them.</summary>
internal static class Product
{
    public static IReadOnlyList<string> Shared { get; } = ["DccBridge.Protocol", "DccBridge.Validation", "DccBridge.AssetFiles", "DccBridge.CustomRules"];

    public static IReadOnlyList<string> Plugin { get; } = ["DccBridge.Server", "dccbridge-headless"];

    public static IReadOnlyList<string> Companion { get; } = ["DccBridge.Client", "DccBridge.Dcc", "DccBridge.Tray", "dccbridge"];

    public static IReadOnlyList<string> LoadedByUnreal { get; } = ["DccBridge.Protocol", "DccBridge.Validation", "DccBridge.Server"];

    /// <summary>Programs, which may have package references.</summary>
    public static IReadOnlyList<string> Executables { get; } = ["dccbridge-headless", "dccbridge"];

    public static IReadOnlyList<string> Assemblies { get; } = [.. Shared, .. Plugin, .. Companion];

    /// <summary>The types that were written by hand.</summary>
    public static IEnumerable<Type> Types => Assemblies.SelectMany(name => Load(name).GetTypes()).Where(type => !IsGenerated(type));

    /// <summary>The source files that were written by hand.</summary>
    public static IEnumerable<string> SourceFiles =>
        from room in new[] { "Shared", "Plugin", "Companion" }
        from file in Directory.EnumerateFiles(Path.Combine(TestFolder.Repository, room), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(TestFolder.Repository, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("Generated")
        select file;

    public static Assembly Load(string name) => Assembly.Load(name);

    /// <summary>What an assembly references beyond the base class library. The package MessagePack may stand in for our folder.</summary>
    public static IReadOnlyList<string> References(string name) =>
    [
        .. Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference is not ("System" or "mscorlib" or "netstandard") && !reference.StartsWith("System.", StringComparison.Ordinal) && reference != "Microsoft.Win32.Primitives")
            .Where(reference => !IsMessagePackPackage(reference)),
    ];

    /// <summary>Attributes of the package lie in an assembly of their own. In our folder's stead only: beside it, it would be a reference like any other.</summary>
    private static bool IsMessagePackPackage(string reference) =>
        typeof(MessagePackWriter).Assembly != Load("DccBridge.Protocol")
        && (reference == typeof(MessagePackWriter).Assembly.GetName().Name || reference == typeof(KeyAttribute).Assembly.GetName().Name);

    public static bool IsGenerated(MemberInfo? member)
    {
        for (; member is not null; member = member.DeclaringType)
        {
            if (member.Name.Contains('<', StringComparison.Ordinal)
                || member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
                || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false))
            {
                return true;
            }
        }

        return false;
    }
}
