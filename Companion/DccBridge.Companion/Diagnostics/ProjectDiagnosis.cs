using System.Text;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Diagnostics;

/// <summary>
/// Why the plugin does not start in a project: each known failure of a first run, by what lies on the disk. Facts of UnrealSharp are those of its
/// commit 028a1122; the editor itself is not asked.
/// </summary>
internal sealed class ProjectDiagnosis(UnrealProject project, IProjectFiles files, ProjectChecks checks)
{
    private const string Module = "ManagedDccBridge";

    // Glue of UnrealSharp's own making that DccBridge compiles against (CSharp files by engine module).
    private static readonly string[] NeededGlue = ["DataValidation", "PythonScriptPlugin"];

    /// <summary>All checks, in the order in which a person should mend what they find.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        List<CheckResult> results = [.. await checks.RunAsync(cancellation).ConfigureAwait(false), Interrupted(), checks.OneCopy()];
        if (!files.FolderExists(project.PluginFolder))
        {
            results.Add(new CheckResult(ProjectCheckNames.Folder, CheckOutcome.Bad, $"DccBridge is not in '{project.PluginFolder}'", $"Run: dccbridge install \"{project.Path}\""));
            return results;
        }

        results.Add(new CheckResult(ProjectCheckNames.Folder, CheckOutcome.Good, project.PluginFolder));
        results.Add(Try(ProjectCheckNames.Files, PluginFiles));
        results.Add(Try(ProjectCheckNames.Enabled, Enabled));
        results.AddRange(ScriptFolders());
        results.Add(Try(ProjectCheckNames.Solution, Solution));
        results.Add(Try(ProjectCheckNames.Glue, Glue));
        results.Add(Try(ProjectCheckNames.Built, Built));
        results.Add(Try(ProjectCheckNames.BackgroundCpu, BackgroundSetting));
        results.AddRange(LaunchSettings());
        return results;
    }

    // One check that cannot be made must not take the others away.
    private static CheckResult Try(string name, Func<CheckResult> check)
    {
        try
        {
            return check();
        }
        catch (InstallException e)
        {
            return new CheckResult(name, CheckOutcome.Bad, "It cannot be checked", e.Message);
        }
    }

    private CheckResult Interrupted() => FileTransaction.IsInterrupted(project, files)
        ? new CheckResult(ProjectCheckNames.LeftOver, CheckOutcome.Bad, $"An installation was killed half-way; its files are in '{project.WorkFolder}'", $"Run: dccbridge install \"{project.Path}\". It puts back what was moved aside, and begins again.")
        : new CheckResult(ProjectCheckNames.LeftOver, CheckOutcome.Good, "none");

    private CheckResult PluginFiles()
    {
        const string Name = ProjectCheckNames.Files;
        var folder = project.PluginFolder;
        var missing = StagedContent.Required.Where(f => !files.FileExists(Path.Combine(folder, f))).ToArray();
        var record = InstallRecord.Read(folder, files);
        if (missing.Length == 0 && record is not null)
        {
            missing = [.. record.Files.Keys.Where(f => !files.FileExists(Path.Combine(folder, f)))];
        }

        if (missing.Length > 0)
        {
            return new CheckResult(Name, CheckOutcome.Bad, $"{missing.Length} files are missing: {Some(missing)}", $"Run: dccbridge install \"{project.Path}\"");
        }

        if (record is null || record.IsInPlace)
        {
            return new CheckResult(Name, CheckOutcome.Good, record is null ? "complete; a clone or copy made by hand" : "complete; a clone of your own");
        }

        var changed = record.Files.Where(f => InstallRecord.Hash(files.Read(Path.Combine(folder, f.Key))) != f.Value).Select(f => f.Key).ToArray();
        return changed.Length == 0
            ? new CheckResult(Name, CheckOutcome.Good, $"{record.Files.Count} files of version {record.Version}")
            : new CheckResult(Name, CheckOutcome.Notice, $"{changed.Length} files were changed after the installation: {Some(changed)}", "If that was not meant, run install again: it keeps your changed files beside under another name.");
    }

    private CheckResult Enabled()
    {
        var off = StagedContent.EnabledPlugins.Where(n => project.Text.Find(n) is { Enabled: not true }).ToArray();
        var absent = StagedContent.EnabledPlugins.Where(n => project.Text.Find(n) is null).ToArray();
        return off.Length > 0
            ? new CheckResult(ProjectCheckNames.Enabled, CheckOutcome.Bad, $"{string.Join(", ", off)} {(off.Length == 1 ? "is" : "are")} switched off in the .uproject; UnrealSharp builds DccBridge all the same, and that fails without them", $"Run: dccbridge install \"{project.Path}\". To be rid of DccBridge, uninstall it; switching it off is not enough.")
            : absent.Length > 0
                ? new CheckResult(ProjectCheckNames.Enabled, CheckOutcome.Notice, $"the .uproject does not name {string.Join(", ", absent)}; that is enough only while DccBridge.uplugin switches them on", $"Run: dccbridge install \"{project.Path}\"")
                : new CheckResult(ProjectCheckNames.Enabled, CheckOutcome.Good, string.Join(", ", StagedContent.EnabledPlugins));
    }

    private IEnumerable<CheckResult> ScriptFolders()
    {
        foreach (var folder in new[] { project.In("Script"), Path.Combine(project.PluginFolder, "Script") })
        {
            if (files.IsLink(folder))
            {
                yield return new CheckResult(ProjectCheckNames.ScriptFolder, CheckOutcome.Bad, $"'{folder}' is a link; on Windows version control makes a text file of it, and relative paths from it lead elsewhere", "Put a real folder in its place.");
            }
            else if (files.FileExists(folder))
            {
                yield return new CheckResult(ProjectCheckNames.ScriptFolder, CheckOutcome.Bad, $"'{folder}' is a file: a link that version control wrote as text", "Delete it and put the real folder in its place; for the plugin, run install again.");
            }
        }

        var others = files.List(Path.Combine(project.PluginFolder, "Script"))
            .Where(f => (f.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase)) && $"Script/{f}" != StagedContent.Door)
            .ToArray();
        if (others.Length > 0)
        {
            yield return new CheckResult(ProjectCheckNames.ScriptFolder, CheckOutcome.Bad, $"There are other projects below the plugin's Script: {Some(others)}. UnrealSharp loads each of them into the editor", "Move them out of that folder.");
        }
    }

    // UnrealSharp lists what lies in the folders, and builds what the solution names.
    private CheckResult Solution()
    {
        const string Name = ProjectCheckNames.Solution;
        var solution = project.FindSolution(files);
        return solution is null
            ? new CheckResult(Name, CheckOutcome.Notice, $"Script/Managed{project.Name}.sln is not made yet", "Build the C++ editor target of the project; UnrealSharp makes the solution then, with DccBridge in it.")
            : UnrealProject.ListsElsewhere(files.Read(solution))
                ? new CheckResult(Name, CheckOutcome.Bad, $"'{solution}' names a {Module}.csproj outside of '{project.PluginFolder}': when it is gone, nothing of the solution builds", $"Run: dotnet sln \"{solution}\" list; and 'dotnet sln \"{solution}\" remove' with the path of that project.")
            : UnrealProject.Lists(files.Read(solution))
                ? new CheckResult(Name, CheckOutcome.Good, $"{Module} is in '{solution}'")
                : new CheckResult(Name, CheckOutcome.Bad, $"{Module} is not in '{solution}': UnrealSharp builds what is in the solution alone, and skips the plugin with a warning in the log", $"Run: dotnet sln \"{solution}\" add \"{Path.Combine(project.PluginFolder, StagedContent.Door)}\" --include-references false");
    }

    private CheckResult Glue()
    {
        const string Name = ProjectCheckNames.Glue;
        if (checks.UnrealSharp.Count == 0)
        {
            return new CheckResult(Name, CheckOutcome.Skipped, "not looked at, because UnrealSharp was not found");
        }

        var intermediate = Path.Combine(checks.UnrealSharp[0], "Intermediate");
        var made = Path.Combine(intermediate, "UnrealSharp", "UHT", "Editor");
        var missing = NeededGlue.Where(m => files.List(Path.Combine(made, m)).Count == 0).ToArray();
        if (missing.Length > 0)
        {
            return new CheckResult(
                Name,
                CheckOutcome.Bad,
                $"UnrealSharp has made no C# bindings for {string.Join(" and ", missing)} ('{made}'): DccBridge cannot be compiled without them, and the editor says so at its start",
                $"Enable the plugins first (dccbridge install), then build the C++ editor target of {project.Name}: the bindings are written while it is built.");
        }

        var newest = NeededGlue.SelectMany(m => files.Files(Path.Combine(made, m), "*.cs")).Select(files.WrittenAt).DefaultIfEmpty(DateTime.MaxValue).Max();
        var descriptor = Path.Combine(checks.UnrealSharp[0], "UnrealSharp.uplugin");
        return files.FileExists(descriptor) && files.WrittenAt(descriptor) > newest
            ? new CheckResult(ProjectCheckNames.Stale, CheckOutcome.Notice, $"UnrealSharp is newer than the C# bindings in '{made}'", $"When the editor reports errors in C# code that is not yours: delete '{intermediate}' and build the C++ editor target again.")
            : new CheckResult(Name, CheckOutcome.Good, "the C# bindings are there");
    }

    private CheckResult Built()
    {
        var folder = project.In("Binaries", "Managed", "net10.0");
        var isBuilt = files.FileExists(Path.Combine(folder, $"{Module}.dll"));
        var order = Path.Combine(folder, "UserCode.LoadOrder.json");
        var isListed = files.FileExists(order) && Encoding.UTF8.GetString(files.Read(order)).Contains($"\"{Module}", StringComparison.Ordinal);
        return isBuilt
            ? new CheckResult(ProjectCheckNames.Built, CheckOutcome.Good, $"{Module}.dll")
            : isListed
                ? new CheckResult(ProjectCheckNames.Built, CheckOutcome.Bad, $"UnrealSharp lists {Module} and has not built it: the editor starts without DccBridge", "Mend what is said about the solution and the bindings, then start the editor again.")
                : new CheckResult(ProjectCheckNames.Built, CheckOutcome.Notice, "not built yet", "Start the editor: UnrealSharp builds the plugin at each start.");
    }

    private CheckResult BackgroundSetting()
    {
        var path = project.EditorSettings;
        return files.FileExists(path) && BackgroundCpu.IsOff(files.Read(path))
            ? new CheckResult(ProjectCheckNames.BackgroundCpu, CheckOutcome.Good, "the project keeps the editor quick in the background")
            : new CheckResult(ProjectCheckNames.BackgroundCpu, CheckOutcome.Notice, "an editor in the background ticks about three times a second, unless your own preferences say otherwise", $"Run: dccbridge install \"{project.Path}\" --background-cpu off");
    }

    private IEnumerable<CheckResult> LaunchSettings()
    {
        var path = project.In("Script", Module, "Properties", "launchSettings.json");
        if (files.FileExists(path))
        {
            yield return new CheckResult(ProjectCheckNames.LaunchSettings, CheckOutcome.Good, $"UnrealSharp makes '{path}' for plugins too; it does no harm");
        }
    }

    private static string Some(string[] names) => names.Length <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Length - 5} more";
}
