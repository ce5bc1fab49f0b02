using System.Text;

namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>The two registry keys that decide what Windows starts at login.</summary>
internal interface IRunKey
{
    /// <summary>A command of the key Run; null when it is not there.</summary>
    string? Command(string name);

    /// <summary>Whether the user switched that command off in Task Manager or Settings.</summary>
    bool IsSwitchedOff(string name);

    /// <summary>Sets a command and forgets that it was switched off.</summary>
    void Set(string name, string command);

    /// <summary>Removes both.</summary>
    void Remove(string name);
}

/// <summary>Windows: a value of the key Run of the user.</summary>
internal sealed class RunKeyEntry : IStartAtLogin
{
    private const string Name = "DccBridge";

    private readonly IRunKey _key;
    private readonly string _line;

    /// <param name="key">The registry.</param>
    /// <param name="command">What is started.</param>
    public RunKeyEntry(IRunKey key, LoginCommand command)
    {
        _key = key;
        _line = string.Join(' ', command.Arguments.Prepend(command.Program).Select(Quote));
    }

    /// <inheritdoc/>
    public string Place => @"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run, value " + Name;

    /// <inheritdoc/>
    public LoginStart Query()
    {
        if (_key.Command(Name) is not { } command)
        {
            return LoginStart.Off;
        }

        return _key.IsSwitchedOff(Name) ? LoginStart.SwitchedOff : string.Equals(command, _line, StringComparison.OrdinalIgnoreCase) ? LoginStart.On : LoginStart.OtherCopy;
    }

    /// <inheritdoc/>
    public void Set() => _key.Set(Name, _line);

    /// <inheritdoc/>
    public void Remove() => _key.Remove(Name);

    // The rules by which a program of Windows takes its command line apart: backslashes count only before a quote.
    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char c in argument)
        {
            if (c == '\\')
            {
                backslashes++;
                continue;
            }

            quoted.Append('\\', c == '"' ? (backslashes * 2) + 1 : backslashes).Append(c);
            backslashes = 0;
        }

        return quoted.Append('\\', backslashes * 2).Append('"').ToString();
    }
}
