using DccBridge.Companion.Resident.Views;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>Answers queries over a snapshot.</summary>
internal static class FindingSearch
{
    /// <summary>More groups than this are told only where the page shows them.</summary>
    private const int MaxGroups = 1_000;

    private const int MaxProjects = 100;
    private const int MaxLimit = 1_000;
    private const int MaxText = 500;

    /// <summary>The page that a query asks for.</summary>
    /// <exception cref="ResidentException">The query is wrong.</exception>
    public static FindingPage Run(FindingSnapshot snapshot, FindingQuery query, Func<FindingRow, FindingView> view)
    {
        var severity = Verify(query);
        var words = (query.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var below = query.Path is { } path ? path.TrimEnd('/') + '/' : null;
        var total = 0;
        var counts = new int[3];
        var items = new List<FindingRow>(Math.Min(query.Limit, 256));
        var groups = new List<(string Key, int First, int Count)>();
        var projects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in snapshot.InOrder(query.Sort))
        {
            projects.Add(row.Asset.Project);
            if (!Fits(row, query, severity, below, words))
            {
                continue;
            }

            counts[(int)row.Finding.Severity]++;
            var key = FindingSnapshot.GroupOf(row, query.Sort);
            if (groups.Count > 0 && groups[^1].Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                groups[^1] = groups[^1] with { Count = groups[^1].Count + 1 };
            }
            else
            {
                groups.Add((key, total, 1));
            }

            if (total >= query.Offset && items.Count < query.Limit)
            {
                items.Add(row);
            }

            total++;
        }

        var shown = groups.Count <= MaxGroups ? groups : groups.Where(g => g.First < query.Offset + items.Count && g.First + g.Count > query.Offset);
        return new FindingPage
        {
            Total = total,
            Errors = counts[(int)Severity.Error],
            Warnings = counts[(int)Severity.Warning],
            Infos = counts[(int)Severity.Info],
            Groups = [.. shown.Select(g => new FindingGroup(g.Key, g.Count))],
            Projects = [.. projects.Order(StringComparer.Ordinal).Take(MaxProjects)],
            Items = [.. items.Select(view)],
        };
    }

    private static bool Fits(FindingRow row, FindingQuery query, Severity? severity, string? below, string[] words) =>
        (query.Suppressed || row.Finding.SuppressedBecause is null)
        && (severity is null || row.Finding.Severity == severity)
        && (query.Project is null || row.Asset.Project == query.Project || row.Asset.ProjectPath == query.Project)
        && (query.Run is null || row.Asset.RunId == query.Run)
        && (query.Rule is null || row.Finding.Rule == query.Rule)
        && (below is null || row.Asset.Path.StartsWith(below, StringComparison.OrdinalIgnoreCase) || row.Asset.Path.Length == below.Length - 1 && below.StartsWith(row.Asset.Path, StringComparison.OrdinalIgnoreCase))
        && words.All(row.Has);

    private static Severity? Verify(FindingQuery query)
    {
        if (!FindingSnapshot.Orders.Contains(query.Sort))
        {
            throw Wrong("sort", string.Join(", ", FindingSnapshot.Orders));
        }

        if (query.Limit is < 1 or > MaxLimit)
        {
            throw Wrong("limit", $"1 to {MaxLimit}");
        }

        if (query.Offset < 0)
        {
            throw Wrong("offset", "0 or more");
        }

        if (query.Text is { Length: > MaxText })
        {
            throw Wrong("text", $"text of at most {MaxText} characters");
        }

        return query.Severity switch
        {
            null => null,
            "info" => Severity.Info,
            "warning" => Severity.Warning,
            "error" => Severity.Error,
            _ => throw Wrong("severity", "info, warning, error"),
        };
    }

    private static ResidentException Wrong(string field, string allowed) => new(ResidentFault.Invalid, "invalidQuery", $"'{field}' is not allowed as it is. Allowed: {allowed}.");
}
