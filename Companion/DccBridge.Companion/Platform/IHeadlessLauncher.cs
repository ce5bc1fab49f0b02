using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Platform;

/// <summary>Starts headless editors as processes of their own.</summary>
internal interface IHeadlessLauncher
{
    /// <summary>Starts one and waits until it is ready and its endpoint file is found.</summary>
    /// <param name="request">On what.</param>
    /// <param name="cancellation">Gives up and takes everything back.</param>
    Task<IHeadlessEditor> StartAsync(HeadlessRequest request, CancellationToken cancellation);
}

/// <summary>What to start a headless editor on.</summary>
internal sealed record HeadlessRequest
{
    /// <summary>Its content folder; null takes a temporary one that is removed at the end.</summary>
    public string? ContentFolder { get; init; }

    /// <summary>Where it puts its endpoint file; null takes a temporary folder.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>Settings file of the validation; null takes the defaults.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Longest wait until it is ready.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>A running headless editor. Disposing stops it and removes what was temporary.</summary>
internal interface IHeadlessEditor : IAsyncDisposable
{
    /// <summary>Its endpoint file.</summary>
    EditorEntry Entry { get; }

    /// <summary>The folder of its endpoint file.</summary>
    string EndpointFolder { get; }

    /// <summary>Its content folder when that one stays; null when it is temporary.</summary>
    string? KeptContent { get; }
}
