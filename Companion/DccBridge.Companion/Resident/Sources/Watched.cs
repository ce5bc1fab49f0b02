using DccBridge.Companion.Resident.State;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>A sent file and what is known of it since this start.</summary>
internal sealed class Watched(SourceLine line)
{
    /// <summary>As it is kept.</summary>
    public SourceLine Line { get; set; } = line;

    /// <summary>How it looked when its content was looked at last; null when it was not there, or was never looked at.</summary>
    public FileLook? Seen { get; set; }

    /// <summary>It is not there.</summary>
    public bool IsMissing { get; set; }

    /// <summary>Its change was offered.</summary>
    public bool IsOffered { get; set; }

    /// <summary>The send of its change was taken since this start, and since its editor was connected.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Somebody was told that the send of its change has to wait.</summary>
    public bool IsRefusalTold { get; set; }
}

/// <summary>A folder with sent files.</summary>
internal sealed class WatchedFolder(string path, StringComparer paths)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The sent files in it.</summary>
    public HashSet<string> Files { get; } = new(paths);

    /// <summary>What the system tells; null when it is not asked.</summary>
    public FolderWatch? Watch { get; set; }

    /// <summary>The volume it lies on; null when nobody has looked yet. Only of the task that looks.</summary>
    public string? Volume { get; set; }

    /// <summary>It is being looked at, or waits for that.</summary>
    public bool IsLookedAt { get; set; }

    /// <summary>It is to be looked at as soon as that can be.</summary>
    public bool IsDue { get; set; } = true;

    /// <summary>The system tells of its files.</summary>
    public bool IsWatching => Watch is { IsWatching: true };
}

/// <summary>A file that may have been saved.</summary>
/// <param name="Since">When it was told or seen last.</param>
/// <param name="Tries">How often it could not be read since then.</param>
/// <param name="Noticed">How it looked when the change was seen by looking; null when the system told of it.</param>
internal readonly record struct Dirty(long Since, int Tries, FileLook? Noticed);
