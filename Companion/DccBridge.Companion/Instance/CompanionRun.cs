using DccBridge.Companion.Api;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Platform;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Settings;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Instance;

/// <summary>
/// One run of the companion that stays: log, resident, API and tray, joined. All of it has one lifetime, which ends with a signal, with <c>POST /api/quit</c>, with
/// Quit in the menu, or with a part that fails for good; then everything is taken down in the order opposite to its start.
/// </summary>
internal static class CompanionRun
{
    /// <summary>Runs until it is to end.</summary>
    /// <param name="start">How.</param>
    /// <param name="held">The lock of the one companion; the caller's to let go.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InstanceException">A file of it cannot be used.</exception>
    /// <exception cref="ApiStartException">The port cannot be had.</exception>
    /// <exception cref="ResidentException">The state cannot be used.</exception>
    public static async Task RunAsync(CompanionStart start, InstanceLock held, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(held);

        // Before anything else: while what a killed one left lies beside a lock that is held, others take its port for ours, and it may be anybody's.
        var isLeft = File.Exists(start.Folders.EndpointFile);
        if (isLeft && CompanionEndpoint.Remove(start.Folders) is { } why)
        {
            throw new InstanceException(InstanceException.Folder, $"{start.Folders.EndpointFile} was left behind by an earlier companion and cannot be removed ({why}). Mend the rights of the folder, or delete the file by hand.");
        }

        using var log = new CompanionLog(start.Folders);
        var lines = log.Factory.CreateLogger("companion");
        lines.LogInformation("The companion begins: version {Version}, process {ProcessId}, folder {Folder}.", typeof(CompanionRun).Assembly.GetName().Version?.ToString(3), Environment.ProcessId, start.Folders.Root);
        if (isLeft)
        {
            // The lock is ours: whoever wrote it is dead.
            lines.LogWarning("The last companion did not end by itself; what it left behind is removed.");
        }

        try
        {
            await RunAsync(start, log, lines, cancellation).ConfigureAwait(false);
            lines.LogInformation("The companion ends.");
        }
        catch (Exception e)
        {
            lines.LogError(e, "The companion ends by a failure.");
            throw;
        }
    }

    private static async Task RunAsync(CompanionStart start, CompanionLog log, ILogger lines, CancellationToken cancellation)
    {
        var token = TokenFile.LoadOrCreate(start.Folders, start.NewToken);
        KeepSchema(start.Folders, lines);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var resident = start.Open(new ResidentStart(start.Folders, (weight, text, failure) => lines.Log(LevelOf(weight), failure, "{Text}", text)));
        await using var closing = new Closing(resident);
        var follower = new SettingsFollower(resident, log, start.LoginEntry, lines);
        follower.Begin();
        await using var server = await ApiServer.StartAsync(
            resident,
            new ApiStart
            {
                Token = token,
                Quit = () => Quit(end, lines),
                LogLines = log.Lines,
                Logs = log.Factory,
                Options = new ApiOptions { Port = start.Port ?? resident.Settings.Current.Port, MayTakeAnotherPort = start.Port is null },
                Time = start.Time,
            },
            end.Token).ConfigureAwait(false);
        new CompanionEndpoint(1, server.Address, token, Environment.ProcessId, resident.Status.StartedAt) { Machine = ThisMachine.Boot() }.Write(start.Folders);
        try
        {
            var follow = follower.RunAsync(end.Token);
            using var memory = new IdleMemory(resident, start.Time, lines);
            var trimming = memory.RunAsync(end.Token);
            var tray = start.ShowIcon
                ? new TrayPart(resident, start.Browser, server.CreateDashboardLink, () => Quit(end, lines), lines, start.Time).RunAsync(end.Token)
                : Task.CompletedTask;
            await start.ReadyAsync(new CompanionReady(server.Address, () => server.CreateDashboardLink())).ConfigureAwait(false);
            var stay = Task.Delay(Timeout.Infinite, end.Token);
            await Task.WhenAny(stay, follow).ConfigureAwait(false);
            var isWanted = end.IsCancellationRequested;
            await end.CancelAsync().ConfigureAwait(false);
            await stay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await tray.ConfigureAwait(false);
            await follow.ConfigureAwait(false);
            await trimming.ConfigureAwait(false);
            if (!isWanted)
            {
                throw new InvalidOperationException("The feed of changes ended while the companion ran.");
            }
        }
        finally
        {
            if (CompanionEndpoint.Remove(start.Folders) is { } why)
            {
                lines.LogWarning("{File} stays behind ({Why}); the next start removes it.", start.Folders.EndpointFile, why);
            }
        }
    }

    private static void Quit(CancellationTokenSource end, ILogger lines)
    {
        lines.LogInformation("The end was asked for.");
        try
        {
            end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is ending already.
        }
    }

    // Text editors complete the settings by the schema beside them. They work without it: that it cannot be written ends nothing.
    private static void KeepSchema(CompanionFolders folders, ILogger lines)
    {
        try
        {
            var schema = SettingsSchema.Write();
            if (!File.Exists(folders.SettingsSchemaFile) || File.ReadAllText(folders.SettingsSchemaFile) != schema)
            {
                UserOnlyFile.Write(folders.SettingsSchemaFile, System.Text.Encoding.UTF8.GetBytes(schema));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lines.LogWarning("{File} cannot be written: {Why}", folders.SettingsSchemaFile, e.Message);
        }
    }

    private static LogLevel LevelOf(LogWeight weight) => weight switch
    {
        LogWeight.Error => LogLevel.Error,
        LogWeight.Warning => LogLevel.Warning,
        LogWeight.Information => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    // The port has no end of its own: a played one needs none.
    private sealed class Closing(IResident resident) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => resident is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
    }
}
