using DccBridge.Protocol.Generator.Emit;

namespace DccBridge.Protocol.Generator.Values;

/// <summary>Nil or a value.</summary>
internal sealed class NullableShape : ValueShape
{
    private readonly ValueShape _inner;
    private readonly string _none;

    /// <param name="typeName">The type in C#.</param>
    /// <param name="inner">The shape of a value.</param>
    /// <param name="none">What nil becomes. Not always "null": that would become an empty memory, through the conversion from an array.</param>
    public NullableShape(string typeName, ValueShape inner, string none)
        : base(typeName)
    {
        _inner = inner;
        _none = none;
    }

    public override bool Nests => _inner.Nests;

    public override void Write(CodeText code, string value, Names names)
    {
        string local = names.Next("value");
        code.Open($"if ({value} is {{ }} {local})");
        _inner.Write(code, local, names);
        code.Close().Open("else").Line("writer.WriteNil();").Close();
    }

    public override string Read(ReadMethods methods, string name) => $"reader.TryReadNil() ? {_none} : {_inner.Read(methods, name)}";
}
