using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;

namespace DccBridge.Server.EditorPython;

/// <summary>What the person in front of Unreal sees, by way of the editor's Python. Engine thread only.</summary>
/// <param name="python">The editor's interpreter.</param>
public sealed class PythonWindow(IEditorPython python) : IEditorWindow
{
    private readonly PythonCalls _calls = new(python);

    /// <inheritdoc/>
    public void ShowAssets(IReadOnlyList<string> paths) =>
        _ = _calls.Call("assets.show", new PathsArgs(paths), PythonJson.Default.PathsArgs, PythonJson.Default.EmptyAnswer);

    /// <inheritdoc/>
    /// <remarks>A notification in the corner of the editor, for as long as the editor itself decides, and a line of the output log that stays.</remarks>
    public void Notify(NotifyParams notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var severity = notification.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
        _ = _calls.Call("editor.notify", new NotifyArgs(notification.Text, severity), PythonJson.Default.NotifyArgs, PythonJson.Default.EmptyAnswer);
    }
}
