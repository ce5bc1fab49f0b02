using System.CommandLine;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Cli.Install;

/// <summary><c>dccbridge uninstall</c>: takes back exactly what <c>install</c> did.</summary>
internal static class UninstallCommand
{
    public static Command Create(CliServices services, CommonOptions common)
    {
        var project = new Argument<string?>("project") { Description = "The .uproject file, or the folder that holds it", Arity = ArgumentArity.ZeroOrOne };
        var dcc = DccInstallCommand.KindOption();
        var dccVersion = DccInstallCommand.VersionOption();
        var force = new Option<bool>("--force") { Description = "Remove our files even where you changed them" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be done and change nothing" };
        var command = new Command("uninstall", "Remove the DccBridge plugin from a project of Unreal, or the add-on from a DCC") { project, dcc, dccVersion, force, dryRun };
        DccInstallCommand.Check(command, project, dcc);
        command.SetAction((parsed, cancellation) =>
        {
            var values = common.Read(parsed, services.WorkingFolder);
            if (parsed.GetValue(dcc) is { } kind)
            {
                var asked = new DccInstallValues(kind, parsed.GetValue(dccVersion), false, parsed.GetValue(force), parsed.GetValue(dryRun));
                return CommandRun.RunAsync(services, "uninstall", values.Json, async () => (await DccInstallCommand.UninstallAsync(services, asked, cancellation).ConfigureAwait(false)).Print(services, values.Json));
            }

            var path = Path.GetFullPath(parsed.GetValue(project)!, services.WorkingFolder);
            return CommandRun.RunAsync(services, "uninstall", values.Json, async () =>
                (await RunAsync(services, values, path, parsed.GetValue(force), parsed.GetValue(dryRun), cancellation).ConfigureAwait(false)).Print(services, values.Json));
        });
        return command;
    }

    private static async Task<InstallReport> RunAsync(CliServices services, CommonValues common, string path, bool isForced, bool isDryRun, CancellationToken cancellation)
    {
        var files = services.Files;
        var project = UnrealProject.Open(path, files);
        var look = new ProjectChecks(project, files, services.Dotnet, services.Engines, null);
        var closed = await look.EditorClosedAsync(services.Connector, common.EndpointFolder, cancellation).ConfigureAwait(false);
        var report = new InstallReport { Command = "uninstall", Project = project, Summary = "Not removed, and nothing was changed", IsDryRun = isDryRun };
        if (closed.Outcome == CheckOutcome.Bad)
        {
            return report with { Checks = [closed] };
        }

        if (!isDryRun)
        {
            // What it puts back may be the .uproject itself: the plan must be made from that.
            new FileTransaction(project, files).Recover();
            project = UnrealProject.Open(path, files);
        }

        var plan = UninstallPlan.Make(project, isForced, files);
        if (plan.ChangedProject is not null && look.Writable() is { Outcome: CheckOutcome.Bad } readOnly)
        {
            return report with { Checks = [readOnly] };
        }

        if (plan.ChangesEditorSettings && look.SettingsWritable() is { Outcome: CheckOutcome.Bad } readOnlySettings)
        {
            return report with { Checks = [readOnlySettings] };
        }

        report = report with { HasChanged = true };
        var keptEntries = plan.KeptEntries.Select(n => $"The entry of {n} in '{project.Path}' stays: somebody added to it. Remove it when nothing else needs it.").ToArray();
        if (isDryRun)
        {
            return report with { Summary = $"DccBridge {plan.Record.Version} can be removed from {project.Name}; nothing was changed", Steps = Describe(plan), Attention = [] };
        }

        var outcome = await new InstallRun(files, services.Dotnet).UninstallAsync(plan, cancellation).ConfigureAwait(false);
        return report with
        {
            Summary = $"DccBridge {plan.Record.Version} is removed from {project.Name}",
            Steps = outcome.Done,
            Attention = [.. outcome.Attention, .. keptEntries],
            Next = plan.Kept.Count > 0 ? [$"What is yours is still in '{project.PluginFolder}': {ByteText.Count(plan.Kept.Count, "file")}."] : [],
        };
    }

    private static List<string> Describe(UninstallPlan plan)
    {
        var steps = new List<string>();
        if (!plan.Record.IsInPlace)
        {
            steps.Add($"remove {plan.Removed.Count} files of DccBridge from '{plan.Project.PluginFolder}'");
            steps.AddRange(plan.Kept.Select(k => k.To == k.Path ? $"keep your file '{k.Path}'" : $"keep your changed '{k.Path}' as '{k.To}'"));
        }

        if (plan.ChangedProject is not null)
        {
            steps.Add($"take the entries that install had made out of '{plan.Project.Path}'");
        }

        if (plan.Solution is not null)
        {
            steps.Add($"remove ManagedDccBridge from '{plan.Solution}'");
        }

        if (plan.ChangesEditorSettings)
        {
            steps.Add($"put 'Use Less CPU when in Background' back in '{plan.Project.EditorSettings}'");
        }

        return steps;
    }
}
