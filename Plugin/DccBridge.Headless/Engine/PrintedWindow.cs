using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Engine;

/// <summary>There is nobody in front of a headless editor: what would be shown is one line of output each.</summary>
/// <param name="say">Writes one line for scripts.</param>
internal sealed class PrintedWindow(Action<string> say) : IEditorWindow
{
    /// <inheritdoc/>
    public void ShowAssets(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            say($"show {path}");
        }
    }

    /// <inheritdoc/>
    public void Notify(NotifyParams notification) =>
        say($"notify {notification.Severity.ToString().ToLowerInvariant()} {notification.Text.ReplaceLineEndings(" ")}");
}
