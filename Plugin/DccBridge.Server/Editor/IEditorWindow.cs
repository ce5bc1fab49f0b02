using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Server.Editor;

/// <summary>What the person in front of the editor sees. Called on the engine thread only; opens nothing that has to be answered.</summary>
public interface IEditorWindow
{
    /// <summary>Shows assets that exist in the content browser and selects them there.</summary>
    /// <exception cref="EditorException">It cannot be shown; its message may cross the wire.</exception>
    void ShowAssets(IReadOnlyList<string> paths);

    /// <summary>Shows a notification that goes away by itself.</summary>
    /// <exception cref="EditorException">It cannot be shown; its message may cross the wire.</exception>
    void Notify(NotifyParams notification);
}
