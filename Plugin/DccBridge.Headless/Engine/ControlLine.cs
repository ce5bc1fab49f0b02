namespace DccBridge.Headless.Engine;

/// <summary>What control lines act on.</summary>
internal interface IControlled
{
    /// <summary>Opens a modal dialog.</summary>
    void OpenModal(TimeSpan duration, string? text);

    /// <summary>Makes the engine hang.</summary>
    void Stall(TimeSpan duration);

    /// <summary>Closes the dialog, ends the hang.</summary>
    void Release();

    /// <summary>Changes the rate of ticks.</summary>
    void SetTickRate(double ticksPerSecond);

    /// <summary>Changes how much longer each import takes.</summary>
    void SetSlowImport(TimeSpan duration);

    /// <summary>Leaves room for so many bytes; null for as many as there are.</summary>
    void SetFullDisk(long? bytes);

    /// <summary>Restarts the server in place.</summary>
    void Restart();

    /// <summary>Stops the editor.</summary>
    void Stop();
}

/// <summary>The commands of standard input.</summary>
internal static class ControlLine
{
    /// <summary>Longest line that is read, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>The part of the help that lists the commands.</summary>
    public static string Help { get; } = """
        Commands of --control, one per line on standard input. Each is answered by a line on standard output: "ok <command>" or
        "error <what is allowed>". Lines without an answer's first word tell what happens: "modal open", "modal closed",
        "stall open", "stall closed", "importing <asset path>", "restarting", and "ready ..." again after a restart.
          modal SECONDS [TEXT]      open a modal dialog; the engine is blocked meanwhile
          stall SECONDS             let the engine hang, without a dialog
          release                   close the dialog, end the hang
          tick-rate N               ticks per second from now on
          slow-import SECONDS       each import takes so much longer from now on; 0 for no longer
          full-disk on|off|BYTES    the disk is full now, not at all, or after so many bytes
          restart                   restart the server in place, as a hot reload does
          stop                      stop the editor

        """.ReplaceLineEndings("\n");

    /// <summary>Does what a line says.</summary>
    /// <returns>The answer, one line.</returns>
    public static string Run(string line, IControlled editor)
    {
        string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            return "error empty line: give a command, see --help";
        }

        try
        {
            Run(words, editor);
            return $"ok {words[0]}";
        }
        catch (UsageException exception)
        {
            return $"error {exception.Message}";
        }
    }

    private static void Run(string[] words, IControlled editor)
    {
        switch (words[0])
        {
            case "modal":
                editor.OpenModal(Values.Seconds("modal", Value(words, "SECONDS [TEXT]", most: 3)), words.Length > 2 ? words[2] : null);
                break;
            case "stall":
                editor.Stall(Values.Seconds("stall", Value(words, "SECONDS")));
                break;
            case "release":
                NoValue(words);
                editor.Release();
                break;
            case "tick-rate":
                editor.SetTickRate(Values.Rate("tick-rate", Value(words, "N")));
                break;
            case "slow-import":
                editor.SetSlowImport(Values.Seconds("slow-import", Value(words, "SECONDS")));
                break;
            case "full-disk":
                editor.SetFullDisk(Value(words, "on|off|BYTES") switch
                {
                    "on" => 0,
                    "off" => null,
                    var bytes => Values.Whole("full-disk", bytes, 0, long.MaxValue),
                });
                break;
            case "restart":
                NoValue(words);
                editor.Restart();
                break;
            case "stop":
                NoValue(words);
                editor.Stop();
                break;
            default:
                throw new UsageException($"unknown command '{words[0]}': allowed are modal, stall, release, tick-rate, slow-import, full-disk, restart, stop");
        }
    }

    private static string Value(string[] words, string form, int most = 2) =>
        words.Length >= 2 && words.Length <= most ? words[1] : throw new UsageException($"write: {words[0]} {form}");

    private static void NoValue(string[] words)
    {
        if (words.Length > 1)
        {
            throw new UsageException($"{words[0]} takes no value");
        }
    }
}
