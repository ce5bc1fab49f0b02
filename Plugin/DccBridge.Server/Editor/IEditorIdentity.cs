using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Server.Editor;

/// <summary>Who the editor is and what stops it now. Callable from any thread, at any time, without waiting for the engine.</summary>
public interface IEditorIdentity
{
    /// <summary>Name of the project, for people.</summary>
    string ProjectName { get; }

    /// <summary>Path of the project file or content folder.</summary>
    string ProjectPath { get; }

    /// <summary>"Unreal 5.7.1", or "headless".</summary>
    string Engine { get; }

    /// <summary>The modal dialog that is open now, where the editor knows; null otherwise.</summary>
    ModalDialog? CurrentModal { get; }
}
