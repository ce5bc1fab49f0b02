using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;
using UnrealSharp.PythonScriptPlugin;

namespace DccBridge.Unreal;

/// <summary>Unreal's Python interpreter. On the game thread only.</summary>
internal sealed class UnrealPython : IEditorPython
{
    public bool IsAvailable => UPythonScriptLibrary.IsPythonAvailable();

    public string Evaluate(string expression) => Run(expression, EPythonCommandExecutionMode.EvaluateStatement);

    public void Execute(string code) => Run(code, EPythonCommandExecutionMode.ExecuteFile);

    private string Run(string code, EPythonCommandExecutionMode mode)
    {
        if (!IsAvailable)
        {
            throw new EditorException(
                ErrorCode.EditorPartMissing,
                "Unreal's plugin 'Python Editor Script Plugin' is switched off. Switch it on under Edit > Plugins, restart the editor, and try again.");
        }

        // Public: what one call defines, the next one finds.
        if (!UPythonScriptLibrary.ExecutePythonCommandEx(code, out var result, out _, mode, EPythonFileExecutionScope.Public))
        {
            // The traceback holds paths of this machine: it belongs in the log, which Python writes itself.
            throw new EditorException(ErrorCode.EditorScriptFailed, "A script of DccBridge failed inside Unreal's Python. See the output log of the editor, category LogPython.");
        }

        return result;
    }
}
