using System.Collections.Immutable;

namespace DccBridge.Protocol.Generator.Model;

/// <summary>Items that are equal when they are equal one by one: what lets the compiler see that nothing changed.</summary>
internal sealed class Equatable<T> : IEquatable<Equatable<T>>
    where T : IEquatable<T>
{
    public Equatable(ImmutableArray<T> items) => Items = items;

    public ImmutableArray<T> Items { get; }

    public bool Equals(Equatable<T>? other) => other is not null && Items.SequenceEqual(other.Items);

    public override bool Equals(object? obj) => Equals(obj as Equatable<T>);

    public override int GetHashCode() => Items.Aggregate(Items.Length, (hash, item) => unchecked((hash * 31) + item.GetHashCode()));
}
