using System.CommandLine;
using DccBridge.Companion.Reports;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Cli.Validate;

/// <summary><c>dccbridge validate</c>: files on disk without an editor, or assets in the editor, by what is named.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliServices services, CommonOptions common)
    {
        var paths = new Argument<string[]>("file, folder or asset path")
        {
            Description = "Files and folders on disk, judged without an editor; or package paths (/Game/Props) of the running editor; none for its whole project",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var to = new Option<string?>("--to") { Description = "Package folder that the files would be sent to (default: /Game/<name of the folder>)", HelpName = "/Game/Folder" };
        var settings = new Option<string?>("--settings") { Description = "Settings file (default: the nearest DccBridge.settings.json in the folder of the files or above it)", HelpName = "file" };
        var report = new Option<string[]>("--report") { Description = "Write a report: json, sarif, junit or html, with its file behind '='; one may go to standard output. May be repeated", HelpName = "kind[=file]", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string[]>("--output", "-o") { Description = "Files of the reports that have none behind '=', in their order", HelpName = "file", Arity = ArgumentArity.OneOrMore };
        var baseFolder = new Option<string?>("--base") { Description = "Folder that reports name files relative to (default: the working folder)", HelpName = "folder" };
        var failOn = new Option<string>("--fail-on") { Description = "From which severity on the exit code is 1", HelpName = "error|warning|never", DefaultValueFactory = _ => "error" };
        failOn.AcceptOnlyFromAmong("error", "warning", "never");
        Option[] ofFiles = [to, settings, report, output, baseFolder, failOn];
        var command = new Command("validate", "Validate files without an editor, or assets in the editor, and show the findings") { paths };
        foreach (var option in ofFiles)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var values = common.Read(parsed, services.WorkingFolder);
            var named = parsed.GetValue(paths) ?? [];
            return CommandRun.RunAsync(services, "validate", values.Json, () =>
            {
                if (!AreFiles(named))
                {
                    var wrong = ofFiles.Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => o.Name).ToArray();
                    return wrong.Length == 0
                        ? EditorValidation.RunAsync(services, values, named, cancellation)
                        : throw new CommandFailure(FailureCodes.Usage, $"{string.Join(", ", wrong)}: only for files and folders on disk; the editor judges its assets by its own settings. Name files, or leave it out.");
                }

                var reports = ReportOptions.Parse(parsed.GetValue(report) ?? [], parsed.GetValue(output) ?? [], services.WorkingFolder);
                if (values.Json && reports.Any(r => r.File is null))
                {
                    throw new CommandFailure(FailureCodes.Usage, "Standard output takes one document: leave out --json, or give the report a file (--report sarif=out.sarif).");
                }

                return new FileValidation(services, values, new ValidateFilesOptions
                {
                    Paths = named,
                    Destination = parsed.GetValue(to),
                    SettingsFile = Full(parsed.GetValue(settings)),
                    BaseFolder = Full(parsed.GetValue(baseFolder)) ?? services.WorkingFolder,
                    Reports = reports,
                    FailOn = parsed.GetValue(failOn) switch { "warning" => FailOn.Warning, "never" => FailOn.Never, _ => FailOn.Error },
                }).RunAsync(cancellation);
            });
        });
        return command;

        string? Full(string? typed) => typed is { Length: > 0 } ? Path.GetFullPath(typed, services.WorkingFolder) : null;
    }

    private static bool AreFiles(string[] named)
    {
        var inEditor = named.Count(IsContentPath);
        return inEditor == 0
            ? named.Length > 0
            : inEditor < named.Length
                ? throw new CommandFailure(FailureCodes.Usage, $"'{named.First(IsContentPath)}' is an asset of the editor and '{named.First(n => !IsContentPath(n))}' is a file: validate them one after the other.")
                : false;
    }

    private static bool IsContentPath(string typed) => AssetPath.IsAtOrBelow(typed, AssetPath.Root);
}
