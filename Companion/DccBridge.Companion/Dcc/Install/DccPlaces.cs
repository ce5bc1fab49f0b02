using System.Text;
using System.Text.RegularExpressions;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Dcc.Install;

/// <summary>Where each DCC looks for add-ons, for each of its versions that this user has.</summary>
internal static partial class DccPlaces
{
    /// <summary>The DCCs that have an add-on.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["blender", "maya", "houdini"];

    /// <summary>The places of a DCC.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="version">Only this version, also when it was never started; null is all that are found.</param>
    /// <param name="addOn">The folder above the package; null gives places without files, for removing.</param>
    /// <param name="surroundings">The machine.</param>
    /// <param name="files">The disk.</param>
    /// <param name="cancellation">Stops asking programs for their version.</param>
    /// <exception cref="InstallException">None is found, or the version makes no sense.</exception>
    public static async Task<IReadOnlyList<DccPlace>> FindAsync(string kind, string? version, string? addOn, DccSurroundings surroundings, IProjectFiles files, CancellationToken cancellation)
    {
        if (version is not null && (kind == "maya" || !VersionName().IsMatch(version)))
        {
            throw new InstallException(kind == "maya" ? "--dcc-version: one installation is for all versions of Maya; leave the option away." : $"--dcc-version: '{version}' is no version as 3.4 or 20.5.");
        }

        return kind switch
        {
            "blender" => await BlenderAsync(version, addOn, surroundings, files, cancellation).ConfigureAwait(false),
            "houdini" => Houdini(version, addOn, surroundings, files),
            _ => Maya(addOn, surroundings, files),
        };
    }

    private static async Task<IReadOnlyList<DccPlace>> BlenderAsync(string? version, string? addOn, DccSurroundings surroundings, IProjectFiles files, CancellationToken cancellation)
    {
        const string AddOns = $"addons/{DccAddOn.Package}";
        if (Chosen(surroundings, "BLENDER_USER_SCRIPTS") is { } scripts)
        {
            return [new DccPlace("Blender", scripts, AddOns, Package(addOn, AddOns, files)) { Version = version }];
        }

        var root = surroundings.System switch
        {
            "windows" => Path.Combine(surroundings.ApplicationData, "Blender Foundation", "Blender"),
            "macos" => Path.Combine(surroundings.Home, "Library", "Application Support", "Blender"),
            _ => Path.Combine(Chosen(surroundings, "XDG_CONFIG_HOME") ?? Path.Combine(surroundings.Home, ".config"), "blender"),
        };
        var content = Package(addOn, $"scripts/{AddOns}", files);
        var versions = version is not null ? [version] : Versions(root, "", files).ToList();
        if (version is null)
        {
            // A Blender whose preferences were never saved has no folder yet.
            foreach (var program in surroundings.Blenders())
            {
                versions.Add(await surroundings.BlenderVersionAsync(program, cancellation).ConfigureAwait(false) ?? "");
            }
        }

        var found = Newest(versions.Where(v => v.Length > 0))
            .Select(v => new DccPlace($"Blender {v}", Path.Combine(root, v), $"scripts/{AddOns}", content) { Version = v })
            .ToArray();
        return found.Length > 0 ? found : throw new InstallException($"No Blender is found: neither a program 'blender' on PATH nor a folder in '{root}'. Start Blender once, or name its version: --dcc-version 4.2");
    }

    private static IReadOnlyList<DccPlace> Houdini(string? version, string? addOn, DccSurroundings surroundings, IProjectFiles files)
    {
        const string Prefix = "houdini";
        var root = surroundings.System switch
        {
            "windows" => surroundings.Documents,
            "macos" => Path.Combine(surroundings.Home, "Library", "Preferences", "houdini"),
            _ => surroundings.Home,
        };
        var prefix = surroundings.System == "macos" ? "" : Prefix;
        var content = Package(addOn, $"{DccAddOn.Package}/python/{DccAddOn.Package}", files);
        if (addOn is not null)
        {
            foreach (var (path, bytes) in DccAddOn.Read(addOn, "houdini", files))
            {
                content[path == "dccbridge.json" ? $"packages/{path}" : $"{DccAddOn.Package}/{path}"] = bytes;
            }
        }

        var found = (version is not null ? [version] : Newest(Versions(root, prefix, files)))
            .Select(v => new DccPlace($"Houdini {v}", Path.Combine(root, prefix + v), DccAddOn.Package, content) { Version = v })
            .ToArray();
        return found.Length > 0 ? found : throw new InstallException($"No Houdini is found: there is no folder '{Path.Combine(root, prefix + "X.Y")}'. Start Houdini once, or name its version: --dcc-version 20.5");
    }

    private static IReadOnlyList<DccPlace> Maya(string? addOn, DccSurroundings surroundings, IProjectFiles files)
    {
        var root = Chosen(surroundings, "MAYA_APP_DIR") ?? surroundings.System switch
        {
            "windows" => Path.Combine(surroundings.Documents, "maya"),
            "macos" => Path.Combine(surroundings.Home, "Library", "Preferences", "Autodesk", "maya"),
            _ => Path.Combine(surroundings.Home, "maya"),
        };
        if (!files.FolderExists(root))
        {
            throw new InstallException($"No Maya is found: there is no folder '{root}'. Start Maya once; where it keeps its settings elsewhere, set MAYA_APP_DIR to that folder.");
        }

        const string Own = $"modules/{DccAddOn.Package}";
        var content = Package(addOn, $"{Own}/scripts/{DccAddOn.Package}", files);
        if (addOn is not null)
        {
            content["modules/dccbridge.mod"] = Encoding.UTF8.GetBytes($"+ DccBridge {PayloadLocator.CompanionVersion} ./{DccAddOn.Package}\n");
            foreach (var (path, bytes) in DccAddOn.Read(addOn, "maya", files))
            {
                content[$"{Own}/scripts/{path}"] = bytes;
            }
        }

        return [new DccPlace("Maya", root, Own, content)];
    }

    private static Dictionary<string, byte[]> Package(string? addOn, string target, IProjectFiles files) => addOn is null
        ? new Dictionary<string, byte[]>(StringComparer.Ordinal)
        : DccAddOn.Read(addOn, DccAddOn.Package, files).ToDictionary(file => $"{target}/{file.Path}", file => file.Content, StringComparer.Ordinal);

    private static IEnumerable<string> Versions(string root, string prefix, IProjectFiles files) => files.Folders(root)
        .Select(folder => Path.GetFileName(folder)!)
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && VersionName().IsMatch(name.AsSpan(prefix.Length)))
        .Select(name => name[prefix.Length..]);

    private static IEnumerable<string> Newest(IEnumerable<string> versions) => versions.Distinct(StringComparer.Ordinal).OrderByDescending(Version.Parse);

    private static string? Chosen(DccSurroundings surroundings, string variable) =>
        surroundings.Variable(variable) is { Length: > 0 } path && Path.IsPathFullyQualified(path) ? path : null;

    [GeneratedRegex(@"^\d{1,3}\.\d{1,3}$")]
    private static partial Regex VersionName();
}
