namespace DccBridge.Dcc;

/// <summary>Python raised an exception.</summary>
/// <param name="typeName">Module and class ("hou.OperationFailed").</param>
/// <param name="text">The exception's first argument as text; empty when it has none.</param>
/// <param name="traceback">Python's traceback as text; empty when the server keeps it.</param>
public sealed class RemotePythonException(string typeName, string text, string traceback)
    : Exception(text.Length == 0 ? typeName : $"{typeName}: {text}")
{
    /// <summary>Module and class ("hou.OperationFailed", "builtins.ValueError").</summary>
    public string TypeName { get; } = typeName;

    /// <summary>The exception's first argument as text.</summary>
    public string Text { get; } = text;

    /// <summary>Python's traceback.</summary>
    public string Traceback { get; } = traceback;
}
