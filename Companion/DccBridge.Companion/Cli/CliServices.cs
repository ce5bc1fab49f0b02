using DccBridge.Companion.Browsing;
using DccBridge.Companion.Dcc.Install;
using DccBridge.Companion.Diagnostics;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Platform.StartAtLogin;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Unreal;
using DccBridge.Companion.Unreal.Install;
using Spectre.Console;

namespace DccBridge.Companion.Cli;

/// <summary>What the commands touch of the world; tests put in their own.</summary>
internal sealed record CliServices
{
    /// <summary>Standard output, for JSON.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error, for instructions.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard output, for text and tables.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Both streams are a terminal that takes colours: bars may be drawn.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Asks the person yes or no; only where <see cref="IsInteractive"/>.</summary>
    public Func<CliServices, string, CancellationToken, Task<bool>> ConfirmAsync { get; init; } =
        static (services, question, cancellation) => new ConfirmationPrompt(question) { DefaultValue = false }.ShowAsync(services.Console, cancellation);

    /// <summary>What relative paths are relative to.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Finds and reaches editors.</summary>
    public required IEditorConnector Connector { get; init; }

    /// <summary>Starts headless editors.</summary>
    public required IHeadlessLauncher Headless { get; init; }

    /// <summary>Tells whether anybody listens on a port.</summary>
    public required IPortProbe Ports { get; init; }

    /// <summary>The files of projects.</summary>
    public IProjectFiles Files { get; init; } = new ProjectFiles();

    /// <summary>The .NET SDK.</summary>
    public IDotnetTool Dotnet { get; init; } = new DotnetTool(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Where engines are installed.</summary>
    public EngineLocator Engines { get; init; } = EngineLocator.OfThisMachine();

    /// <summary>Where DCCs look for add-ons.</summary>
    public DccSurroundings Dccs { get; init; } = DccSurroundings.OfThisUser();

    /// <summary>The folder of this program; the plugin's files lie beside it.</summary>
    public string CompanionFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Where the companion that stays running keeps its files.</summary>
    public Func<CompanionFolders> CompanionFolders { get; init; } = Platform.CompanionFolders.OfThisUser;

    /// <summary>Makes the companion that stays running.</summary>
    public Func<CliServices, CommonValues, ResidentStart, IResident> OpenResident { get; init; } = ResidentOfCommand.Open;

    /// <summary>The user's browser.</summary>
    public IBrowser Browser { get; init; } = new SystemBrowser(Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <summary>The system's entry that starts the companion at login.</summary>
    public Func<IStartAtLogin> LoginEntry { get; init; } = static () => LoginCommand.EntryOfThisSystem(TrayCommand.Name);

    /// <summary>The studio's settings file; null when there is none.</summary>
    public string? StudioSettings { get; init; }

    /// <summary>Measures and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Prints the stack of a failure too.</summary>
    public bool Trace { get; init; }
}
