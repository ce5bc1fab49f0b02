using DccBridge.Protocol.Generator.Emit;

namespace DccBridge.Protocol.Generator.Values;

/// <summary>An array of values of one type. Read into an array, or into a list where the member's type asks for one.</summary>
internal sealed class ListShape : ValueShape
{
    private readonly ValueShape _item;
    private readonly bool _growable;

    public ListShape(string typeName, ValueShape item, bool growable)
        : base(typeName)
    {
        _item = item;
        _growable = growable;
    }

    public override bool Nests => _item.Nests;

    public override void Write(CodeText code, string value, Names names)
    {
        string items = names.Next("items");
        string item = names.Next("item");
        code.Line($"var {items} = new ItemRow<{_item.TypeName}>({value});")
            .Line($"writer.WriteArrayHeader({items}.Count);")
            .Open($"foreach ({_item.TypeName} {item} in {items})");
        _item.Write(code, item, names);
        code.Close();
    }

    public override string Read(ReadMethods methods, string name)
    {
        string read = _item.Read(methods, name + "Item");
        return methods.Add(name, _growable ? $"global::System.Collections.Generic.List<{_item.TypeName}>" : ArrayName(_item.TypeName), code =>
        {
            code.Line("int count = BoundedReader.ReadArrayHeader(ref reader);");
            if (_growable)
            {
                code.Line($"var items = new global::System.Collections.Generic.List<{_item.TypeName}>(BoundedReader.Capacity(count));")
                    .Open("for (index = 0; index < count; index++)").Line($"items.Add({read});").Close();
            }
            else
            {
                code.Line($"var items = BoundedReader.NewArray<{_item.TypeName}>(count);")
                    .Open("for (index = 0; index < count; index++)")
                    .Open("if (index == items.Length)").Line("BoundedReader.Grow(ref items, count);").Close().Line()
                    .Line($"items[index] = {read};").Close();
            }

            code.Line().Line("return items;");
        });
    }

    // An array of arrays: C# writes the outer brackets first.
    private static string ArrayName(string item)
    {
        int brackets = item.Length;
        while (brackets >= 2 && item[brackets - 2] == '[' && item[brackets - 1] == ']')
        {
            brackets -= 2;
        }

        return item.Substring(0, brackets) + "[]" + item.Substring(brackets);
    }
}
