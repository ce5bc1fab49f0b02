using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>Exceptions on the wire: ((module, class), arguments, attributes, traceback) (rpyc core/vinegar.py).</summary>
internal static class RpycVinegar
{
    private const int MaxText = 16 * 1024;

    /// <summary>What Python raised; never throws, whatever it sent.</summary>
    public static RemotePythonException Read(object? dumped) => dumped switch
    {
        // StopIteration travels as the bare number 1.
        1L => new RemotePythonException("builtins.StopIteration", "", ""),
        PythonTuple { Count: 4 } parts when parts[0] is PythonTuple { Count: 2 } name =>
            new RemotePythonException(Cut($"{name[0]}.{name[1]}"), Cut(FirstOf(parts[1])), Cut(parts[3] as string ?? "")),
        string text => new RemotePythonException("builtins.Exception", Cut(text), ""),
        _ => new RemotePythonException("builtins.Exception", "Python raised something that it could not describe.", ""),
    };

    /// <summary>An error of a callback, as Python shall see it.</summary>
    public static PythonTuple Write(Exception exception) => PythonTuple.Of(
        PythonTuple.Of("builtins", "RuntimeError"),
        PythonTuple.Of(Cut(exception.Message)),
        PythonTuple.Empty,
        "");

    private static string FirstOf(object? arguments) => arguments is PythonTuple { Count: > 0 } items ? items[0]?.ToString() ?? "None" : "";

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
