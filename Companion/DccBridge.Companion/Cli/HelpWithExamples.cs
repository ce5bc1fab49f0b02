using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DccBridge.Companion.Cli;

/// <summary>The help of a command with examples and the exit codes at its end.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private const int Width = 100;

    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["send"] =
        [
            "dccbridge send crate                            a folder, to /Game/crate of the running editor",
            "dccbridge send SM_Lid.glb --to /Game/Props      one file",
            "dccbridge send crate --headless                 without Unreal: in a headless editor of its own",
            "dccbridge send crate --dry-run                  only show what would happen",
            "dccbridge send crate --json > result.json       for scripts",
        ],
        ["validate"] =
        [
            "dccbridge validate crate                        files on disk, without an editor",
            "dccbridge validate art --report sarif=art.sarif --report html=art.html",
            "dccbridge validate art --fail-on warning        for a build: exit code 1 for warnings too",
            "dccbridge validate                              the whole project of the running editor",
            "dccbridge validate /Game/Props /Game/Maps       two folders of the editor",
            "dccbridge validate --editor Crates              in the editor of that project",
        ],
        ["fix"] =
        [
            "dccbridge fix /Game/Props                       show what would be mended",
            "dccbridge fix /Game/Props --apply               mend it, after a question",
            "dccbridge fix /Game --rule name.prefix --apply --yes",
            "dccbridge fix --undo 0f8fad5b-d9cb-469f-a165-70867728950e",
        ],
        ["rules"] =
        [
            "dccbridge rules                                 what the editor's project demands, and which file says so",
            "dccbridge rules --path /Game/UI                 for one folder or asset",
            "dccbridge rules --settings DccBridge.settings.json   without an editor",
            "dccbridge rules --markdown > RULES.md           the rule reference",
            "dccbridge rules --schema > DccBridge.settings.schema.json",
        ],
        ["suppress"] =
        [
            "dccbridge suppress tex.pow2 /Game/UI/T_Banner_D --reason \"Drawn once\" --until 2026-12-31",
            "dccbridge suppress name.prefix /Game/Bought --reason \"Bought pack\"",
            "dccbridge suppress tex.pow2 /Game/UI/T_Banner_D --remove",
        ],
        ["status"] =
        [
            "dccbridge status",
            "dccbridge status --json",
        ],
        ["assets"] =
        [
            "dccbridge assets --under /Game/Props --class StaticMesh",
            "dccbridge assets --name crate --json",
        ],
        ["watch"] =
        [
            "dccbridge watch                                 until Ctrl-C",
            "dccbridge watch --json                          one JSON document per line",
        ],
        ["tray"] =
        [
            "dccbridge tray                                  icon, dashboard and API, until Quit or Ctrl-C",
            "dccbridge tray --no-icon                        without a desktop, or for scripts",
            "dccbridge tray --stop                           end the one that runs",
        ],
        ["dashboard"] =
        [
            "dccbridge dashboard                             in the browser",
            "dccbridge dashboard findings                    one page of it",
            "dccbridge dashboard --print                     a link, good once, for a minute",
        ],
        ["doctor"] =
        [
            "dccbridge doctor                                what is wrong and what to do about it",
            "dccbridge doctor --fix                          also remove what dead editors left behind",
            "dccbridge doctor Crates/Crates.uproject         why the plugin does not start in that project",
        ],
        ["install"] =
        [
            "dccbridge install Crates/Crates.uproject --dry-run      what would happen",
            "dccbridge install Crates/Crates.uproject                install, or bring an older version up to date",
            "dccbridge install Crates --background-cpu off           also keep the editor quick while you work in the DCC",
            "dccbridge install Crates --from DccBridge-plugin-0.1.0.zip",
        ],
        ["uninstall"] =
        [
            "dccbridge uninstall Crates/Crates.uproject --dry-run    what would happen",
            "dccbridge uninstall Crates/Crates.uproject              remove what install put there; keep what you changed",
            "dccbridge uninstall Crates --force                      remove our files even where you changed them",
        ],
    };

    private static readonly string[] RootExamples =
    [
        "dccbridge send crate --headless                 try it without Unreal",
        "dccbridge send crate                            send a folder to the running editor",
        "dccbridge doctor                                when something does not work",
    ];

    /// <summary>Who asks for help need not have typed all that is required.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        inner.MaxWidth = Width;
        inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples.GetValueOrDefault(parseResult.CommandResult.Command.Name, RootExamples))
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        output.WriteLine(parseResult.CommandResult.Command.Name switch
        {
            "install" or "uninstall" => "Exit codes: 0 done; 1 done, and something needs your attention; 2 it could not be done, and nothing was changed.",
            "fix" => "Exit codes: 0 nothing is left to mend; 1 changes were only shown, or findings were left alone; 2 it could not be done.",
            _ => "Exit codes: 0 clean; 1 findings of severity error; 2 it could not be done, or not all of it.",
        });
        return ExitCodes.Clean;
    }
}
