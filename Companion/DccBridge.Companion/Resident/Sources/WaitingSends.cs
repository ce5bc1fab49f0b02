namespace DccBridge.Companion.Resident.Sources;

/// <summary>Changed files whose send was not taken yet, for each project in the order in which they changed. One place for each file. Not synchronised.</summary>
internal sealed class WaitingSends
{
    private static readonly Comparer<(long Change, string Id)> Order = Comparer<(long Change, string Id)>.Create((a, b) =>
    {
        var change = a.Change.CompareTo(b.Change);
        return change != 0 ? change : string.CompareOrdinal(a.Id, b.Id);
    });

    private readonly Dictionary<string, SortedDictionary<(long Change, string Id), Watched>> _byProject = new(StringComparer.Ordinal);

    /// <summary>Projects for which something waits.</summary>
    public IReadOnlyList<string> Projects => [.. _byProject.Keys];

    /// <summary>Lines it up; nothing when it waits already.</summary>
    public void Add(Watched watched)
    {
        if (!_byProject.TryGetValue(watched.Line.ProjectPath, out var waiting))
        {
            _byProject[watched.Line.ProjectPath] = waiting = new(Order);
        }

        waiting[PlaceOf(watched.Line)] = watched;
    }

    /// <summary>Gives the place of a change up.</summary>
    public void Remove(SourceLine line)
    {
        if (_byProject.TryGetValue(line.ProjectPath, out var waiting) && waiting.Remove(PlaceOf(line)) && waiting.Count == 0)
        {
            _byProject.Remove(line.ProjectPath);
        }
    }

    /// <summary>The one that changed first; null when none waits.</summary>
    public Watched? First(string projectPath) => _byProject.TryGetValue(projectPath, out var waiting) ? waiting.First().Value : null;

    private static (long Change, string Id) PlaceOf(SourceLine line) => (line.Change, line.Id);
}
