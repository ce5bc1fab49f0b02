using DccBridge.Protocol.Generator.Values;
using Microsoft.CodeAnalysis;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>What there is to know of a message type in order to write its formatter.</summary>
internal sealed class MessageModel
{
    public MessageModel(IReadOnlyList<MemberModel> members, IReadOnlyList<MemberModel>? parameters)
    {
        Members = members;
        Parameters = parameters;
    }

    /// <summary>In order of their keys.</summary>
    public IReadOnlyList<MemberModel> Members { get; }

    /// <summary>The members that a constructor takes, in its order; null when there is none to go through.</summary>
    public IReadOnlyList<MemberModel>? Parameters { get; }

    /// <summary>Items of the array on the wire.</summary>
    public int Count => Members.Count == 0 ? 0 : Members[Members.Count - 1].Key + 1;

    /// <summary>Items that must be there for all required members to be there.</summary>
    public int RequiredCount => Members.Where(member => member.MustCome).Select(member => member.Key + 1).DefaultIfEmpty(0).Max();

    /// <summary>Whether values of it can hold other messages, so that depth is to be watched.</summary>
    public bool Nests => Members.Any(member => member.Shape.Nests);
}

/// <summary>One keyed member.</summary>
internal sealed class MemberModel
{
    public MemberModel(int key, ISymbol symbol, ITypeSymbol type, ValueShape shape)
    {
        Key = key;
        Symbol = symbol;
        Type = type;
        Shape = shape;
    }

    public int Key { get; }

    public ISymbol Symbol { get; }

    public string Name => Symbol.Name;

    public ITypeSymbol Type { get; }

    public ValueShape Shape { get; }

    public bool CanSet { get; set; }

    /// <summary>Must be in the data; otherwise its initial value stays.</summary>
    public bool MustCome { get; set; }

    /// <summary>C# text of the value that a constructor parameter takes when the data does not have it.</summary>
    public string Initial { get; set; } = "default!";
}

/// <summary>One case of a union.</summary>
internal sealed class UnionCase
{
    public UnionCase(int key, string typeName, int depth)
    {
        Key = key;
        TypeName = typeName;
        Depth = depth;
    }

    public int Key { get; }

    public string TypeName { get; }

    /// <summary>Number of base classes: a type is asked for before its bases.</summary>
    public int Depth { get; }
}
