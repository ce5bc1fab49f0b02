using DccBridge.Companion.Cli;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Companion.Unreal;

/// <summary>From what a person typed to an open session.</summary>
internal static class EditorPicker
{
    /// <summary>Chooses and connects.</summary>
    /// <exception cref="CommandFailure">There is no such editor, or several; the text says what to do.</exception>
    public static async Task<IEditorSession> OpenAsync(IEditorConnector connector, CommonValues common, string command, CancellationToken cancellation)
    {
        var entry = Pick(connector, common);
        var options = new SessionOptions { ClientName = $"dccbridge {command}", EndpointFolder = common.EndpointFolder, Timeout = common.Timeout };
        return await connector.ConnectAsync(entry, options, cancellation).ConfigureAwait(false);
    }

    /// <summary>Chooses one of the running editors.</summary>
    public static EditorEntry Pick(IEditorConnector connector, CommonValues common)
    {
        var choice = EditorSelection.Choose(connector.Find(common.EndpointFolder), common.Editor);
        if (choice.Editor is { } editor)
        {
            return editor;
        }

        var advice = choice.Outcome switch
        {
            EditorChoiceOutcome.NoEditor or EditorChoiceOutcome.OnlyStale => $"{choice.Explanation}\n'dccbridge send <folder> --headless' brings its own; 'dccbridge doctor' says more.",
            EditorChoiceOutcome.Ambiguous => $"{choice.Explanation}\nGive it with --editor.",
            _ => choice.Explanation,
        };
        throw new CommandFailure(FailureCodes.Of(choice.Outcome), advice);
    }
}
