using DccBridge.Tray.DBus;

namespace DccBridge.Tray.StatusNotifier;

/// <summary>A line of the menu with the number by which the bus knows it.</summary>
/// <param name="Number">0 for the root.</param>
/// <param name="Item">Null for the root.</param>
/// <param name="Children">Lines below it.</param>
internal sealed record MenuNode(int Number, TrayMenuItem? Item, IReadOnlyList<MenuNode> Children)
{
    /// <summary>This and all below it.</summary>
    public IEnumerable<MenuNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>What is not as it is by default, by the names of com.canonical.dbusmenu.</summary>
    public IReadOnlyDictionary<string, BusVariant> Properties()
    {
        var properties = new Dictionary<string, BusVariant>(StringComparer.Ordinal);
        if (Children.Count > 0 || Item is null)
        {
            properties["children-display"] = BusVariant.Of("submenu");
        }

        if (Item is null)
        {
            return properties;
        }

        if (Item.IsSeparator)
        {
            properties["type"] = BusVariant.Of("separator");
            return properties;
        }

        // A single underscore would mark the next letter as the key of the line.
        properties["label"] = BusVariant.Of(Item.Label.Replace("_", "__", StringComparison.Ordinal));
        if (!Item.IsEnabled)
        {
            properties["enabled"] = BusVariant.Of(false);
        }

        if (Item.IsChecked is { } isChecked)
        {
            properties["toggle-type"] = BusVariant.Of("checkmark");
            properties["toggle-state"] = BusVariant.Of(isChecked ? 1 : 0);
        }

        return properties;
    }
}

/// <summary>What a new menu changes.</summary>
/// <param name="IsLayout">Lines came, went or moved.</param>
/// <param name="Changed">Otherwise: lines that look different, before and after.</param>
internal sealed record MenuChange(bool IsLayout, IReadOnlyList<(MenuNode Before, MenuNode After)> Changed);

/// <summary>The menu as the bus sees it. A line keeps its number as long as its id is in the menu, and a number is never given again: a late click cannot mean another line.</summary>
internal sealed class MenuModel
{
    private readonly Lock _gate = new();
    private Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private MenuNode _root = new(0, null, []);
    private int _last;

    /// <summary>Grows with every change of the layout.</summary>
    public uint Revision { get; private set; } = 1;

    /// <summary>The menu now, with the revision that it has.</summary>
    public (uint Revision, MenuNode Root) Now
    {
        get
        {
            lock (_gate)
            {
                return (Revision, _root);
            }
        }
    }

    /// <summary>Takes a new menu.</summary>
    public MenuChange Update(IReadOnlyList<TrayMenuItem> items)
    {
        lock (_gate)
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            var before = _root;
            _root = new MenuNode(0, null, Number(items, numbers));
            _numbers = numbers;
            if (!HasSameLayout(before, _root))
            {
                Revision++;
                return new MenuChange(true, []);
            }

            return new MenuChange(false, [.. before.All.Zip(_root.All).Where(pair => pair.First.Item is { } one && pair.Second.Item is { } other && one with { Children = [] } != other with { Children = [] })]);
        }
    }

    private List<MenuNode> Number(IReadOnlyList<TrayMenuItem> items, Dictionary<string, int> numbers)
    {
        var nodes = new List<MenuNode>(items.Count);
        foreach (var item in items)
        {
            int number = _numbers.TryGetValue(item.Id, out int known) ? known : ++_last;
            numbers.Add(item.Id, number);
            nodes.Add(new MenuNode(number, item, Number(item.Children, numbers)));
        }

        return nodes;
    }

    // What makes a line a separator or a submenu counts as layout: panels build another widget for it.
    private static bool HasSameLayout(MenuNode one, MenuNode other) =>
        one.Number == other.Number && one.Item?.IsSeparator == other.Item?.IsSeparator && one.Children.Count == other.Children.Count
        && one.Children.Zip(other.Children).All(pair => HasSameLayout(pair.First, pair.Second));
}
