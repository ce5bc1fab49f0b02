using System.Diagnostics.CodeAnalysis;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Validation;

/// <summary>Values by folder; an asset takes that of the nearest folder above it, or of itself.</summary>
internal sealed class FolderTable<T>
    where T : class
{
    private readonly Dictionary<string, T> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public FolderTable(IEnumerable<KeyValuePair<string, T>> values)
    {
        foreach (var (path, value) in values)
        {
            _values.Add(path, value);
        }

        _lookup = _values.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _values.Count;

    /// <summary>The value nearest to <paramref name="path"/>, and where it stands.</summary>
    /// <param name="path">Path to begin at; give <paramref name="remaining"/> of the last answer to go on upwards.</param>
    /// <param name="value">The value found.</param>
    /// <param name="remaining">The path above the folder found, to look for the next one; empty at the top.</param>
    public bool TryFind(ReadOnlySpan<char> path, [NotNullWhen(true)] out T? value, out ReadOnlySpan<char> remaining)
    {
        // Each step hashes the whole rest: without this cap a path of nothing but slashes would cost quadratic time.
        path = path[..Math.Min(path.Length, AssetPath.MaxLength)];
        while (_values.Count > 0 && !path.IsEmpty)
        {
            var found = _lookup.TryGetValue(path, out value);
            var slash = path.LastIndexOf('/');
            path = slash <= 0 ? [] : path[..slash];
            if (found && value is not null)
            {
                remaining = path;
                return true;
            }
        }

        value = null;
        remaining = [];
        return false;
    }
}
