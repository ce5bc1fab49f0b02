using System.Reflection;
using System.Runtime.Loader;

namespace DccBridge.CustomRules;

/// <summary>
/// Holds one studio's assembly apart from ours and from other studios', and can be unloaded. DccBridge's own assemblies and the base library are shared;
/// whatever else it needs is looked for beside it. Files are read into memory first, so that they can be built again while they are in use.
/// </summary>
internal sealed class RuleAssemblyContext(string path, long maxFileBytes) : AssemblyLoadContext($"Rules of {Path.GetFileName(path)}", isCollectible: true)
{
    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || name.StartsWith("DccBridge.", StringComparison.OrdinalIgnoreCase) || IsOurs(assemblyName))
        {
            return null;
        }

        var file = Path.Combine(_folder, name + ".dll");
        if (Path.GetFileName(file) != name + ".dll" || !File.Exists(file) || new FileInfo(file).Length > maxFileBytes)
        {
            return null;
        }

        using var content = new MemoryStream(File.ReadAllBytes(file));
        return LoadFromStream(content);
    }

    /// <summary>Whether this process has it anyway, as all of the base library.</summary>
    private static bool IsOurs(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name.Name!)) is { } ours && ours.GetName().Version >= name.Version;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return false;
        }
    }
}
