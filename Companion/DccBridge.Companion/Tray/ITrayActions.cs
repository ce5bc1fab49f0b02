namespace DccBridge.Companion.Tray;

/// <summary>What the tray has others do: the port between it and the program that it is part of.</summary>
internal interface ITrayActions
{
    /// <summary>Opens the dashboard in the user's browser.</summary>
    /// <param name="page">A page with its query ("findings?project=Game"); null is where it begins.</param>
    /// <param name="cancellation">Stops the attempt.</param>
    /// <exception cref="Resident.ResidentException">No browser could be started; the text is an instruction.</exception>
    Task OpenDashboardAsync(string? page, CancellationToken cancellation);

    /// <summary>Ends the program, soon. Returns at once.</summary>
    void Quit();

    /// <summary>Writes a line into the log.</summary>
    /// <param name="line">What happened.</param>
    /// <param name="failure">What was thrown; null when nothing was.</param>
    void Log(string line, Exception? failure);
}
