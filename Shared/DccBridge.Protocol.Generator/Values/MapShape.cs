using DccBridge.Protocol.Generator.Emit;

namespace DccBridge.Protocol.Generator.Values;

/// <summary>A map. Read into a <c>Dictionary</c>; the same key twice is refused.</summary>
internal sealed class MapShape : ValueShape
{
    private readonly ValueShape _key;
    private readonly ValueShape _value;
    private readonly bool _isInterface;
    private readonly bool _seeded;

    /// <param name="typeName">The type in C#.</param>
    /// <param name="key">Shape of the keys.</param>
    /// <param name="value">Shape of the values.</param>
    /// <param name="isInterface">Whether the member may hold something other than a Dictionary.</param>
    /// <param name="seeded">Whether the keys need a comparer whose hashes a peer cannot foresee; strings have one.</param>
    public MapShape(string typeName, ValueShape key, ValueShape value, bool isInterface, bool seeded)
        : base(typeName)
    {
        _key = key;
        _value = value;
        _isInterface = isInterface;
        _seeded = seeded;
    }

    public override bool Nests => _value.Nests;

    private string Dictionary => $"global::System.Collections.Generic.Dictionary<{_key.TypeName}, {_value.TypeName}>";

    public override void Write(CodeText code, string value, Names names)
    {
        if (!_isInterface)
        {
            code.Line($"writer.WriteMapHeader({value}.Count);");
            WritePairs(code, value, names);
            return;
        }

        // The enumerator of the interface is allocated, that of the class is not.
        string map = names.Next("map");
        string dictionary = names.Next("dictionary");
        code.Line($"var {map} = {value};").Line($"writer.WriteMapHeader({map}.Count);").Open($"if ({map} is {Dictionary} {dictionary})");
        WritePairs(code, dictionary, names);
        code.Close().Open("else");
        WritePairs(code, map, names);
        code.Close();
    }

    public override string Read(ReadMethods methods, string name)
    {
        string key = _key.Read(methods, name + "Key");
        string value = _value.Read(methods, name + "Value");
        string comparer = _seeded ? $", KeyComparer<{_key.TypeName}>.Instance" : "";
        return methods.Add(name, Dictionary, code => code
            .Line("int count = BoundedReader.ReadMapHeader(ref reader);")
            .Line($"var items = new {Dictionary}(BoundedReader.Capacity(count){comparer});")
            .Open("for (index = 0; index < count; index++)")
            .Line($"{_key.TypeName} key = {key};")
            .Line($"{_value.TypeName} value = {value};")
            .Open("if (!items.TryAdd(key, value))").Line("throw MalformedMessage.DuplicateKey(key);").Close()
            .Close()
            .Line().Line("return items;"));
    }

    private void WritePairs(CodeText code, string map, Names names)
    {
        string pair = names.Next("pair");
        code.Open($"foreach (var {pair} in {map})");
        _key.Write(code, pair + ".Key", names);
        _value.Write(code, pair + ".Value", names);
        code.Close();
    }
}
