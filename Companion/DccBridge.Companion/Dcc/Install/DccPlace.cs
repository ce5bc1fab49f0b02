namespace DccBridge.Companion.Dcc.Install;

/// <summary>Where one version of a DCC looks for add-ons, and what is put there.</summary>
/// <param name="Name">The DCC and its version ("Blender 3.4").</param>
/// <param name="Root">The folder that it looks into, absolute. It is made when it is missing.</param>
/// <param name="Own">The folder below <paramref name="Root"/> that is all ours; the record of the installation is in it.</param>
/// <param name="Files">The files by path from <paramref name="Root"/> with '/'.</param>
internal sealed record DccPlace(string Name, string Root, string Own, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>What install did, in <see cref="Own"/>.</summary>
    public const string RecordName = "dccbridge-installed.json";

    /// <summary>The record, from <see cref="Root"/>.</summary>
    public string RecordPath => $"{Own}/{RecordName}";

    /// <summary>The version as Blender and Houdini name their folders ("3.4"); null where one place is for all versions.</summary>
    public string? Version { get; init; }

    /// <summary>A full path.</summary>
    public string Full(string path) => Path.GetFullPath(Path.Combine(Root, path));
}
