namespace DccBridge.Server.Editor;

/// <summary>The Python interpreter inside the editor. Called on the engine thread only.</summary>
public interface IEditorPython
{
    /// <summary>False when the editor has no Python, because the plugin is off or not part of this editor. Never throws.</summary>
    bool IsAvailable { get; }

    /// <summary>Evaluates one expression (Unreal: mode EvaluateStatement).</summary>
    /// <param name="expression">One expression in ASCII, one line.</param>
    /// <returns>The result as text: the string itself or its repr(), as the interpreter gives it; both are understood.</returns>
    /// <exception cref="EditorException">
    /// There is no Python (<see cref="Protocol.Contracts.ErrorCode.EditorPartMissing"/>), or the expression raised
    /// (<see cref="Protocol.Contracts.ErrorCode.EditorScriptFailed"/>).
    /// </exception>
    string Evaluate(string expression);

    /// <summary>Runs statements in the scope of the interpreter's console (Unreal: mode ExecuteFile with the code as its text).</summary>
    /// <param name="code">Statements in ASCII; several lines are allowed.</param>
    /// <exception cref="EditorException">As with <see cref="Evaluate"/>.</exception>
    void Execute(string code);
}
