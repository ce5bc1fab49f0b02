using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Install;

/// <summary>What a run of <c>install --dcc</c> or <c>uninstall --dcc</c> has to tell.</summary>
internal sealed record DccInstallReport
{
    /// <summary>"install" or "uninstall".</summary>
    public required string Command { get; init; }

    /// <summary>blender, maya or houdini.</summary>
    public required string Dcc { get; init; }

    /// <summary>In one line, without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>The folders that are ours, absolute.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>Nothing was changed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Something was, or with a dry run would be, changed.</summary>
    public bool HasChanged { get; init; }

    /// <summary>What was, or would be, done.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What a person must do because it could not be done.</summary>
    public IReadOnlyList<string> Attention { get; init; } = [];

    /// <summary>What comes next.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>Prints it; the result is the exit code.</summary>
    public int Print(CliServices services, bool json)
    {
        var code = Attention.Count > 0 ? ExitCodes.Findings : ExitCodes.Clean;
        if (json)
        {
            JsonOutput.Write(services.Out, new DccInstallDocument(Command, code, Summary, Dcc, Places, IsDryRun, HasChanged, Steps, Attention, Next), JsonStyle.Readable.DccInstallDocument);
            return code;
        }

        var console = services.Console;
        InstallReport.List(console, IsDryRun ? "Would do" : "Done", Steps, Theme.Plain);
        InstallReport.List(console, "To do by you", Attention, Theme.Notice);
        InstallReport.List(console, "Next", Next, Theme.Accent);
        console.Write(new Text($"{Printable.Line(Summary)}.\n", Attention.Count > 0 ? Theme.Notice : Theme.Good));
        return code;
    }
}
