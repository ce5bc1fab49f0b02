using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Unreal;

/// <summary>Finds and reaches editors.</summary>
internal interface IEditorConnector
{
    /// <summary>All endpoint files of a folder.</summary>
    /// <param name="endpointFolder">The folder; null is the user's own.</param>
    /// <exception cref="EndpointException">The folder cannot be read.</exception>
    IReadOnlyList<EditorEntry> Find(string? endpointFolder);

    /// <summary>Opens a session with one editor.</summary>
    /// <param name="editor">A living editor.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops trying.</param>
    Task<IEditorSession> ConnectAsync(EditorEntry editor, SessionOptions options, CancellationToken cancellation);
}

/// <summary>How a session is opened.</summary>
internal sealed record SessionOptions
{
    /// <summary>Name of the program for the editor's log ("dccbridge send").</summary>
    public required string ClientName { get; init; }

    /// <summary>Folder of the endpoint files; null is the user's own.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>Limit of a call that needs the engine thread.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Who connects, for an editor that keeps verdicts for it; null is a stranger.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>How long a lost editor is looked for; null is <see cref="Timeout"/>.</summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>Come back by itself after a lost connection.</summary>
    public bool Reconnect { get; init; } = true;
}
