using System.Collections.Concurrent;
using System.Globalization;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>A finding with its asset.</summary>
internal sealed record FindingRow(KeptAsset Asset, KeptFinding Finding)
{
    /// <summary>A word occurs in asset, rule, message, node or source.</summary>
    public bool Has(string word) =>
        Has(Asset.Path, word) || Has(Finding.Rule, word) || Has(Finding.Message, word) || Has(Finding.Node, word) || Has(Finding.Material, word) || Has(Asset.Source, word);

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>All findings at one moment; does not change. Each order is made when it is first asked for.</summary>
internal sealed class FindingSnapshot
{
    private readonly FindingRow[] _rows;
    private readonly ConcurrentDictionary<string, FindingRow[]> _ordered = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, FindingRow>> _byId;

    /// <param name="assets">The assets with findings.</param>
    public FindingSnapshot(IEnumerable<KeptAsset> assets)
    {
        _rows = [.. assets.SelectMany(a => a.Findings.Select(f => new FindingRow(a, f)))];
        _byId = new(() =>
        {
            var byId = new Dictionary<string, FindingRow>(_rows.Length, StringComparer.Ordinal);
            foreach (var row in _rows)
            {
                byId[row.Finding.Id] = row;
            }

            return byId;
        });
    }

    /// <summary>The orders that there are.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["severity", "asset", "rule", "source", "time"];

    /// <summary>One by its id; null when it is not there.</summary>
    public FindingRow? Find(string id) => _byId.Value.GetValueOrDefault(id);

    /// <summary>All, in an order of <see cref="Orders"/>.</summary>
    public IReadOnlyList<FindingRow> InOrder(string order) => _ordered.GetOrAdd(order, Sort);

    /// <summary>The group that a finding is in when all are in this order.</summary>
    public static string GroupOf(FindingRow row, string order) => order switch
    {
        "severity" => KeptAssets.Word(row.Finding.Severity.ToString()),
        "asset" => row.Asset.Path,
        "rule" => row.Finding.Rule,
        "source" => row.Asset.Source ?? "",
        _ => row.Asset.ValidatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private FindingRow[] Sort(string order)
    {
        var rows = (FindingRow[])_rows.Clone();
        Array.Sort(rows, Comparison(order));
        return rows;
    }

    private static Comparison<FindingRow> Comparison(string order) => order switch
    {
        "severity" => static (a, b) => First(Worse(a, b), ByAsset(a, b), ByRule(a, b), ById(a, b)),
        "asset" => static (a, b) => First(ByAsset(a, b), Worse(a, b), ByRule(a, b), ById(a, b)),
        "rule" => static (a, b) => First(ByRule(a, b), Worse(a, b), ByAsset(a, b), ById(a, b)),
        "source" => static (a, b) => First(BySource(a, b), ByAsset(a, b), Worse(a, b), ById(a, b)),
        _ => static (a, b) => First(b.Asset.ValidatedAt.CompareTo(a.Asset.ValidatedAt), Worse(a, b), ByAsset(a, b), ById(a, b)),
    };

    private static int First(int a, int b, int c, int d) => a != 0 ? a : b != 0 ? b : c != 0 ? c : d;

    private static int Worse(FindingRow a, FindingRow b) => (int)b.Finding.Severity - (int)a.Finding.Severity;

    private static int ByAsset(FindingRow a, FindingRow b) => string.Compare(a.Asset.Path, b.Asset.Path, StringComparison.OrdinalIgnoreCase);

    private static int ByRule(FindingRow a, FindingRow b) => string.CompareOrdinal(a.Finding.Rule, b.Finding.Rule);

    // Without a source last.
    private static int BySource(FindingRow a, FindingRow b) =>
        a.Asset.Source is null ? (b.Asset.Source is null ? 0 : 1) : b.Asset.Source is null ? -1 : string.CompareOrdinal(a.Asset.Source, b.Asset.Source);

    private static int ById(FindingRow a, FindingRow b) => string.CompareOrdinal(a.Finding.Id, b.Finding.Id);
}
