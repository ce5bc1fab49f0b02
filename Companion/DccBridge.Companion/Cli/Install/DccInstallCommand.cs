using System.CommandLine;
using DccBridge.Companion.Cli.Rendering;
using DccBridge.Companion.Dcc.Install;
using DccBridge.Companion.Unreal.Install;

namespace DccBridge.Companion.Cli.Install;

/// <summary>What <c>install --dcc</c> and <c>uninstall --dcc</c> were told.</summary>
/// <param name="Kind">blender, maya or houdini.</param>
/// <param name="Version">Only this version; null is all.</param>
/// <param name="Enables">Switch it on in Blender's preferences too.</param>
/// <param name="IsForced">Files that were changed are replaced or removed.</param>
/// <param name="IsDryRun">Change nothing.</param>
internal sealed record DccInstallValues(string Kind, string? Version, bool Enables, bool IsForced, bool IsDryRun);

/// <summary><c>dccbridge install --dcc</c> and <c>uninstall --dcc</c>: the add-on to where a DCC looks, and away again.</summary>
internal static class DccInstallCommand
{
    /// <summary>The option that makes it this command.</summary>
    public static Option<string?> KindOption()
    {
        var option = new Option<string?>("--dcc") { Description = "The add-on for a DCC in place of the plugin for a project: blender, maya or houdini", HelpName = "dcc" };
        option.AcceptOnlyFromAmong([.. DccPlaces.Kinds]);
        return option;
    }

    /// <summary>The option that names a version.</summary>
    public static Option<string?> VersionOption() => new("--dcc-version") { Description = "Only this version of the DCC, also when it was never started (default: all that are found)", HelpName = "version" };

    /// <summary>Exactly one of a project and a DCC is named.</summary>
    public static void Check(Command command, Argument<string?> project, Option<string?> kind) => command.Validators.Add(result =>
    {
        if (result.GetValue(project) is null == result.GetValue(kind) is null)
        {
            result.AddError($"Name either the .uproject (or its folder) or a DCC: dccbridge {command.Name} --dcc {string.Join('|', DccPlaces.Kinds)}");
        }
    });

    public static async Task<DccInstallReport> InstallAsync(CliServices services, DccInstallValues values, CancellationToken cancellation)
    {
        if (values.Enables && values.Kind != "blender")
        {
            throw new InstallException("--enable is for Blender; Maya and Houdini load the add-on by themselves.");
        }

        var (files, surroundings) = (services.Files, services.Dccs);
        var addOn = DccAddOn.Find(services.CompanionFolder, files);
        var places = await DccPlaces.FindAsync(values.Kind, values.Version, addOn, surroundings, files, cancellation).ConfigureAwait(false);

        // All plans before the first change: what would be refused at the third version is refused at once.
        var plans = places.Select(place => DccInstallPlan.Install(place, values.IsForced, files)).ToArray();
        var steps = new List<string>();
        var attention = new List<string>();
        var programs = values.Enables && !values.IsDryRun ? await ProgramsAsync(surroundings, cancellation).ConfigureAwait(false) : [];
        var hasChanged = false;
        foreach (var plan in plans)
        {
            steps.Add($"{plan.Place.Name}: {Describe(plan)}");
            attention.AddRange(plan.Kept.Select(path => $"'{plan.Place.Full(path)}' is not needed any more, but you changed it. Delete it when you do not need it."));
            hasChanged |= !plan.IsNothing;
            if (values.IsDryRun)
            {
                continue;
            }

            var run = new DccInstallRun(files);
            if (!plan.IsNothing)
            {
                run.Install(plan, isEnabled: false);
            }

            if (values.Enables && plan.Before is not { IsEnabled: true })
            {
                var problem = programs.TryGetValue(plan.Place.Version ?? "", out var program)
                    ? await surroundings.SwitchBlenderAsync(program, on: true, cancellation).ConfigureAwait(false)
                    : "its program is not on PATH";
                if (problem is null)
                {
                    run.MarkEnabled(plan.Place);
                    hasChanged = true;
                    steps.Add($"{plan.Place.Name}: switched on in its preferences");
                }
                else
                {
                    attention.Add($"{plan.Place.Name}: the add-on could not be switched on ({problem}). Do it in Edit > Preferences > Add-ons: search for DccBridge and tick it.");
                }
            }
        }

        var title = Title(values.Kind, places);
        return new DccInstallReport
        {
            Command = "install",
            Dcc = values.Kind,
            IsDryRun = values.IsDryRun,
            HasChanged = hasChanged,
            Summary = !hasChanged ? $"The add-on is already installed in {title}, nothing changed" : values.IsDryRun ? $"The add-on can be installed in {title}; nothing was changed" : $"The add-on is installed in {title}",
            Places = [.. places.Select(place => place.Full(place.Own))],
            Steps = hasChanged ? steps : [],
            Attention = attention,
            Next = [Next(values)],
        };
    }

    public static async Task<DccInstallReport> UninstallAsync(CliServices services, DccInstallValues values, CancellationToken cancellation)
    {
        var (files, surroundings) = (services.Files, services.Dccs);
        var places = await DccPlaces.FindAsync(values.Kind, values.Version, null, surroundings, files, cancellation).ConfigureAwait(false);
        var plans = places.Select(place => DccInstallPlan.Uninstall(place, values.IsForced, files)).OfType<DccInstallPlan>().ToArray();
        if (plans.Length == 0)
        {
            throw new InstallException($"Nothing to remove: the add-on was not installed by dccbridge in {Title(values.Kind, places)}.");
        }

        var steps = new List<string>();
        var attention = new List<string>();
        var programs = !values.IsDryRun && plans.Any(plan => plan.Before!.IsEnabled) ? await ProgramsAsync(surroundings, cancellation).ConfigureAwait(false) : [];
        foreach (var plan in plans)
        {
            steps.Add($"{plan.Place.Name}: {Describe(plan)}");
            attention.AddRange(plan.Kept.Select(path => $"'{plan.Place.Full(path)}' stays: you changed it. Delete it, or uninstall again with --force."));
            if (values.IsDryRun)
            {
                continue;
            }

            if (plan.Before!.IsEnabled)
            {
                var problem = programs.TryGetValue(plan.Place.Version ?? "", out var program) ? await surroundings.SwitchBlenderAsync(program, on: false, cancellation).ConfigureAwait(false) : "its program is not on PATH";
                if (problem is not null)
                {
                    attention.Add($"{plan.Place.Name}: the add-on could not be switched off ({problem}). Its name stays in the preferences until you remove it there; that does no harm.");
                }
            }

            new DccInstallRun(files).Uninstall(plan);
        }

        var title = Title(values.Kind, plans.Select(plan => plan.Place));
        return new DccInstallReport
        {
            Command = "uninstall",
            Dcc = values.Kind,
            IsDryRun = values.IsDryRun,
            HasChanged = true,
            Summary = values.IsDryRun ? $"The add-on can be removed from {title}; nothing was changed" : $"The add-on is removed from {title}",
            Places = [.. plans.Select(plan => plan.Place.Full(plan.Place.Own))],
            Steps = steps,
            Attention = attention,
            Next = [$"{char.ToUpperInvariant(values.Kind[0])}{values.Kind[1..]} that is open forgets it when it is closed."],
        };
    }

    private static async Task<Dictionary<string, string>> ProgramsAsync(DccSurroundings surroundings, CancellationToken cancellation)
    {
        var programs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var program in surroundings.Blenders())
        {
            if (await surroundings.BlenderVersionAsync(program, cancellation).ConfigureAwait(false) is { } version)
            {
                programs.TryAdd(version, program);
            }
        }

        return programs;
    }

    private static string Describe(DccInstallPlan plan) => plan switch
    {
        { IsNothing: true } => $"already up to date in '{plan.Place.Full(plan.Place.Own)}'",
        { Written.Count: 0 } => $"remove {ByteText.Count(plan.Removed.Count, "file")} from '{plan.Place.Root}'",
        _ => $"write {ByteText.Count(plan.Written.Count, "file")} to '{plan.Place.Root}'{(plan.Removed.Count > 0 ? $", remove {ByteText.Count(plan.Removed.Count, "old file")}" : "")}",
    };

    private static string Title(string kind, IEnumerable<DccPlace> places) => kind == "maya" ? "Maya" : string.Join(", ", places.Select(place => place.Name));

    private static string Next(DccInstallValues values) => values.Kind switch
    {
        "blender" when values.Enables => "Start Blender. Press N in the 3D view: 'Unreal' is a tab of the sidebar.",
        "blender" => "In Blender: Edit > Preferences > Add-ons, search for DccBridge, tick it. Then press N in the 3D view: 'Unreal' is a tab of the sidebar. (dccbridge install --dcc blender --enable does it for you.)",
        "maya" => "Start Maya again: the menu 'Unreal' is in its main window.",
        _ => "Start Houdini again: the menu 'Unreal' is in its main menu, and a shelf of that name can be added with the + of the shelves.",
    };
}
