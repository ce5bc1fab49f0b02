namespace DccBridge.Companion.Browsing;

/// <summary>The user's browser.</summary>
internal interface IBrowser
{
    /// <summary>Opens an address.</summary>
    /// <param name="address">Of this machine.</param>
    /// <param name="cancellation">Stops the attempt.</param>
    /// <returns>Why it could not be opened, for a person; null when it was.</returns>
    Task<string?> OpenAsync(Uri address, CancellationToken cancellation);
}
