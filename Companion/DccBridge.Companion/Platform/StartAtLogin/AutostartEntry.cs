using System.Text;

namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>Linux: a .desktop file in the autostart folder, by the Desktop Application Autostart Specification.</summary>
internal sealed class AutostartEntry : IStartAtLogin
{
    private const string FileName = "dccbridge.desktop";

    private readonly LoginCommand _command;
    private readonly EntryFile _file;

    /// <param name="folder">The autostart folder.</param>
    /// <param name="command">What is started.</param>
    public AutostartEntry(string folder, LoginCommand command)
    {
        _command = command;
        Place = Path.Combine(folder, FileName);
        _file = new EntryFile(Place);
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>The autostart folder of the user.</summary>
    public static string Folder(Func<string, string?> environment, string home) =>
        Path.Combine(environment("XDG_CONFIG_HOME") is { Length: > 0 } stated && Path.IsPathFullyQualified(stated) ? stated : Path.Combine(home, ".config"), "autostart");

    /// <inheritdoc/>
    public LoginStart Query()
    {
        if (_file.Read() is not { } text)
        {
            return LoginStart.Off;
        }

        // Desktops switch an entry off by these, and keep the file.
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries);
        if (lines.Contains("Hidden=true") || lines.Contains("X-GNOME-Autostart-enabled=false"))
        {
            return LoginStart.SwitchedOff;
        }

        return lines.Contains(ExecLine) ? LoginStart.On : LoginStart.OtherCopy;
    }

    /// <inheritdoc/>
    public void Set() => _file.Write($"""
        [Desktop Entry]
        Type=Application
        Name=DccBridge
        Comment=Sends assets to Unreal and brings back what its validators found
        {ExecLine}
        TryExec={Escape(_command.Program)}
        Terminal=false
        X-GNOME-Autostart-enabled=true

        """);

    /// <inheritdoc/>
    public void Remove() => _file.Delete();

    private string ExecLine => "Exec=" + Escape(string.Join(' ', _command.Arguments.Prepend(_command.Program).Select(Quote)));

    // An argument of the key Exec: in quotes, in which four characters need a backslash; % begins a field code.
    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in argument)
        {
            quoted.Append(c switch
            {
                '"' or '`' or '$' or '\\' => $"\\{c}",
                '%' => "%%",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    // Any value of a .desktop file.
    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
