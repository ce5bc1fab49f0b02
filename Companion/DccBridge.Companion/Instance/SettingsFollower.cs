using System.Security;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Platform.StartAtLogin;
using DccBridge.Companion.Resident;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Instance;

/// <summary>Does at once what settings ask for that are not the resident companion's own: the lines of the log, and the start at login.</summary>
/// <param name="resident">Has the settings.</param>
/// <param name="log">Told of the level.</param>
/// <param name="login">The system's entry for the login.</param>
/// <param name="lines">The log.</param>
internal sealed class SettingsFollower(IResident resident, CompanionLog log, Func<IStartAtLogin> login, ILogger lines)
{
    private bool _startsAtLogin;

    /// <summary>Does what they ask for now.</summary>
    public void Begin() => Apply();

    /// <summary>Follows them until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            await foreach (var change in resident.Changes.SubscribeAsync(end).ConfigureAwait(false))
            {
                if (change.Kind is ChangeKind.Settings or ChangeKind.Lost)
                {
                    Apply();
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void Apply()
    {
        var settings = resident.Settings.Current;
        log.SetLevel(settings.LogLevel);

        // An entry is taken away only by who asked for it in this run: other folders of settings are not asked by it.
        var (before, now) = (_startsAtLogin, settings.StartAtLogin);
        _startsAtLogin = now;
        try
        {
            if (now)
            {
                var entry = login();
                switch (entry.Query())
                {
                    case LoginStart.SwitchedOff when !before:
                        lines.LogWarning("The start at login is switched off in the system's own settings ({Place}); switch it on there.", entry.Place);
                        break;
                    case LoginStart.Off or LoginStart.OtherCopy:
                        entry.Set();
                        lines.LogInformation("The companion starts at login: {Place}.", entry.Place);
                        break;
                }
            }
            else if (before)
            {
                var entry = login();
                entry.Remove();
                lines.LogInformation("The companion no longer starts at login: {Place}.", entry.Place);
            }
        }
        // The registry refuses with an exception of its own.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
        {
            lines.LogError("The start at login cannot be set: {Why} Mend the rights of that place, then save the settings again.", e.Message);
        }
    }
}
