using DccBridge.Companion.Resident.Sources;
using DccBridge.Companion.Resident.State;
using DccBridge.Companion.Unreal;
using DccBridge.Dcc.Probing;

namespace DccBridge.Companion.Resident;

/// <summary>How the resident companion behaves. Immutable.</summary>
internal sealed record ResidentOptions
{
    /// <summary>Folder of the settings file; the state lies in <c>state/</c> below it. Absolute; must be there.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the endpoint files; null is the user's own.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>Version of this program.</summary>
    public string Version { get; init; } = typeof(ResidentOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How often folders are looked at although the system tells of changes.</summary>
    public TimeSpan SlowLook { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a connected editor is asked what it does.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same while nobody looks and nothing runs.</summary>
    public TimeSpan IdleStateInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Somebody looks who asked for anything within this time.</summary>
    public TimeSpan AttentionSpan { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a lost editor stays in the list when none of its project runs: a reload of the plugin takes a moment.</summary>
    public TimeSpan LostGrace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the link to a lost editor is tried again while its work waits.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for what a person asks of an editor and looks at.</summary>
    public TimeSpan ActionLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for an import or a validation.</summary>
    public TimeSpan OperationLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest wait for the verdicts of a send after the last one that came.</summary>
    public TimeSpan VerdictLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most activities that wait for one editor.</summary>
    public int MaxQueued { get; init; } = 256;

    /// <summary>Most activities that are kept.</summary>
    public int MaxActivities { get; init; } = 5_000;

    /// <summary>How long an idempotency key is remembered.</summary>
    public TimeSpan KeyLife { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Most assets of which the latest verdict is kept; beyond, the ones that were judged longest ago go.</summary>
    public int MaxAssets { get; init; } = 100_000;

    /// <summary>Judgements of one asset that are kept.</summary>
    public int MaxHistory { get; init; } = 50;

    /// <summary>Judgements of all assets that are kept beside their latest ones.</summary>
    public int MaxHistoryInAll { get; init; } = 250_000;

    /// <summary>Findings of one asset that are kept, the worst first.</summary>
    public int MaxFindingsPerAsset { get; init; } = 1_000;

    /// <summary>Least time between two tellings of changed findings or a changed status.</summary>
    public TimeSpan ChangeInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Most sent files that are watched; beyond, the ones that were sent longest ago go.</summary>
    public int MaxSources { get; init; } = 10_000;

    /// <summary>Folders of which the system is asked to tell; files of others are looked at.</summary>
    public int MaxWatchedFolders { get; init; } = 64;

    /// <summary>How often files are looked at of whose folder the system does not tell; more seldom when they are more than 500.</summary>
    public TimeSpan SourceLook { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often all sent files are looked at, since the system forgets.</summary>
    public TimeSpan SourceRound { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A drive that says nothing for so long does not answer.</summary>
    public TimeSpan SourceSilence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often endpoint files of DCCs are looked at.</summary>
    public TimeSpan DccLook { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest hold of a notification for a run that goes on.</summary>
    public TimeSpan MaxNoticeHold { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>What the resident companion touches of the world; tests put in their own.</summary>
internal sealed record ResidentPorts
{
    /// <summary>Finds and reaches editors.</summary>
    public required IEditorConnector Connector { get; init; }

    /// <summary>Who this installation is for editors; null has it made and kept in the folder of the settings.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Finds and reaches DCCs; null finds none.</summary>
    public Func<CompanionSettings, IDccProbe>? Dccs { get; init; }

    /// <summary>Opens files with the system's programs.</summary>
    public IOpener Opener { get; init; } = new SystemOpener();

    /// <summary>The disk under the state.</summary>
    public IStateDisk Disk { get; init; } = new StateDisk();

    /// <summary>The disks under the sent files.</summary>
    public ISourceDisk SourceDisk { get; init; } = new SourceDisk();

    /// <summary>Runs the checks of the doctor; null runs none.</summary>
    public Func<bool, CancellationToken, Task<IReadOnlyList<Views.CheckView>>>? Diagnose { get; init; }

    /// <summary>Takes lines for the log.</summary>
    public Action<LogWeight, string, Exception?> Log { get; init; } = static (_, _, _) => { };
}

/// <summary>How much a line of the log matters.</summary>
internal enum LogWeight
{
    /// <summary>For who looks for a fault.</summary>
    Debug,

    /// <summary>What happens.</summary>
    Information,

    /// <summary>It goes on, and somebody should know.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}
