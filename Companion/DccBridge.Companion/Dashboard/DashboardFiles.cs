using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace DccBridge.Companion.Dashboard;

/// <summary>A file of the dashboard as it is served.</summary>
/// <param name="ContentType">For the header of that name.</param>
/// <param name="Bytes">What it is.</param>
/// <param name="ETag">Changes with the bytes; with its quotes.</param>
internal sealed record DashboardFile(string ContentType, ReadOnlyMemory<byte> Bytes, string ETag);

/// <summary>
/// The files of the dashboard: they lie in this assembly, so that they always fit the API that they talk to, and no path of a request ever reaches the disk.
/// </summary>
internal sealed class DashboardFiles
{
    /// <summary>What the names of the resources begin with.</summary>
    private const string Prefix = "dashboard/";

    private readonly FrozenDictionary<string, DashboardFile> _files;

    /// <summary>Reads all files once.</summary>
    public DashboardFiles()
    {
        var assembly = typeof(DashboardFiles).Assembly;
        _files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(AddressOf, name => Read(assembly, name), StringComparer.Ordinal);
    }

    /// <summary>The addresses of all files, such as <c>/modules/app.js</c>; the page itself is <c>/</c>.</summary>
    public IEnumerable<string> Addresses => _files.Keys;

    /// <summary>The file at an address; null when there is none.</summary>
    public DashboardFile? Find(string address) => _files.GetValueOrDefault(address);

    // Folders of the project begin with a capital, addresses do not; a build on Windows writes the folder with a backslash.
    private static string AddressOf(string resource)
    {
        var path = resource[Prefix.Length..].Replace('\\', '/');
        return path == "index.html" ? "/" : $"/{char.ToLowerInvariant(path[0])}{path[1..]}";
    }

    private static DashboardFile Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The resource {resource} cannot be opened.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new DashboardFile(TypeOf(resource), bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..12])}\"");
    }

    private static string TypeOf(string resource) => Path.GetExtension(resource) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The dashboard has a file of the unknown type {other}: {resource}."),
    };
}
