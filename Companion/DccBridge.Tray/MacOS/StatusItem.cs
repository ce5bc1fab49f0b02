using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DccBridge.Tray.Icons;

namespace DccBridge.Tray.MacOS;

/// <summary>An NSStatusItem with its menu. Used on the first thread alone. Written after Apple's documentation, never tried on a Mac.</summary>
[SupportedOSPlatform("macos")]
internal sealed unsafe class StatusItem : IDisposable
{
    private const string Owner = "owner";
    private const string Choose = "choose:";
    private const double SquareLength = -2;

    // Twice as many pixels as points: sharp on every screen.
    private const int Points = 18;
    private const int Pixels = 36;

    private readonly Action<string> _chosen;
    private readonly GCHandle _self;
    private readonly nint _target;
    private readonly List<string> _ids = [];
    private nint _item;

    /// <param name="chosen">Is told the id of a line.</param>
    public StatusItem(Action<string> chosen)
    {
        _chosen = chosen;
        _self = GCHandle.Alloc(this);
        _target = ObjectiveC.Send(ObjectiveC.Send(TargetClass(), "alloc"), "init");
        ObjectiveC.SetVariable(_target, Owner, GCHandle.ToIntPtr(_self));
    }

    /// <summary>Shows a view.</summary>
    public void Show(TrayView view)
    {
        if (view.IsHidden)
        {
            Remove();
            return;
        }

        if (_item == 0)
        {
            nint bar = ObjectiveC.Send(ObjectiveC.Class("NSStatusBar"), "systemStatusBar");
            _item = ObjectiveC.Send(ObjectiveC.Send(bar, ObjectiveC.Selector("statusItemWithLength:"), SquareLength), "retain");
        }

        nint button = ObjectiveC.Send(_item, "button");
        nint image = Image(view);
        ObjectiveC.Send(button, "setImage:", image);
        ObjectiveC.Send(image, "release");
        ObjectiveC.Send(button, "setToolTip:", ObjectiveC.Text(view.ToolTip.Length == 0 ? view.Title : view.ToolTip));
        ObjectiveC.Send(button, "setAccessibilityLabel:", ObjectiveC.Text($"{view.Title}: {view.ToolTip}"));
        _ids.Clear();
        nint menu = Menu(view.Menu);
        ObjectiveC.Send(_item, "setMenu:", menu);
        ObjectiveC.Send(menu, "release");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Remove();
        ObjectiveC.Send(_target, "release");
        _self.Free();
    }

    private static nint TargetClass()
    {
        const string Name = "DccBridgeTrayTarget";
        if (ObjectiveC.Class(Name) is not 0 and var known)
        {
            return known;
        }

        nint type = ObjectiveC.AllocateClass(ObjectiveC.Class("NSObject"), Name, 0);
        ObjectiveC.AddVariable(type, Owner, sizeof(nint), 3, "^v"); // aligned to 2 to the third
        ObjectiveC.AddMethod(type, ObjectiveC.Selector(Choose), &Chosen, "v@:@");
        ObjectiveC.RegisterClass(type);
        return type;
    }

    [UnmanagedCallersOnly]
    private static void Chosen(nint self, nint selector, nint sender)
    {
        ObjectiveC.GetVariable(self, Owner, out nint handle);
        int number = (int)ObjectiveC.Send(sender, "tag");
        if (GCHandle.FromIntPtr(handle).Target is StatusItem owner && number >= 0 && number < owner._ids.Count)
        {
            owner._chosen(owner._ids[number]);
        }
    }

    private static nint Image(TrayView view)
    {
        byte[] png = IconPng.Write(IconPainter.PaintTemplate(view.State, view.Badge, Pixels));
        nint data;
        fixed (byte* start = png)
        {
            data = ObjectiveC.Send(ObjectiveC.Class("NSData"), ObjectiveC.Selector("dataWithBytes:length:"), start, png.Length);
        }

        nint image = ObjectiveC.Send(ObjectiveC.Send(ObjectiveC.Class("NSImage"), "alloc"), "initWithData:", data);
        ObjectiveC.Send(image, ObjectiveC.Selector("setSize:"), new Pair(Points, Points));
        ObjectiveC.Send(image, "setTemplate:", 1);
        return image;
    }

    private nint Menu(IReadOnlyList<TrayMenuItem> items)
    {
        nint menu = ObjectiveC.Send(ObjectiveC.Send(ObjectiveC.Class("NSMenu"), "alloc"), "init");
        ObjectiveC.Send(menu, "setAutoenablesItems:", 0);
        foreach (var item in items)
        {
            if (item.IsSeparator)
            {
                ObjectiveC.Send(menu, "addItem:", ObjectiveC.Send(ObjectiveC.Class("NSMenuItem"), "separatorItem"));
                continue;
            }

            nint line = ObjectiveC.Send(
                ObjectiveC.Send(ObjectiveC.Class("NSMenuItem"), "alloc"),
                ObjectiveC.Selector("initWithTitle:action:keyEquivalent:"),
                ObjectiveC.Text(item.Label),
                item.Children.Count > 0 ? 0 : ObjectiveC.Selector(Choose),
                ObjectiveC.Text(""));
            ObjectiveC.Send(line, "setTarget:", _target);
            ObjectiveC.Send(line, "setTag:", _ids.Count);
            _ids.Add(item.Id);
            ObjectiveC.Send(line, "setEnabled:", item.IsEnabled ? 1 : 0);
            ObjectiveC.Send(line, "setState:", item.IsChecked == true ? 1 : 0);
            if (item.Children.Count > 0)
            {
                nint below = Menu(item.Children);
                ObjectiveC.Send(line, "setSubmenu:", below);
                ObjectiveC.Send(below, "release");
            }

            ObjectiveC.Send(menu, "addItem:", line);
            ObjectiveC.Send(line, "release");
        }

        return menu;
    }

    private void Remove()
    {
        if (_item != 0)
        {
            ObjectiveC.Send(ObjectiveC.Send(ObjectiveC.Class("NSStatusBar"), "systemStatusBar"), "removeStatusItem:", _item);
            ObjectiveC.Send(_item, "release");
            _item = 0;
        }
    }
}
