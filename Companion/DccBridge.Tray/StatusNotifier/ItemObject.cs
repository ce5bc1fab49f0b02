using DccBridge.Tray.DBus;
using DccBridge.Tray.Icons;

namespace DccBridge.Tray.StatusNotifier;

/// <summary>The icon on the bus: org.kde.StatusNotifierItem.</summary>
internal sealed class ItemObject
{
    /// <summary>Where it lies; panels look nowhere else.</summary>
    public const string Path = "/StatusNotifierItem";

    /// <summary>Its interface.</summary>
    public const string Interface = "org.kde.StatusNotifierItem";

    private static readonly object[] NoPixmaps = [];

    private readonly TrayOptions _options;
    private readonly Func<TrayView> _view;
    private readonly Action _activated;
    private readonly Lock _gate = new();
    private (TrayIconState State, int Badge, object[] Pixmaps)? _painted;

    /// <param name="options">Whose icon it is.</param>
    /// <param name="view">What is shown now.</param>
    /// <param name="activated">Is told of a click; must return at once.</param>
    public ItemObject(TrayOptions options, Func<TrayView> view, Action activated)
    {
        _options = options;
        _view = view;
        _activated = activated;
    }

    /// <summary>It as an object of the bus.</summary>
    public BusObject Object => new(Path, [new BusInterface
    {
        Name = Interface,
        Methods =
        [
            // A panel that shows no menu of ours asks us to show one; we have no window, so that the default line must do.
            new("ContextMenu", "ii", "", Activate),
            new("Activate", "ii", "", Activate),
            new("SecondaryActivate", "ii", "", Activate),
            new("Scroll", "is", "", _ => []),
        ],
        Properties =
        [
            new("Category", "s", () => "ApplicationStatus"),
            new("Id", "s", () => _options.Id),
            new("Title", "s", () => _view().Title),
            new("Status", "s", () => Status(_view())),
            new("WindowId", "i", () => 0),
            new("IconName", "s", () => ""),
            new("IconPixmap", "a(iiay)", Pixmaps),
            new("OverlayIconName", "s", () => ""),
            new("OverlayIconPixmap", "a(iiay)", () => NoPixmaps),
            new("AttentionIconName", "s", () => ""),
            new("AttentionIconPixmap", "a(iiay)", () => _view().State == TrayIconState.Attention ? Pixmaps() : NoPixmaps),
            new("AttentionMovieName", "s", () => ""),
            new("ToolTip", "(sa(iiay)ss)", () => ToolTip(_view())),
            new("ItemIsMenu", "b", () => false),
            new("Menu", "o", () => new ObjectPath(MenuObject.Path)),
            new("IconThemePath", "s", () => ""),
        ],
        Signals = [new("NewTitle", ""), new("NewIcon", ""), new("NewAttentionIcon", ""), new("NewOverlayIcon", ""), new("NewToolTip", ""), new("NewStatus", "s")],
    }]);

    /// <summary>The signals that tell what a new view changed.</summary>
    public static IEnumerable<(string Member, string Signature, object[] Values)> Tell(TrayView before, TrayView after)
    {
        if ((before.State, before.Badge) != (after.State, after.Badge))
        {
            yield return ("NewIcon", "", []);
            if (after.State == TrayIconState.Attention)
            {
                yield return ("NewAttentionIcon", "", []);
            }
        }

        if (Status(before) != Status(after))
        {
            yield return ("NewStatus", "s", [Status(after)]);
        }

        if ((before.Title, before.ToolTip) != (after.Title, after.ToolTip))
        {
            yield return ("NewToolTip", "", []);
        }

        if (before.Title != after.Title)
        {
            yield return ("NewTitle", "", []);
        }
    }

    // Panels hide an item that is passive.
    private static string Status(TrayView view) => view.IsHidden ? "Passive" : view.State == TrayIconState.Attention ? "NeedsAttention" : "Active";

    // The second text of a tool tip is markup.
    private static object[] ToolTip(TrayView view) =>
        ["", NoPixmaps, view.Title, view.ToolTip.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)];

    private object[] Activate(BusMessage call)
    {
        _activated();
        return [];
    }

    private object[] Pixmaps()
    {
        var view = _view();
        lock (_gate)
        {
            if (_painted is { } painted && (painted.State, painted.Badge) == (view.State, view.Badge))
            {
                return painted.Pixmaps;
            }

            object[] pixmaps = [.. IconPainter.Sizes.Select(size => IconPainter.Paint(view.State, view.Badge, size)).Select(image => new object[] { image.Size, image.Size, image.Argb() })];
            _painted = (view.State, view.Badge, pixmaps);
            return pixmaps;
        }
    }
}
