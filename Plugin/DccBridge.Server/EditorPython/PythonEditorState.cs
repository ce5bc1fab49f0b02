namespace DccBridge.Server.EditorPython;

/// <summary>What Unreal tells of itself.</summary>
/// <param name="EngineVersion">As the engine writes it ("5.7.1-48512491+++UE5+Release-5.7").</param>
/// <param name="ProjectName">Name of the project.</param>
/// <param name="ProjectFile">Full path of the .uproject file.</param>
/// <param name="SavedFolder">Full path of the project's folder Saved.</param>
/// <param name="IsPlaying">True while play-in-editor runs.</param>
public sealed record PythonEditorState(string EngineVersion, string ProjectName, string ProjectFile, string SavedFolder, bool IsPlaying);
