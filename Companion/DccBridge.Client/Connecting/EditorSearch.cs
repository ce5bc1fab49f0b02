using DccBridge.Protocol.Discovery;

namespace DccBridge.Client.Connecting;

/// <summary>Finds the endpoint to connect to, at first and after a loss.</summary>
internal static class EditorSearch
{
    /// <summary>The editor that a person named.</summary>
    /// <exception cref="EditorConnectException">There is not exactly one.</exception>
    public static EndpointFile Choose(EditorDirectory directory, string? wanted)
    {
        var entries = Find(directory);
        var choice = EditorSelection.Choose(entries, wanted);
        return choice.Outcome switch
        {
            EditorChoiceOutcome.Chosen => choice.Editor!.File!,
            EditorChoiceOutcome.NoEditor => throw new EditorConnectException(EditorConnectReason.NoEditor, choice.Explanation),
            EditorChoiceOutcome.NoMatch => throw new EditorConnectException(EditorConnectReason.NoMatch, choice.Explanation),
            EditorChoiceOutcome.Ambiguous => throw new EditorConnectException(EditorConnectReason.Ambiguous, choice.Explanation),
            _ when entries.FirstOrDefault(e => e.Problem is not null) is { Problem: { } problem } => throw ConnectFailure.FromEndpoint(problem),
            _ => throw new EditorConnectException(EditorConnectReason.StaleEndpoint, choice.Explanation),
        };
    }

    /// <summary>Where a lost editor may be now: the same start of it first, then other editors of a project of that name, the newest first.</summary>
    /// <exception cref="EditorConnectException">None is there.</exception>
    public static IReadOnlyList<EndpointFile> FindAgain(EditorDirectory? directory, EndpointFile lost)
    {
        if (directory is null)
        {
            return [lost];
        }

        var entries = Find(directory);
        EndpointFile[] fitting =
        [
            .. entries
                .Where(e => e.Liveness == EditorLiveness.Alive)
                .Select(e => e.File)
                .OfType<EndpointFile>()
                .Where(f => f.InstanceId == lost.InstanceId || f.Project.Equals(lost.Project, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(f => f.InstanceId == lost.InstanceId)
                .ThenByDescending(f => f.StartTime),
        ];
        if (fitting.Length > 0)
        {
            return fitting;
        }

        throw entries.Any(e => e.File is { } f && f.InstanceId == lost.InstanceId)
            ? new EditorConnectException(EditorConnectReason.StaleEndpoint, $"The editor of project '{lost.Project}' ended without saying so, and has not been started again. Start it.")
            : new EditorConnectException(EditorConnectReason.NoEditor, $"The editor of project '{lost.Project}' is closed. Start it.");
    }

    private static IReadOnlyList<EditorEntry> Find(EditorDirectory directory)
    {
        try
        {
            return directory.Find();
        }
        catch (EndpointException e)
        {
            throw ConnectFailure.FromEndpoint(e);
        }
    }
}
