using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Server.Editor;
using UnrealSharp.Engine;

namespace DccBridge.Unreal;

/// <summary>Who the editor is, read once on the game thread: it cannot change while the editor runs.</summary>
internal sealed class UnrealIdentity : IEditorIdentity
{
    /// <summary>On the game thread.</summary>
    public UnrealIdentity()
    {
        ProjectFolder = Path.GetFullPath(SystemLibrary.ProjectDirectory);
        ProjectName = SystemLibrary.GameName;
        ProjectPath = Path.Combine(ProjectFolder, ProjectName + ".uproject");
        // "5.7.1-48512491+++UE5+Release-5.7"
        Engine = "Unreal " + SystemLibrary.EngineVersion.Split('-')[0];
    }

    /// <summary>The folder with the project file.</summary>
    public string ProjectFolder { get; }

    public string ProjectName { get; }

    public string ProjectPath { get; }

    public string Engine { get; }

    /// <summary>Always null: Unreal does not tell of its dialogs outside the thread that they block. The dispatcher tells of the stall.</summary>
    public ModalDialog? CurrentModal => null;
}
