using DccBridge.Protocol.Generator.Emit;

namespace DccBridge.Protocol.Generator.Values;

/// <summary>A value that one statement writes and one expression reads.</summary>
internal sealed class PlainShape : ValueShape
{
    private readonly string _write;
    private readonly string _read;

    /// <param name="typeName">The type in C#.</param>
    /// <param name="write">The statement, with {0} for the value.</param>
    /// <param name="read">The expression.</param>
    /// <param name="nests">Whether a value can hold messages.</param>
    public PlainShape(string typeName, string write, string read, bool nests = false)
        : base(typeName)
    {
        _write = write;
        _read = read;
        Nests = nests;
    }

    public override bool Nests { get; }

    public override void Write(CodeText code, string value, Names names) => code.Line(_write.Replace("{0}", value));

    public override string Read(ReadMethods methods, string name) => _read;
}
