using System.Globalization;
using System.Text;

namespace DccBridge.Headless.Engine;

/// <summary>Reads the command line. One table holds every option, and the help is made of it.</summary>
internal static class CommandLine
{
    private static readonly Option[] Options =
    [
        new("--project-name", "NAME", "name of the project, for people (default: the content folder's name)", static (o, v) => o with { ProjectName = v }),
        new("--endpoint-folder", "FOLDER", "folder for the endpoint file (default: the user's own, where clients look)", static (o, v) => o with { EndpointFolder = v }),
        new("--port", "PORT", "TCP port to prefer, 0 for any free one (default: 65432, else any free one)", static (o, v) => o with { Port = (int)Values.Whole("--port", v, 0, 65535) }),
        new("--socket", "on|off", "also listen on a Unix domain socket beside the endpoint file (default: on, Windows: off)", static (o, v) => o with { UseSocket = Values.OnOff("--socket", v) }),
        new("--allow", "SCOPE", "also grant a scope that is off by default; the only one is: execute", static (o, v) => o with { AllowExecute = Values.OneOf("--allow", v, "execute") }),
        new("--settings", "FILE", "settings file of the validation (default: DccBridge.settings.json in the content folder, if there)", static (o, v) => o with { SettingsFile = v }),
        new("--sources", "[PATH=]FOLDER", "folder of the source files, for the rules src.*; PATH is how the artists' machines write it", static (o, v) => o with { Sources = Values.Root("--sources", v) }),
        new("--parent-pid", "PID", "stop when that process is gone", static (o, v) => o with { ParentProcess = (int)Values.Whole("--parent-pid", v, 1, int.MaxValue) }),
        new("--log", "FILE", "append the log to a file instead of writing it to standard error", static (o, v) => o with { LogFile = v }),
        new("--verbose", null, "also log what only developers of DccBridge need", static (o, _) => o with { Verbose = true }),
        new("--control", null, "take commands from standard input, see below", static (o, _) => o with { Control = true }),
        new("--tick-rate", "N", "bad day: ticks per second; 3 is an editor without focus (default: 60)", static (o, v) => o with { TickRate = Values.Rate("--tick-rate", v) }),
        new("--modal", "SECONDS", "bad day: a modal dialog is open at the start", static (o, v) => o with { Modal = Values.Seconds("--modal", v) }),
        new("--stall", "SECONDS", "bad day: the engine hangs at the start", static (o, v) => o with { Stall = Values.Seconds("--stall", v) }),
        new("--slow-import", "SECONDS", "bad day: each import takes so much longer", static (o, v) => o with { SlowImport = Values.Seconds("--slow-import", v) }),
        new("--full-disk", "BYTES", "bad day: the disk is full after so many bytes", static (o, v) => o with { FullDisk = Values.Whole("--full-disk", v, 0, long.MaxValue) }),
        new("--restart-after", "SECONDS", "bad day: the server restarts in place once, as a hot reload does", static (o, v) => o with { RestartAfter = Values.Seconds("--restart-after", v) }),
        new("--help", null, "print this text", static (o, _) => o with { ShowHelp = true }),
        new("--version", null, "print the version", static (o, _) => o with { ShowVersion = true }),
    ];

    /// <exception cref="UsageException">An argument is wrong; the message names it and what is allowed.</exception>
    public static HeadlessOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new HeadlessOptions();
        var given = new HashSet<string>(StringComparer.Ordinal);
        bool onlyFolders = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--" && !onlyFolders)
            {
                onlyFolders = true;
            }
            else if (onlyFolders || !argument.StartsWith('-'))
            {
                options = options.ContentFolder.Length == 0 && argument.Length > 0
                    ? options with { ContentFolder = argument }
                    : throw new UsageException($"'{argument}' is one folder too many: give one content folder.");
            }
            else
            {
                int equals = argument.IndexOf('=', StringComparison.Ordinal);
                string name = equals < 0 ? argument : argument[..equals];
                Option option = Find(name);
                if (!given.Add(option.Name))
                {
                    throw new UsageException($"{option.Name} is given twice. Give it once.");
                }

                string value = string.Empty;
                if (option.ValueName is not null)
                {
                    value = equals >= 0 ? argument[(equals + 1)..] : ++i < arguments.Count ? arguments[i] : string.Empty;
                    if (value.Length == 0)
                    {
                        throw new UsageException($"{option.Name} needs a value: {option.Name} {option.ValueName}.");
                    }
                }
                else if (equals >= 0)
                {
                    throw new UsageException($"{option.Name} takes no value.");
                }

                options = option.Apply(options, value);
            }
        }

        if (options.ContentFolder.Length == 0 && !options.ShowHelp && !options.ShowVersion)
        {
            throw new UsageException("Give a content folder: dccbridge-headless <content folder>.");
        }

        return options;
    }

    /// <summary>The help, lines of at most 120 characters.</summary>
    public static string Help()
    {
        var text = new StringBuilder("""
            dccbridge-headless: the DccBridge server over a content folder, without an engine.

            Usage: dccbridge-headless <content folder> [options]

              The folder is created when missing. One editor runs on a folder at a time. When it is ready, one line is printed:
                ready port=<port> instance=<id> endpoint=<file>
              It stops on SIGTERM and Ctrl-C; with --control or --parent-pid Ctrl-C is left to whoever started it.

            Options:

            """.ReplaceLineEndings("\n"));
        foreach (Option option in Options)
        {
            string left = option.ValueName is null ? option.Name : $"{option.Name} {option.ValueName}";
            text.Append("  ").Append(left.PadRight(26)).Append(option.Help).Append('\n');
        }

        text.Append('\n').Append(ControlLine.Help).Append("""

            Exit codes: 0 stopped as asked; 1 failed while running; 2 could not start (wrong arguments, folder in use...).

            Examples:
              dccbridge-headless ./content
              dccbridge-headless ./content --tick-rate 3 --slow-import 2

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    private static Option Find(string name) =>
        Array.Find(Options, option => option.Name == name || (name == "-h" && option.Name == "--help"))
        ?? throw new UsageException($"Unknown option '{name}'. Run dccbridge-headless --help for the list.");

    private sealed record Option(string Name, string? ValueName, string Help, Func<HeadlessOptions, string, HeadlessOptions> Apply);
}
