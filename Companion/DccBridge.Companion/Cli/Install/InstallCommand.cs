using System.CommandLine;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Cli.Install;

/// <summary>What <c>install</c> was told.</summary>
/// <param name="Project">The .uproject or its folder, absolute.</param>
/// <param name="From">Folder or zip file of the plugin, absolute; null searches.</param>
/// <param name="Engine">Folder of the engine, absolute; null searches.</param>
/// <param name="SwitchesBackgroundCpuOff">Also switch off "Use Less CPU when in Background".</param>
/// <param name="IsDryRun">Change nothing.</param>
internal sealed record InstallValues(string Project, string? From, string? Engine, bool SwitchesBackgroundCpuOff, bool IsDryRun);

/// <summary><c>dccbridge install</c>: the plugin into a project of Unreal.</summary>
internal static class InstallCommand
{
    public static Command Create(CliServices services, CommonOptions common)
    {
        var project = new Argument<string?>("project") { Description = "The .uproject file, or the folder that holds it", Arity = ArgumentArity.ZeroOrOne };
        var dcc = DccInstallCommand.KindOption();
        var dccVersion = DccInstallCommand.VersionOption();
        var enable = new Option<bool>("--enable") { Description = "With --dcc blender: switch the add-on on in Blender's preferences too" };
        var force = new Option<bool>("--force") { Description = "With --dcc: replace files of the add-on even where you changed them" };
        var from = new Option<string?>("--from") { Description = "Folder or zip file of the plugin (default: beside this program, or the clone that it was built from)", HelpName = "folder|zip" };
        var engine = new Option<string?>("--engine") { Description = "Folder of the engine, when UnrealSharp is installed there", HelpName = "folder" };
        var cpu = new Option<string?>("--background-cpu") { Description = "off: switch off 'Use Less CPU when in Background' for the project, so that the editor answers quickly while you work in the DCC", HelpName = "off" };
        cpu.AcceptOnlyFromAmong("off");
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be done and change nothing" };
        var command = new Command("install", "Install the DccBridge plugin in a project of Unreal, or the add-on in a DCC, or bring them up to date") { project, dcc, dccVersion, enable, from, engine, cpu, force, dryRun };
        DccInstallCommand.Check(command, project, dcc);
        command.SetAction((parsed, cancellation) =>
        {
            var values = common.Read(parsed, services.WorkingFolder);
            if (parsed.GetValue(dcc) is { } kind)
            {
                var asked = new DccInstallValues(kind, parsed.GetValue(dccVersion), parsed.GetValue(enable), parsed.GetValue(force), parsed.GetValue(dryRun));
                return CommandRun.RunAsync(services, "install", values.Json, async () => (await DccInstallCommand.InstallAsync(services, asked, cancellation).ConfigureAwait(false)).Print(services, values.Json));
            }

            return RunAsync(
                services,
                values,
                new InstallValues(
                    Path.GetFullPath(parsed.GetValue(project)!, services.WorkingFolder),
                    parsed.GetValue(from) is { Length: > 0 } f ? Path.GetFullPath(f, services.WorkingFolder) : null,
                    parsed.GetValue(engine) is { Length: > 0 } e ? Path.GetFullPath(e, services.WorkingFolder) : null,
                    parsed.GetValue(cpu) is not null,
                    parsed.GetValue(dryRun)),
                cancellation);
        });
        return command;
    }

    internal static Task<int> RunAsync(CliServices services, CommonValues common, InstallValues values, CancellationToken cancellation) =>
        CommandRun.RunAsync(services, "install", common.Json, async () => (await InstallAsync(services, common, values, cancellation).ConfigureAwait(false)).Print(services, common.Json));

    private static async Task<InstallReport> InstallAsync(CliServices services, CommonValues common, InstallValues values, CancellationToken cancellation)
    {
        var files = services.Files;
        var project = UnrealProject.Open(values.Project, files);
        var payload = Payload.Read(PayloadLocator.Find(values.From, services.CompanionFolder, files), files);
        var look = new ProjectChecks(project, files, services.Dotnet, services.Engines, values.Engine);
        List<CheckResult> checks =
        [
            .. await look.RunAsync(cancellation).ConfigureAwait(false),
            await look.EditorClosedAsync(services.Connector, common.EndpointFolder, cancellation).ConfigureAwait(false),
            look.OneCopy(),
            look.Versions(PayloadLocator.CompanionVersion, payload.Version),
        ];
        var report = new InstallReport { Command = "install", Project = project, Summary = "Not installed, and nothing was changed", IsDryRun = values.IsDryRun, Checks = checks };
        if (checks.Exists(c => c.Outcome == CheckOutcome.Bad))
        {
            return report;
        }

        if (!values.IsDryRun)
        {
            // What it puts back may be the .uproject itself: the plan must be made from that.
            new FileTransaction(project, files).Recover();
            project = UnrealProject.Open(values.Project, files);
        }

        var plan = InstallPlan.Make(project, payload, values.SwitchesBackgroundCpuOff, files);
        if (plan.ChangesProject && look.Writable() is { Outcome: CheckOutcome.Bad } readOnly)
        {
            return report with { Checks = [.. checks, readOnly] };
        }

        if (plan.EditorSettings is not null && look.SettingsWritable() is { Outcome: CheckOutcome.Bad } readOnlySettings)
        {
            return report with { Checks = [.. checks, readOnlySettings] };
        }

        if (plan.IsNothing)
        {
            return report with { Summary = $"DccBridge {payload.Version} is already installed in {project.Name}, nothing changed", Checks = Notices(checks) };
        }

        report = report with { HasChanged = true, Next = Next(plan), Checks = Notices(checks) };
        if (values.IsDryRun)
        {
            return report with { Summary = $"DccBridge {payload.Version} can be installed in {project.Name}; nothing was changed", Steps = Describe(plan) };
        }

        var outcome = await new InstallRun(files, services.Dotnet).InstallAsync(plan, cancellation).ConfigureAwait(false);
        return report with { Summary = $"DccBridge {payload.Version} is installed in {project.Name}", Steps = outcome.Done, Attention = outcome.Attention };
    }

    private static CheckResult[] Notices(List<CheckResult> checks) => [.. checks.Where(c => c.Outcome != CheckOutcome.Good)];

    private static List<string> Describe(InstallPlan plan)
    {
        var steps = new List<string>();
        var folder = plan.Project.PluginFolder;
        if (plan.ReplacesFolder)
        {
            steps.Add(plan.FolderExists ? $"replace {plan.Before?.Version ?? "the copy that is there"} by {plan.Payload.Version} in '{folder}' ({plan.Written.Count} files differ)" : $"write {plan.Payload.Files.Count} files to '{folder}'");
            steps.AddRange(plan.Kept.Select(k => k.To == k.Path ? $"keep your file '{k.Path}'" : $"keep your changed '{k.Path}' as '{k.To}'"));
        }

        if (plan.ChangesProject)
        {
            steps.Add($"enable {string.Join(", ", plan.Enabled.Added.Concat(plan.Enabled.SwitchedOn))} in '{plan.Project.Path}'");
        }

        if (plan.EditorSettings is not null)
        {
            steps.Add($"switch off 'Use Less CPU when in Background' in '{plan.Project.EditorSettings}'");
        }

        if (plan.AddsToSolution)
        {
            steps.Add($"add ManagedDccBridge to '{plan.Solution}'");
        }

        return steps;
    }

    private static List<string> Next(InstallPlan plan)
    {
        var next = new List<string>
        {
            $"Build the C++ editor target of {plan.Project.Name} ({plan.Project.Name}Editor, Development Editor). UnrealSharp writes its C# bindings for DataValidation and PythonScriptPlugin only while that target is built; without them DccBridge does not compile when the editor starts.",
        };
        if (plan.Solution is null)
        {
            next.Add($"That build also makes Script/Managed{plan.Project.Name}.sln with DccBridge in it; there is none yet.");
        }

        if (plan.EditorSettings is null && !plan.After.SwitchedBackgroundCpuOff)
        {
            next.Add("Worth it: an editor in the background ticks about three times a second. Run this again with --background-cpu off, or switch off 'Use Less CPU when in Background' in the editor's preferences.");
        }

        next.Add($"Start the editor, then 'dccbridge status'. When it does not show up: dccbridge doctor \"{plan.Project.Path}\"");
        return next;
    }
}
