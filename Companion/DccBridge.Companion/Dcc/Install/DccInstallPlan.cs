using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Dcc.Install;

/// <summary>What installing into, or removing from, one place would change; worked out without changing anything.</summary>
internal sealed record DccInstallPlan
{
    /// <summary>Where.</summary>
    public required DccPlace Place { get; init; }

    /// <summary>What is there of ours; null when nothing is.</summary>
    public DccInstallRecord? Before { get; init; }

    /// <summary>Files that are written, from the place's root.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>Files of ours that go.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Files that somebody else made or changed: they stay as they are.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Nothing changes.</summary>
    public bool IsNothing => Written.Count == 0 && Removed.Count == 0 && Before is { Earlier.Count: 0 };

    /// <summary>Works out an installation.</summary>
    /// <param name="place">With its files.</param>
    /// <param name="isForced">Files that the user changed are replaced.</param>
    /// <param name="files">The disk.</param>
    /// <exception cref="InstallException">A file of the user's would be lost.</exception>
    public static DccInstallPlan Install(DccPlace place, bool isForced, IProjectFiles files)
    {
        var before = DccInstallRecord.Read(place, files);
        var foreign = place.Files.Where(file => IsForeign(place, before, file.Key, files) && !files.Read(place.Full(file.Key)).AsSpan().SequenceEqual(file.Value)).Select(file => file.Key).ToArray();
        if (foreign.Length > 0 && !isForced)
        {
            throw new InstallException(
                $"{place.Name}: {string.Join(", ", foreign.Take(5).Select(path => $"'{place.Full(path)}'"))}{(foreign.Length > 5 ? $" and {foreign.Length - 5} more files" : "")} {(before is null ? "was not put there by dccbridge" : "was changed since it was installed")}. "
                + "Move it away, or replace it with --force. Nothing was changed.");
        }

        var leavings = before?.Files.Keys.Union(before.Earlier.Keys).Where(path => !place.Files.ContainsKey(path) && files.FileExists(place.Full(path))).ToArray() ?? [];
        return new DccInstallPlan
        {
            Place = place,
            Before = before,
            Written = [.. place.Files.Where(file => !files.FileExists(place.Full(file.Key)) || !files.Read(place.Full(file.Key)).AsSpan().SequenceEqual(file.Value)).Select(file => file.Key).Order(StringComparer.Ordinal)],
            Removed = [.. leavings.Where(path => isForced || !IsForeign(place, before, path, files))],
            Kept = [.. leavings.Where(path => !isForced && IsForeign(place, before, path, files))],
        };
    }

    /// <summary>Works out a removal; null when nothing of ours is there.</summary>
    public static DccInstallPlan? Uninstall(DccPlace place, bool isForced, IProjectFiles files)
    {
        if (DccInstallRecord.Read(place, files) is not { } before)
        {
            return null;
        }

        var there = before.Files.Keys.Union(before.Earlier.Keys).Where(path => files.FileExists(place.Full(path))).ToArray();
        return new DccInstallPlan
        {
            Place = place,
            Before = before,
            Removed = [.. there.Where(path => isForced || !IsForeign(place, before, path, files))],
            Kept = [.. there.Where(path => !isForced && IsForeign(place, before, path, files))],
        };
    }

    // It is there, and is not what we wrote.
    private static bool IsForeign(DccPlace place, DccInstallRecord? record, string path, IProjectFiles files) =>
        files.FileExists(place.Full(path)) && record?.Wrote(path, InstallRecord.Hash(files.Read(place.Full(path)))) != true;
}
