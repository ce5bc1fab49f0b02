using DccBridge.Tray.DBus;

namespace DccBridge.Tray.StatusNotifier;

/// <summary>The menu on the bus: com.canonical.dbusmenu.</summary>
internal sealed class MenuObject
{
    /// <summary>Where it lies.</summary>
    public const string Path = "/StatusNotifierItem/Menu";

    /// <summary>Its interface.</summary>
    public const string Interface = "com.canonical.dbusmenu";

    private const uint Version = 3;

    private readonly MenuModel _model;
    private readonly Action<string> _chosen;

    /// <param name="model">The menu.</param>
    /// <param name="chosen">Is told the id of a line that was chosen; must return at once.</param>
    public MenuObject(MenuModel model, Action<string> chosen)
    {
        _model = model;
        _chosen = chosen;
    }

    /// <summary>It as an object of the bus.</summary>
    public BusObject Object => new(Path, [new BusInterface
    {
        Name = Interface,
        Methods =
        [
            new("GetLayout", "iias", "u(ia{sv}av)", GetLayout),
            new("GetGroupProperties", "aias", "a(ia{sv})", GetGroupProperties),
            new("GetProperty", "is", "v", GetProperty),
            new("Event", "isvu", "", Event),
            new("EventGroup", "a(isvu)", "ai", EventGroup),
            new("AboutToShow", "i", "b", AboutToShow),
            new("AboutToShowGroup", "ai", "aiai", AboutToShowGroup),
        ],
        Properties =
        [
            new("Version", "u", () => Version),
            new("TextDirection", "s", () => "ltr"),
            new("Status", "s", () => "normal"),
            new("IconThemePath", "as", () => Array.Empty<string>()),
        ],
        Signals = [new("ItemsPropertiesUpdated", "a(ia{sv})a(ias)"), new("LayoutUpdated", "ui"), new("ItemActivationRequested", "iu")],
    }]);

    /// <summary>The signal that tells a change; null when nothing changed.</summary>
    public (string Member, string Signature, object[] Values)? Tell(MenuChange change)
    {
        if (change.IsLayout)
        {
            return ("LayoutUpdated", "ui", [_model.Now.Revision, 0]);
        }

        if (change.Changed.Count == 0)
        {
            return null;
        }

        var updated = new List<object>();
        var removed = new List<object>();
        foreach (var (before, after) in change.Changed)
        {
            var old = before.Properties();
            var now = after.Properties();
            updated.Add(new object[] { after.Number, Entries(now.Where(p => !old.TryGetValue(p.Key, out var was) || was != p.Value)) });
            if (old.Keys.Except(now.Keys).ToArray() is { Length: > 0 } gone)
            {
                removed.Add(new object[] { after.Number, gone });
            }
        }

        return ("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", [updated, removed]);
    }

    private static KeyValuePair<object, object>[] Entries(IEnumerable<KeyValuePair<string, BusVariant>> properties) =>
        [.. properties.Select(p => new KeyValuePair<object, object>(p.Key, p.Value))];

    // An empty list of names asks for all.
    private static KeyValuePair<object, object>[] Entries(MenuNode node, object[] names) =>
        Entries(node.Properties().Where(p => names.Length == 0 || names.Contains(p.Key)));

    private static object[] Layout(MenuNode node, int depth, object[] names) =>
    [
        node.Number,
        Entries(node, names),
        depth == 0 ? Array.Empty<object>() : node.Children.Select(child => new BusVariant("(ia{sv}av)", Layout(child, depth < 0 ? depth : depth - 1, names))).ToArray<object>(),
    ];

    private object[] GetLayout(BusMessage call)
    {
        var (revision, root) = _model.Now;
        return [revision, Layout(Find(root, (int)call.Body[0]), (int)call.Body[1], (object[])call.Body[2])];
    }

    private object[] GetGroupProperties(BusMessage call)
    {
        var ids = (object[])call.Body[0];
        var nodes = _model.Now.Root.All.Where(node => ids.Length == 0 || ids.Contains(node.Number));
        return [nodes.Select(node => new object[] { node.Number, Entries(node, (object[])call.Body[1]) }).ToArray()];
    }

    private object[] GetProperty(BusMessage call) =>
        Find((int)call.Body[0]).Properties().TryGetValue((string)call.Body[1], out var value)
            ? [value]
            : throw new BusException(BusNames.UnknownProperty, $"Line {call.Body[0]} of the menu has no property {call.Body[1]} other than its default.");

    private object[] Event(BusMessage call)
    {
        Happen(Find((int)call.Body[0]), (string)call.Body[1]);
        return [];
    }

    private object[] EventGroup(BusMessage call)
    {
        var root = _model.Now.Root;
        var unknown = new List<object>();
        foreach (object[] one in ((object[])call.Body[0]).Cast<object[]>())
        {
            if (root.All.FirstOrDefault(node => node.Number == (int)one[0]) is { } node)
            {
                Happen(node, (string)one[1]);
            }
            else
            {
                unknown.Add(one[0]);
            }
        }

        return [unknown];
    }

    // Never: every change is told as it happens.
    private object[] AboutToShow(BusMessage call)
    {
        Find((int)call.Body[0]);
        return [false];
    }

    private object[] AboutToShowGroup(BusMessage call)
    {
        var known = _model.Now.Root.All.Select(node => node.Number).ToHashSet();
        return [Array.Empty<object>(), ((object[])call.Body[0]).Where(id => !known.Contains((int)id)).ToArray()];
    }

    private void Happen(MenuNode node, string what)
    {
        if (what == "clicked" && node.Item is { IsEnabled: true, IsSeparator: false } item && node.Children.Count == 0)
        {
            _chosen(item.Id);
        }
    }

    private MenuNode Find(int number) => Find(_model.Now.Root, number);

    private static MenuNode Find(MenuNode root, int number) =>
        root.All.FirstOrDefault(node => node.Number == number) ?? throw new BusException(BusNames.InvalidArguments, $"The menu has no line {number}.");
}
