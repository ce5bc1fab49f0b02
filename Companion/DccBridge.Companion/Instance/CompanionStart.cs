using DccBridge.Companion.Browsing;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Platform.StartAtLogin;
using DccBridge.Companion.Resident;

namespace DccBridge.Companion.Instance;

/// <summary>How the companion is started that stays running. Immutable.</summary>
internal sealed record CompanionStart
{
    /// <summary>Its folders.</summary>
    public required CompanionFolders Folders { get; init; }

    /// <summary>Makes the resident companion itself.</summary>
    public required Func<ResidentStart, IResident> Open { get; init; }

    /// <summary>The user's browser.</summary>
    public required IBrowser Browser { get; init; }

    /// <summary>The port that was asked for; null takes that of the settings, or another one when it is occupied.</summary>
    public int? Port { get; init; }

    /// <summary>Make a new token.</summary>
    public bool NewToken { get; init; }

    /// <summary>Show the icon in the tray.</summary>
    public bool ShowIcon { get; init; } = true;

    /// <summary>The system's entry that starts it at login.</summary>
    public required Func<IStartAtLogin> LoginEntry { get; init; }

    /// <summary>Told once when everything runs.</summary>
    public required Func<CompanionReady, Task> ReadyAsync { get; init; }

    /// <summary>Measures and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What the resident companion is made with.</summary>
/// <param name="Folders">Its folders.</param>
/// <param name="Log">Takes lines for the log.</param>
internal sealed record ResidentStart(CompanionFolders Folders, Action<LogWeight, string, Exception?> Log);

/// <summary>The companion runs.</summary>
/// <param name="Address">Of the dashboard; without a secret.</param>
/// <param name="CreateLink">Makes a link that opens the dashboard once.</param>
internal sealed record CompanionReady(Uri Address, Func<Uri> CreateLink);
