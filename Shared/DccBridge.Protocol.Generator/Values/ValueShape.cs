using DccBridge.Protocol.Generator.Emit;

namespace DccBridge.Protocol.Generator.Values;

/// <summary>How values of one type are written and read, as C# text.</summary>
internal abstract class ValueShape
{
    protected ValueShape(string typeName) => TypeName = typeName;

    /// <summary>The type in C#, with its namespace.</summary>
    public string TypeName { get; }

    /// <summary>Whether a value can hold messages.</summary>
    public abstract bool Nests { get; }

    /// <summary>Adds the statements that write <paramref name="value"/>.</summary>
    public abstract void Write(CodeText code, string value, Names names);

    /// <summary>An expression that reads a value; <paramref name="name"/> is a name for a method, should it need one.</summary>
    public abstract string Read(ReadMethods methods, string name);
}
