using DccBridge.Server.Editor;

namespace DccBridge.Server.EditorPython;

/// <summary>What Unreal tells of itself, by way of its Python. Engine thread only.</summary>
/// <param name="python">The editor's interpreter.</param>
public sealed class PythonEditor(IEditorPython python)
{
    private readonly PythonCalls _calls = new(python);

    /// <summary>Reads it now.</summary>
    /// <exception cref="EditorException">The scripts cannot run.</exception>
    public PythonEditorState Read()
    {
        var info = _calls.Call("editor.info", new EmptyArgs(), PythonJson.Default.EmptyArgs, PythonJson.Default.InfoAnswer);
        return new PythonEditorState(info.EngineVersion, info.ProjectName, info.ProjectFile, info.SavedDir, info.Playing);
    }

    /// <summary>Has the method RunPosted of an engine object called at each tick of the editor, outside of any task. A second start replaces the first.</summary>
    /// <param name="path">Path name of the object.</param>
    /// <exception cref="EditorException">The scripts cannot run.</exception>
    public void StartTicking(string path) =>
        _ = _calls.Call("editor.tick_start", new PathArgs(path), PythonJson.Default.PathArgs, PythonJson.Default.EmptyAnswer);

    /// <summary>Ends <see cref="StartTicking"/>.</summary>
    /// <exception cref="EditorException">The scripts cannot run.</exception>
    public void StopTicking() =>
        _ = _calls.Call("editor.tick_stop", new EmptyArgs(), PythonJson.Default.EmptyArgs, PythonJson.Default.EmptyAnswer);

    /// <summary>Checks the files of assets out with the editor's own source control.</summary>
    /// <param name="paths">Package paths, 1 to 1000.</param>
    /// <exception cref="EditorException">Source control is off, an asset is not there, or the provider refused; its own words are in the message.</exception>
    public void CheckOut(IReadOnlyList<string> paths) =>
        _ = _calls.Call("assets.checkout", new PathsArgs(paths), PythonJson.Default.PathsArgs, PythonJson.Default.CheckoutAnswer);
}
