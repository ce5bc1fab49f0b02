namespace DccBridge.Protocol.Generator.Emit;

/// <summary>The private methods that read the lists and maps of one type.</summary>
internal sealed class ReadMethods
{
    private readonly HashSet<string> _taken;
    private readonly List<Action<CodeText>> _methods = new();

    /// <param name="taken">Names that members of the type have already.</param>
    public ReadMethods(IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary>Adds a method and returns the call of it. A failure inside it gets the position <c>index</c>.</summary>
    public string Add(string name, string typeName, Action<CodeText> body)
    {
        string method = "Read" + name;
        while (!_taken.Add(method))
        {
            method += "_";
        }

        _methods.Add(code =>
        {
            code.Line().Open($"private static {typeName} {method}(ref MessagePackReader reader)").Line("int index = -1;").Open("try");
            body(code);
            code.Close().Open("catch (global::System.Exception e) when (MalformedMessage.IsCause(e))").Line("throw MalformedMessage.AtItem(index, e);").Close().Close();
        });
        return $"{method}(ref reader)";
    }

    public void WriteTo(CodeText code)
    {
        foreach (Action<CodeText> method in _methods)
        {
            method(code);
        }
    }
}
