using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Dcc.Install;

/// <summary>What install put into a place, kept there so that uninstall takes away exactly that.</summary>
internal sealed record DccInstallRecord
{
    /// <summary>The layout of this file.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Version of the add-on.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal by path from the place's root.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    /// <summary>The hashes of an installation that is being replaced: while a run is under way, or after it was killed, a file may still be as it was.</summary>
    public SortedDictionary<string, string> Earlier { get; init; } = [];

    /// <summary>Folders that were made for it, from the place's root; "" is the root itself.</summary>
    public IReadOnlyList<string> MadeFolders { get; init; } = [];

    /// <summary>The add-on was switched on in the preferences too.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>A file of ours with this hash, as it is now or was before a run that was killed.</summary>
    public bool Wrote(string path, string hash) => (Files.TryGetValue(path, out var now) && now == hash) || (Earlier.TryGetValue(path, out var before) && before == hash);

    /// <summary>Reads the record of a place; null when there is none.</summary>
    /// <exception cref="InstallException">It cannot be understood.</exception>
    public static DccInstallRecord? Read(DccPlace place, IProjectFiles files)
    {
        var path = place.Full(place.RecordPath);
        if (!files.FileExists(path))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize(files.Read(path), DccInstallRecordJson.Default.DccInstallRecord);
            var isBad = record is null || record.Format != 1 || record.Files.Keys.Concat(record.Earlier.Keys).Concat(record.MadeFolders).Any(k => Path.IsPathRooted(k) || k.Split('/', '\\').Contains(".."));
            return isBad ? throw new JsonException("it was written by another version, or by hand") : record;
        }
        catch (JsonException e)
        {
            throw new InstallException($"'{path}' cannot be understood ({e.Message}). Delete that file and install again with --force.", e);
        }
    }

    /// <summary>The file.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, DccInstallRecordJson.Readable.DccInstallRecord), (byte)'\n'];
}

/// <summary>Generated, so that nothing is looked up by reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DccInstallRecord))]
internal sealed partial class DccInstallRecordJson : JsonSerializerContext
{
    /// <summary>Over several lines, for people.</summary>
    public static DccInstallRecordJson Readable => new(new JsonSerializerOptions(Default.Options) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
