using DccBridge.Companion.Browsing;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Tray;
using DccBridge.Tray;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Instance;

/// <summary>The icon of the companion. Whatever becomes of it, the companion goes on: dashboard and API are there without it.</summary>
/// <param name="resident">What is shown.</param>
/// <param name="browser">The user's browser.</param>
/// <param name="link">Makes a link to a page of the dashboard.</param>
/// <param name="quit">Begins the end of the companion.</param>
/// <param name="lines">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class TrayPart(IResident resident, IBrowser browser, Func<string?, Uri> link, Action quit, ILogger lines, TimeProvider time) : ITrayActions
{
    /// <summary>Shows the icon until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await using var desktop = TrayDesktop.Open(new TrayOptions { Id = "dccbridge", Title = "DccBridge", Time = time });
            desktop.HandlerFailed += (_, failure) => Log("A click on a notification failed.", failure);
            await new TrayPresenter(resident, desktop.Icon, desktop.Notifier, this, time).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end.
        }
        catch (Exception e)
        {
            lines.LogError(e, "The tray icon ended by a failure; the companion goes on without it. 'dccbridge dashboard' opens the dashboard.");
        }
    }

    /// <inheritdoc/>
    public async Task OpenDashboardAsync(string? page, CancellationToken cancellation)
    {
        if (await browser.OpenAsync(link(page), cancellation).ConfigureAwait(false) is { } why)
        {
            throw new ResidentException(ResidentFault.Conflict, InstanceException.Browser, $"{why} Set BROWSER to the command of a browser, or run 'dccbridge dashboard --print' for a link.");
        }
    }

    /// <inheritdoc/>
    public void Quit() => quit();

    /// <inheritdoc/>
    public void Log(string line, Exception? failure)
    {
        if (failure is null)
        {
            lines.LogInformation("{Line}", line);
        }
        else
        {
            lines.LogWarning(failure, "{Line}", line);
        }
    }
}
