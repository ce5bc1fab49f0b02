using System.Globalization;
using DccBridge.Tray;

namespace DccBridge.TrayProgram;

/// <summary>
/// A program with a tray icon, and nothing else: lines of standard input change what is shown, lines of standard output tell what happened.
/// `icons FOLDER` writes every icon in every size instead.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        await using var desktop = TrayDesktop.Open(new TrayOptions { Id = "tray-program", Title = "Tray program" });
        desktop.Icon.Activated += (_, _) => Say("activated");
        desktop.Icon.Chosen += (_, id) => Say("chosen " + id);
        desktop.Icon.AvailabilityChanged += (_, now) => Say($"availability {now.IsThere} {now.Reason}");
        desktop.Icon.HandlerFailed += (_, e) => Say("failed " + e);
        desktop.Notifier.Clicked += (_, key) => Say("clicked " + key);
        var view = new TrayView { Title = "Tray program", ToolTip = "2 editors, 3 findings", Menu = Menu(isPaused: false) };
        await desktop.Icon.ShowAsync(view);
        Say("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "state":
                    view = view with { State = Enum.Parse<TrayIconState>(words[1]), Badge = int.Parse(words[2], CultureInfo.InvariantCulture) };
                    await desktop.Icon.ShowAsync(view);
                    break;
                case "pause":
                    view = view with { Menu = Menu(words[1] == "on") };
                    await desktop.Icon.ShowAsync(view);
                    break;
                case "drop":
                    view = view with { Menu = [.. view.Menu.Where(item => item.Id != words[1])] };
                    await desktop.Icon.ShowAsync(view);
                    break;
                case "notify":
                    var outcome = await desktop.Notifier.ShowAsync(new TrayNotification { Key = words[1], Title = string.Join(' ', words[2..]), Body = "SM_Crate: <2 errors> & 1 warning", DefaultAction = "Show findings" });
                    Say($"notified {outcome.IsShown} {outcome.Reason}");
                    break;
                case "quit":
                    return 0;
                default:
                    Say("what? " + line);
                    continue;
            }

            Say("done " + line);
        }

        return 0;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static IReadOnlyList<TrayMenuItem> Menu(bool isPaused) =>
    [
        new() { Id = "open", Label = "Open dashboard", IsDefault = true },
        TrayMenuItem.Separator("line-1"),
        new() { Id = "editor", Label = "Crates_Game: 3 findings", Children = [new() { Id = "editor.show", Label = "Show" }, new() { Id = "editor.validate", Label = "Validate" }] },
        new() { Id = "send", Label = "Send last again" },
        new() { Id = "pause", Label = "Pause notifications 1 h", IsChecked = isPaused },
        TrayMenuItem.Separator("line-2"),
        new() { Id = "quit", Label = "Quit" },
    ];
}
