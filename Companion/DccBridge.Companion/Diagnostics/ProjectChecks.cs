using System.Text.Json;
using DccBridge.Client;
using DccBridge.Companion.Unreal;
using DccBridge.Companion.Unreal.Install;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Errors;

namespace DccBridge.Companion.Diagnostics;

/// <summary>What a project must be before the plugin can be installed in it. Facts of UnrealSharp are those of its commit 028a1122.</summary>
internal sealed class ProjectChecks(UnrealProject project, IProjectFiles files, IDotnetTool dotnet, EngineLocator engines, string? namedEngine)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private static readonly Version OldestEngine = new(5, 6);
    private static readonly Version NewestEngine = new(5, 8);
    // UnrealSharp writes global.json with 10.0.201 and rollForward latestFeature (UnrealSharp at 028a1122): any newer 10.0 does, 10.1 and 11 do not.
    private static readonly Version OldestSdk = new(10, 0, 201);

    /// <summary>Folders of UnrealSharp that were found; the first counts.</summary>
    public IReadOnlyList<string> UnrealSharp { get; private set; } = [];

    /// <summary>All checks that ask nothing of a running editor, in order.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation) =>
    [
        new CheckResult(ProjectCheckNames.Project, CheckOutcome.Good, project.Path),
        Engine(),
        FindUnrealSharp(),
        await SdkAsync(cancellation).ConfigureAwait(false),
        Modules(),
        .. ScriptDirectory(),
    ];

    /// <summary>The editor must be closed: it holds the plugin's assemblies, and writes the .uproject when it likes.</summary>
    /// <param name="connector">Finds editors, and asks one of that name which project it has open.</param>
    /// <param name="endpointFolder">Folder of the endpoint files; null is the user's own.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<CheckResult> EditorClosedAsync(IEditorConnector connector, string? endpointFolder, CancellationToken cancellation)
    {
        foreach (var open in connector.Find(endpointFolder).Where(e => e is { Liveness: EditorLiveness.Alive, File: { } f } && string.Equals(f.Project, project.Name, StringComparison.OrdinalIgnoreCase) && f.Engine != "headless"))
        {
            if (await HasAnotherOpenAsync(connector, open, endpointFolder, cancellation).ConfigureAwait(false))
            {
                continue;
            }

            return new CheckResult(ProjectCheckNames.EditorClosed, CheckOutcome.Bad, $"An editor has a project '{project.Name}' open, and that it is another of the same name cannot be seen: process {open.File!.ProcessId}, started {open.File.StartTime:yyyy-MM-dd HH:mm}", "Close that editor, and run this again.");
        }

        string[] built = [.. files.Files(project.In("Binaries", "Win64"), "UnrealEditor-*.dll"), .. files.Files(project.In("Binaries", "Managed", "net10.0"), "*.dll")];
        return Array.Find(built, files.IsInUse) is { } held
            ? new CheckResult(ProjectCheckNames.EditorClosed, CheckOutcome.Bad, $"A program holds '{held}': an editor has the project open, or a build runs", "Close the editor and wait for builds to end, and run this again.")
            : new CheckResult(ProjectCheckNames.EditorClosed, CheckOutcome.Good, "no editor has the project open, as far as can be seen");
    }

    // Only what is certain: a project file that is there, at another path, and is no second way to this one.
    private async Task<bool> HasAnotherOpenAsync(IEditorConnector connector, EditorEntry editor, string? endpointFolder, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerLimit);
        try
        {
            var options = new SessionOptions { ClientName = "dccbridge install", EndpointFolder = endpointFolder, Timeout = AnswerLimit, Reconnect = false };
            var session = await connector.ConnectAsync(editor, options, patience.Token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var path = session.Editor.ProjectPath;
                return Path.IsPathRooted(path)
                    && path.EndsWith(".uproject", StringComparison.OrdinalIgnoreCase)
                    && files.FileExists(path)
                    && !string.Equals(Path.GetFullPath(files.Resolve(path)), files.Resolve(project.Path), StringComparison.OrdinalIgnoreCase)
                    && files.WrittenAt(path) != files.WrittenAt(project.Path);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is EditorConnectException or RpcException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The editor settings can be changed.</summary>
    public CheckResult SettingsWritable() => Writable(project.EditorSettings, "the setting of the background must be changed in it");

    /// <summary>The .uproject can be changed.</summary>
    public CheckResult Writable() => Writable(project.Path, "plugins must be enabled in it");

    private CheckResult Writable(string path, string why) => files.IsReadOnly(files.Resolve(path))
        ? new CheckResult(ProjectCheckNames.Writable, CheckOutcome.Bad, $"'{path}' is read-only, and {why}", "Check it out in your version control, or take the mark 'read-only' away; then run this again.")
        : new CheckResult(ProjectCheckNames.Writable, CheckOutcome.Good, $"'{path}' can be changed");

    /// <summary>One copy of DccBridge alone: Unreal takes one of several by chance, and UnrealSharp builds all of them.</summary>
    public CheckResult OneCopy()
    {
        var copies = project.FindPlugins(StagedContent.Plugin, files).ToList();
        if (engines.Find(project, namedEngine, files) is { } engine)
        {
            copies.AddRange(UnrealProject.Search(Path.Combine(engine, "Engine", "Plugins"), StagedContent.Plugin, files, 4));
        }

        var same = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var others = copies.Where(c => !string.Equals(c, project.PluginFolder, same)).ToArray();
        return others.Length == 0
            ? new CheckResult(ProjectCheckNames.Copies, CheckOutcome.Good, copies.Count == 0 ? "not installed yet" : "one")
            : new CheckResult(ProjectCheckNames.Copies, CheckOutcome.Bad, $"There are other copies of DccBridge: {string.Join(", ", others)}", files.FolderExists(project.PluginFolder)
                ? $"Keep the one in '{project.PluginFolder}' and remove the others; Unreal would take one of them by chance."
                : $"Remove what is there, or move one copy to '{project.PluginFolder}', the only place that install and doctor know; Unreal would take one of several by chance.");
    }

    /// <summary>The three versions speak one protocol: majors are equal.</summary>
    /// <param name="companion">Of this program.</param>
    /// <param name="payload">Of the plugin that is to be installed.</param>
    public CheckResult Versions(Version companion, Version payload)
    {
        const string Name = ProjectCheckNames.Versions;
        if (companion.Major != payload.Major)
        {
            return new CheckResult(Name, CheckOutcome.Bad, $"This program is {companion}, the plugin {payload}: they do not speak the same protocol", $"Take the program and the plugin of one release: version {companion.Major} of the plugin, or version {payload.Major} of this program.");
        }

        var descriptor = Path.Combine(project.PluginFolder, StagedContent.Descriptor);
        if (!files.FileExists(descriptor))
        {
            return new CheckResult(Name, CheckOutcome.Good, $"plugin {payload}, this program {companion}");
        }

        Version installed;
        try
        {
            installed = PluginDescriptor.Version(files.Read(descriptor), $"'{descriptor}'");
        }
        catch (InstallException)
        {
            // To install is what mends it.
            return new CheckResult(Name, CheckOutcome.Notice, $"'{descriptor}' is damaged, so the installed version is not known; {payload} replaces it");
        }

        return installed.Major != payload.Major
            ? new CheckResult(Name, CheckOutcome.Bad, $"Version {installed} is installed, the plugin to install is {payload}: other people's programs of version {installed.Major} could no longer talk to this project", "When everybody who works on the project changes over: 'dccbridge uninstall' first, then install.")
            : installed > payload
                ? new CheckResult(Name, CheckOutcome.Notice, $"version {installed} is installed and would be replaced by the older {payload}")
                : new CheckResult(Name, CheckOutcome.Good, $"installed {installed}, plugin {payload}, this program {companion}");
    }

    private CheckResult Engine()
    {
        const string Name = ProjectCheckNames.Engine;
        var association = project.Text.EngineAssociation;
        if (string.IsNullOrEmpty(association) || association.StartsWith('{') || Guid.TryParse(association, out _))
        {
            return new CheckResult(Name, CheckOutcome.Notice, string.IsNullOrEmpty(association) ? "the project names no engine version: an engine of your own" : $"an engine of your own ({association})", $"Make sure that it is Unreal {OldestEngine} to {NewestEngine}; that cannot be seen from here.");
        }

        return !Version.TryParse(association, out var version)
            ? new CheckResult(Name, CheckOutcome.Notice, $"the engine is called '{association}'", $"Make sure that it is Unreal {OldestEngine} to {NewestEngine}; that cannot be seen from here.")
            : new Version(version.Major, version.Minor) < OldestEngine || new Version(version.Major, version.Minor) > NewestEngine
                ? new CheckResult(Name, CheckOutcome.Bad, $"The project is for Unreal {association}; UnrealSharp, and so DccBridge, works with {OldestEngine} to {NewestEngine}", "Change the engine version of the project (right-click the .uproject, 'Switch Unreal Engine version'), or use an UnrealSharp and a DccBridge for that version.")
                : new CheckResult(Name, CheckOutcome.Good, $"Unreal {association}");
    }

    private CheckResult FindUnrealSharp()
    {
        const string Name = ProjectCheckNames.UnrealSharp;
        UnrealSharp = project.FindPlugins("UnrealSharp", files);
        var engine = engines.Find(project, namedEngine, files);
        if (UnrealSharp.Count == 0 && engine is not null)
        {
            UnrealSharp = UnrealProject.Search(Path.Combine(engine, "Engine", "Plugins"), "UnrealSharp", files, 4);
        }

        return UnrealSharp.Count switch
        {
            1 when IsFoundByDoor(UnrealSharp[0]) => new CheckResult(Name, CheckOutcome.Good, UnrealSharp[0]),
            1 => new CheckResult(
                Name,
                CheckOutcome.Notice,
                $"UnrealSharp is in '{UnrealSharp[0]}', where the plugin's project does not look for it",
                $"Move it to '{project.In("Plugins", "UnrealSharp")}', or set the environment variable UnrealSharpProps to '{Path.Combine(UnrealSharp[0], "UnrealSharp.Shared.props")}' for the editor."),
            > 1 => new CheckResult(Name, CheckOutcome.Bad, $"There are {UnrealSharp.Count} copies of UnrealSharp: {string.Join(", ", UnrealSharp)}", "Keep one and remove the others; Unreal would take one of them by chance."),
            _ => new CheckResult(
                Name,
                CheckOutcome.Bad,
                engine is null ? $"UnrealSharp is not below '{project.In("Plugins")}', and where the engine is installed is not known" : $"UnrealSharp is neither below '{project.In("Plugins")}' nor in the engine at '{engine}'",
                $"Clone https://github.com/UnrealSharp/UnrealSharp into '{project.In("Plugins", "UnrealSharp")}' and build the project's C++ editor target; when it is in the engine, name the engine's folder with --engine."),
        };
    }

    // What ManagedDccBridge.csproj tries: a folder of that name beside DccBridge, one folder deeper, or among the engine's plugins.
    private bool IsFoundByDoor(string folder)
    {
        var above = Path.GetDirectoryName(folder)!;
        return Path.GetFileName(folder) == "UnrealSharp"
            && (above == project.In("Plugins") || Path.GetDirectoryName(above) == project.In("Plugins") || Path.GetFileName(above) is "Plugins" or "Marketplace");
    }

    private async Task<CheckResult> SdkAsync(CancellationToken cancellation)
    {
        const string Name = ProjectCheckNames.Sdk;
        const string Remedy = "Install the .NET 10 SDK from https://dotnet.microsoft.com/download with its installer, into the standard folder; then open a new terminal.";
        if (dotnet.Path is null)
        {
            return new CheckResult(Name, CheckOutcome.Bad, $"There is no dotnet in {dotnet.Places}, where UnrealSharp looks for it", Remedy);
        }

        var sdks = await dotnet.ListSdksAsync(cancellation).ConfigureAwait(false);
        var fitting = sdks.Where(s => s.Version.Major == OldestSdk.Major && s.Version.Minor == OldestSdk.Minor && s.Version.Build >= OldestSdk.Build).MaxBy(s => s.Version);
        return fitting is not null
            ? new CheckResult(Name, CheckOutcome.Good, $"{fitting.Version} of '{dotnet.Path}'")
            : new CheckResult(Name, CheckOutcome.Bad, sdks.Count == 0 ? $"'{dotnet.Path}' has no SDK, only a runtime" : $"'{dotnet.Path}' has the SDKs {string.Join(", ", sdks.Select(s => s.Version))}; UnrealSharp needs {OldestSdk} or a newer one of {OldestSdk.Major}.{OldestSdk.Minor}", Remedy);
    }

    // The project's settings override UnrealSharp's for the project and all plugins together (UnrealSharp at 028a1122, CSGlobalSettingsUtilities.cpp:25-46).
    private IEnumerable<CheckResult> ScriptDirectory()
    {
        var path = project.In("Config", "UnrealSharp.Settings.json");
        if (files.FileExists(path) && ScriptDirectoryName(files.Read(path)) is { } name && name != "Script")
        {
            yield return new CheckResult(ProjectCheckNames.ScriptFolder, CheckOutcome.Notice, $"'{path}' sets ScriptDirectoryName to '{name}': UnrealSharp then looks for C# projects in folders of that name, and DccBridge has its own in 'Script'", "Take ScriptDirectoryName out of that file, and give the project's own folder the name 'Script'.");
        }
    }

    private static string? ScriptDirectoryName(byte[] settings)
    {
        try
        {
            using var document = JsonDocument.Parse(settings.AsMemory(UprojectText.BomLength(settings)), UprojectText.Tolerant);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("ScriptDirectoryName", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        }
        catch (JsonException)
        {
            // UnrealSharp cannot read it either, and says so itself.
            return null;
        }
    }

    private CheckResult Modules()
    {
        var targets = files.Files(project.In("Source"), "*.Target.cs");
        return project.Text.Modules > 0 || targets.Count > 0
            ? new CheckResult(ProjectCheckNames.Cpp, CheckOutcome.Good, "a C++ project")
            : new CheckResult(ProjectCheckNames.Cpp, CheckOutcome.Bad, "The project has Blueprints alone: no C++ module and no Source/*.Target.cs, so UnrealSharp cannot be built into its editor", "Open the project, choose Tools > New C++ Class... once (an empty class will do), close the editor, build the editor target; then run this again.");
    }
}
