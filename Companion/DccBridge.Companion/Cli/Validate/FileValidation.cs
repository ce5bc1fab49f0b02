using DccBridge.Companion.Cli.Json;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Offline;
using DccBridge.Companion.Reports;
using DccBridge.Companion.Transfers;
using DccBridge.Companion.Unreal.Install;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using Spectre.Console;

namespace DccBridge.Companion.Cli.Validate;

/// <summary><c>dccbridge validate</c> of files and folders: no editor takes part.</summary>
internal sealed class FileValidation(CliServices services, CommonValues common, ValidateFilesOptions options)
{
    private const string Stage = "Validate";

    /// <summary>More findings than this nobody reads on a terminal.</summary>
    private const int MaxShown = 200;

    /// <summary>The whole of it; returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        foreach (var path in options.Paths.Where(p => !Path.Exists(Path.GetFullPath(p, services.WorkingFolder))))
        {
            throw new CommandFailure(FailureCodes.Files, $"'{path}' is neither an existing file or folder nor a content path (/Game/...). Correct it, or run 'dccbridge validate --help'.");
        }

        var settingsFile = options.SettingsFile ?? SettingsFinder.Find([.. options.Paths.Select(p => Path.GetFullPath(p, services.WorkingFolder))]);
        using var settings = SettingsFinder.Load(services.StudioSettings, settingsFile, options.SettingsFile is not null);
        var rules = RuleSet.Create(settings, new DeclaredFolders(settings.SourceRoots), services.Time);
        var collected = FileCollector.Survey(options.Paths, options.Destination, services.WorkingFolder);
        if (collected.Files.Count + collected.Closed.Count == 0)
        {
            throw new CommandFailure(
                FailureCodes.Files,
                $"There is nothing to validate in {string.Join(", ", options.Paths.Select(p => $"'{p}'"))}: no file ends with {string.Join(", ", AssetFiles.AssetFile.SupportedEndings)}.");
        }

        var validation = new OfflineValidation(rules, services.Time);
        OfflineResult? result = null;
        try
        {
            await ProgressBars.RunAsync(services, !common.Json && options.Reports.All(r => r.File is not null), [Stage], async board =>
            {
                result = await validation.RunAsync(collected, done => board.Report(Stage, done, collected.Files.Count), cancellation).ConfigureAwait(false);
                board.Report(Stage, 1, 1);
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new CommandFailure(FailureCodes.Cancelled, $"Stopped, as you asked, after {validation.Done} of {ByteText.Count(collected.Files.Count, "file")}. No report was written.");
        }

        return Conclude(result!);
    }

    private int Conclude(OfflineResult result)
    {
        Verdict[] verdicts = [.. result.Assets.Select(a => a.Verdict)];
        var count = FindingCount.Of(verdicts);
        var data = new ReportData
        {
            Result = result,
            ExitCode = ExitCode(count),
            Summary = $"{ByteText.Count(result.Files, "file")}, {ByteText.Count(count.Assets, "asset")}; {count.Text}",
            BaseFolder = options.BaseFolder,
            ToolVersion = PayloadLocator.CompanionVersion.ToString(3),
        };
        var document = ValidateFilesDocument.Of(data, count);
        foreach (var request in options.Reports.OrderBy(r => r.File is null))
        {
            ReportFile.Write(request, data, document, services.Out);
        }

        if (common.Json)
        {
            JsonOutput.Write(services.Out, document, JsonStyle.Readable.ValidateFilesDocument);
        }
        else if (options.Reports.All(r => r.File is not null))
        {
            Show(data, verdicts, count);
        }

        return data.ExitCode;
    }

    private int ExitCode(FindingCount count) => options.FailOn switch
    {
        _ when count.NotValidated > 0 => ExitCodes.Failed,
        FailOn.Never => ExitCodes.Clean,
        FailOn.Warning when count.Warnings > 0 => ExitCodes.Findings,
        _ => count.ExitCode,
    };

    private void Show(ReportData data, Verdict[] verdicts, FindingCount count)
    {
        var console = services.Console;
        var worst = verdicts.Where(v => v.Findings.Count > 0).OrderByDescending(v => v.Findings.Max(f => f.SuppressedBecause is null ? (int)f.Severity : -1)).ToArray();
        var shown = new List<Verdict>();
        var findings = 0;
        foreach (var verdict in worst.TakeWhile(_ => findings < MaxShown))
        {
            shown.Add(verdict);
            findings += verdict.Findings.Count;
        }

        FindingsTable.Write(console, shown);
        var left = worst.Skip(shown.Count).Sum(v => v.Findings.Count);
        if (left > 0)
        {
            console.Write(new Text($"{ByteText.Count(left, "more finding")}: --report html=findings.html shows all.\n\n", Theme.Notice));
        }

        var (word, style) = data.ExitCode switch
        {
            ExitCodes.Failed => ("Not complete", Theme.Bad),
            ExitCodes.Findings => ("Findings to mend", Theme.Bad),
            _ => count.Errors > 0 ? ("Findings", Theme.Notice) : ("Clean", Theme.Good),
        };
        var line = new Paragraph();
        line.Append($"{word}: ", style.Decoration(Decoration.Bold));
        line.Append($"{data.Summary}.");
        line.Append(string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {(data.Result.Ended - data.Result.Started).TotalSeconds:0.0} s\n"), Theme.Quiet);
        console.Write(line);
        foreach (var file in options.Reports.Select(r => r.File!))
        {
            console.Write(new Text($"Written: {Printable.Line(Path.GetRelativePath(services.WorkingFolder, file))}\n", Theme.Quiet));
        }
    }
}
