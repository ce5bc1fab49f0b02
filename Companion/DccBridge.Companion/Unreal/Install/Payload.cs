using System.IO.Compression;
using System.Text.Json;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>The files of the plugin that are to be installed, read into memory: about two megabytes of source.</summary>
internal sealed class Payload
{
    private const int MostFiles = 5000;
    private const long MostBytes = 128L * 1024 * 1024;

    private Payload(string source, IReadOnlyDictionary<string, byte[]> files)
    {
        Source = source;
        Files = files;
        var missing = StagedContent.Required.Where(r => !files.ContainsKey(r)).ToArray();
        if (missing.Length > 0)
        {
            throw new InstallException($"'{source}' is no complete DccBridge plugin: {string.Join(", ", missing)} is missing. Take the download of the release again, or a whole clone of the repository.");
        }

        Version = PluginDescriptor.Version(files[StagedContent.Descriptor], $"{StagedContent.Descriptor} in '{source}'");
    }

    /// <summary>The folder or zip file it comes from.</summary>
    public string Source { get; }

    /// <summary>Its version.</summary>
    public Version Version { get; }

    /// <summary>Content by path from the plugin's folder, with '/'.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>Reads a folder or a zip file.</summary>
    /// <exception cref="InstallException">It is no complete plugin.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Payload Read(string source, IProjectFiles files) =>
        source.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? ReadZip(source) : ReadFolder(source, files);

    private static Payload ReadFolder(string folder, IProjectFiles files)
    {
        // By the entries of the list, not the whole folder: a clone holds much more.
        var paths = StagedContent.Files.Where(f => files.FileExists(Path.Combine(folder, f)))
            .Concat(StagedContent.Folders.SelectMany(f => files.List(Path.Combine(folder, f)).Select(p => $"{f}/{p}")))
            .Where(StagedContent.Takes);
        var content = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        long total = 0;
        foreach (var path in paths)
        {
            var bytes = files.Read(Path.Combine(folder, path));
            Count(content.Count, total += bytes.Length, folder);
            content.Add(path, bytes);
        }

        return new Payload(folder, content);
    }

    private static Payload ReadZip(string path)
    {
        var content = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        long total = 0;
        try
        {
            using var zip = ZipFile.OpenRead(path);

            // The download holds one folder, DccBridge; a zip of its content alone will do as well.
            var prefix = zip.Entries.Any(e => e.FullName == $"{StagedContent.Plugin}/{StagedContent.Descriptor}") ? $"{StagedContent.Plugin}/" : "";
            foreach (var entry in zip.Entries.Where(e => e.Name.Length > 0 && e.FullName.StartsWith(prefix, StringComparison.Ordinal)))
            {
                var name = entry.FullName[prefix.Length..].Replace('\\', '/');
                if (name.Split('/').Contains("..") || !StagedContent.Takes(name))
                {
                    continue;
                }

                Count(content.Count, total += entry.Length, path);
                var bytes = new byte[entry.Length];
                using var stream = entry.Open();
                stream.ReadExactly(bytes);
                content[name] = bytes;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InstallException($"'{path}' is damaged ({e.Message}). Download it again.", e);
        }

        return new Payload(path, content);
    }

    private static void Count(int files, long bytes, string source)
    {
        if (files >= MostFiles || bytes > MostBytes)
        {
            throw new InstallException($"'{source}' holds more than {MostFiles} files or {MostBytes} bytes: it is not the DccBridge plugin.");
        }
    }
}

/// <summary>The little that is read of a .uplugin.</summary>
internal static class PluginDescriptor
{
    /// <summary>Its VersionName.</summary>
    /// <exception cref="InstallException">It has none that is a version.</exception>
    public static Version Version(byte[] content, string what)
    {
        try
        {
            var text = content.AsMemory(UprojectText.BomLength(content));
            using var document = JsonDocument.Parse(text, UprojectText.Tolerant);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("VersionName", out var name)
                && name.ValueKind == JsonValueKind.String
                && System.Version.TryParse(name.GetString()!.Split('-', '+')[0], out var version))
            {
                return version;
            }
        }
        catch (JsonException e)
        {
            throw new InstallException($"{what} is no JSON ({e.Message}). Take a fresh copy.", e);
        }

        throw new InstallException($"{what} has no VersionName such as \"1.2.3\". Take a fresh copy.");
    }
}
