using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DccBridge.Companion.Unreal.Install;

/// <summary>What install did, kept in the plugin's folder so that uninstall takes back exactly that.</summary>
internal sealed record InstallRecord
{
    /// <summary>The layout of this file.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Version of the plugin.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal by path from the plugin's folder; empty with <see cref="IsInPlace"/>.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    /// <summary>The plugin's folder is a clone or copy of the user's own: install enabled it and wrote no file of it.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>Plugins that had no entry in the .uproject.</summary>
    public IReadOnlyList<string> PluginsAdded { get; init; } = [];

    /// <summary>Plugins whose entry in the .uproject was switched on.</summary>
    public IReadOnlyList<string> PluginsSwitchedOn { get; init; } = [];

    /// <summary>The .uproject had no list of plugins.</summary>
    public bool MadePluginList { get; init; }

    /// <summary>The plugin's project was added to the solution.</summary>
    public bool AddedToSolution { get; init; }

    /// <summary>"Use Less CPU when in Background" was switched off.</summary>
    public bool SwitchedBackgroundCpuOff { get; init; }

    /// <summary>What the setting was before; null when it was not there.</summary>
    public string? BackgroundCpuBefore { get; init; }

    /// <summary>The hash that <see cref="Files"/> holds.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Reads the record of an installed plugin; null when there is none.</summary>
    /// <exception cref="InstallException">It cannot be understood.</exception>
    public static InstallRecord? Read(string pluginFolder, IProjectFiles files)
    {
        var path = Path.Combine(pluginFolder, StagedContent.Record);
        if (!files.FileExists(path))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize(files.Read(path), InstallRecordJson.Default.InstallRecord);
            var isBad = record is null || record.Format != 1 || record.Files.Keys.Any(k => Path.IsPathRooted(k) || k.Split('/', '\\').Contains(".."));
            return isBad ? throw new JsonException("it was written by another version, or by hand") : record;
        }
        catch (JsonException e)
        {
            throw new InstallException($"'{path}' cannot be understood ({e.Message}). Delete that file and install again: what is in the folder then counts as yours and is kept.", e);
        }
    }

    /// <summary>The file.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, InstallRecordJson.Readable.InstallRecord), (byte)'\n'];
}

/// <summary>Generated, so that nothing is looked up by reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstallRecord))]
internal sealed partial class InstallRecordJson : JsonSerializerContext
{
    /// <summary>Over several lines, for people and version control.</summary>
    public static InstallRecordJson Readable => new(new JsonSerializerOptions(Default.Options) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
