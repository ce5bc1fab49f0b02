using System.Globalization;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tray;

namespace DccBridge.Companion.Tray;

/// <summary>The resident's state as icon, tool tip and menu. What does not apply is left out.</summary>
internal static class TrayViews
{
    /// <summary>The name that the tray shows.</summary>
    public const string Title = "DccBridge";

    // A menu longer than this is read by nobody; the dashboard has them all.
    private const int MostEditors = 8;

    /// <summary>What the tray shows.</summary>
    /// <param name="status">The resident's state.</param>
    /// <param name="settings">What the user chose.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">The time zone of the clock that the person looks at.</param>
    public static TrayView Of(StatusView status, CompanionSettings settings, DateTimeOffset now, TimeZoneInfo zone) => new()
    {
        Title = Title,
        State = State(status.State),
        Badge = status.Errors + status.Warnings,
        ToolTip = TrayText.Line(status.Summary),
        Menu = Menu(status, settings, now, zone),
    };

    /// <summary>Whether notifications are held back at that time.</summary>
    public static bool IsPaused(StatusView status, DateTimeOffset now) => status.PausedUntil > now;

    private static TrayIconState State(ResidentState state) => state switch
    {
        ResidentState.NoEditor => TrayIconState.NoEditor,
        ResidentState.Connecting => TrayIconState.Connecting,
        ResidentState.Connected => TrayIconState.Connected,
        ResidentState.Findings => TrayIconState.Findings,
        ResidentState.Busy => TrayIconState.Busy,
        _ => TrayIconState.Attention,
    };

    private static List<TrayMenuItem> Menu(StatusView status, CompanionSettings settings, DateTimeOffset now, TimeZoneInfo zone)
    {
        var connected = status.Editors.Where(editor => editor.Link == EditorLinkState.Connected).ToList();
        IReadOnlyList<IReadOnlyList<TrayMenuItem>> groups =
        [
            [new() { Id = MenuIds.Open, Label = "Open dashboard", IsDefault = true }],
            [.. status.Attention.Take(1).Select(text => new TrayMenuItem { Id = MenuIds.Attention, Label = TrayText.Line(text, 80) }), .. Editors(status)],
            [.. SendAgain(status), .. Validate(connected), .. Pause(status, settings, now, zone)],
            [new() { Id = MenuIds.Settings, Label = "Settings" }, new() { Id = MenuIds.Logs, Label = "Logs" }],
            [new() { Id = MenuIds.Quit, Label = "Quit" }],
        ];
        var menu = new List<TrayMenuItem>();
        foreach (var group in groups.Where(group => group.Count > 0))
        {
            if (menu.Count > 0)
            {
                menu.Add(TrayMenuItem.Separator("before-" + group[0].Id));
            }

            menu.AddRange(group);
        }

        return menu;
    }

    private static IEnumerable<TrayMenuItem> Editors(StatusView status)
    {
        foreach (var editor in status.Editors.Take(MostEditors))
        {
            yield return new TrayMenuItem { Id = MenuIds.Editor + editor.Id, Label = Row(editor) };
        }

        if (status.Editors.Count > MostEditors)
        {
            yield return new TrayMenuItem { Id = MenuIds.MoreEditors, Label = $"{status.Editors.Count - MostEditors} more editors" };
        }
    }

    private static string Row(EditorView editor) => $"{TrayText.Line(editor.Project, 40)}: {TrayText.Line(State(editor), 60)}";

    private static string State(EditorView editor)
    {
        string? state = (editor.Link, editor.Activity) switch
        {
            (EditorLinkState.Connecting, _) => "connecting",
            (EditorLinkState.Lost, _) => "connection lost",
            (EditorLinkState.Refused, _) => editor.Message ?? "refuses the connection",
            (_, "modal") => editor.Modal is { Length: > 0 } modal ? $"dialog open ({modal})" : "dialog open",
            (_, "stalled") => "busy",
            (_, "starting") => "starting",
            (_, "stopping") => "closing",
            _ => null,
        };
        string findings = Findings(editor);
        return (state, findings) switch
        {
            (null, "") => "no findings",
            (null, _) => findings,
            (_, "") => state,
            _ => $"{state}, {findings}",
        };
    }

    private static string Findings(EditorView editor)
    {
        string errors = editor.Errors switch { 0 => "", 1 => "1 error", var count => $"{count} errors" };
        string warnings = editor.Warnings switch { 0 => "", 1 => "1 warning", var count => $"{count} warnings" };
        return errors.Length > 0 && warnings.Length > 0 ? $"{errors}, {warnings}" : errors + warnings;
    }

    private static IEnumerable<TrayMenuItem> SendAgain(StatusView status) =>
        status.CanSendAgain ? [new TrayMenuItem { Id = MenuIds.SendAgain, Label = "Send last again" }] : [];

    // With one editor it is clear which is meant.
    private static IEnumerable<TrayMenuItem> Validate(List<EditorView> connected) => connected.Count switch
    {
        0 => [],
        1 => [new TrayMenuItem { Id = MenuIds.ValidateIn + connected[0].Id, Label = "Validate" }],
        _ =>
        [
            new TrayMenuItem
            {
                Id = MenuIds.Validate,
                Label = "Validate",
                Children = [.. connected.Take(MostEditors).Select(editor => new TrayMenuItem { Id = MenuIds.ValidateIn + editor.Id, Label = TrayText.Line(editor.Project, 60) })],
            },
        ],
    };

    private static IEnumerable<TrayMenuItem> Pause(StatusView status, CompanionSettings settings, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!settings.Notifications)
        {
            return [];
        }

        bool isPaused = IsPaused(status, now);
        string label = isPaused
            ? string.Create(CultureInfo.InvariantCulture, $"Notifications paused until {TimeZoneInfo.ConvertTime(status.PausedUntil!.Value, zone):HH:mm}")
            : "Pause notifications 1 h";
        return [new TrayMenuItem { Id = MenuIds.Pause, Label = label, IsChecked = isPaused }];
    }
}
