using System.Globalization;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Validation;

/// <summary>The suppressions of a project by path.</summary>
internal sealed class SuppressionTable
{
    private readonly FolderTable<List<Suppression>> _byPath;

    public SuppressionTable(IReadOnlyList<Suppression> suppressions) => _byPath = new FolderTable<List<Suppression>>(
        suppressions.GroupBy(suppression => suppression.Path, StringComparer.OrdinalIgnoreCase).Select(group => KeyValuePair.Create(group.Key, group.ToList())));

    /// <summary>
    /// The finding, marked when a suppression holds. The nearest one counts; when only one that ran out matches, the fix says so, since
    /// whoever suppressed it will wonder why it is back.
    /// </summary>
    /// <param name="finding">What a rule found.</param>
    /// <param name="path">Path of the asset.</param>
    /// <param name="today">The day, UTC; a suppression holds until the end of its last day.</param>
    public Finding Apply(Finding finding, string path, DateOnly today)
    {
        Suppression? ranOut = null;
        ReadOnlySpan<char> rest = path;
        while (_byPath.TryFind(rest, out var suppressions, out rest))
        {
            foreach (var suppression in suppressions)
            {
                if (suppression.Rule != finding.RuleId)
                {
                    continue;
                }

                if (suppression.Expires is not { } last || last >= today)
                {
                    return finding with { SuppressedBecause = suppression.Reason };
                }

                if (ranOut is null || ranOut.Expires < last)
                {
                    ranOut = suppression;
                }
            }
        }

        return ranOut is null
            ? finding
            : finding with { Fix = string.Create(CultureInfo.InvariantCulture, $"{finding.Fix} A suppression of this for {ranOut.Path} ran out on {ranOut.Expires:yyyy-MM-dd} (\"{ranOut.Reason}\"): mend the asset, or give it a new date in DccBridge.settings.json.") };
    }
}
