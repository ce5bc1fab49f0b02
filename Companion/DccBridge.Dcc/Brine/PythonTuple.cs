using System.Collections;

namespace DccBridge.Dcc.Brine;

/// <summary>A Python tuple. Two are equal when their items are.</summary>
/// <param name="items">The items; the list is taken over, not copied.</param>
public sealed class PythonTuple(IReadOnlyList<object?> items) : IReadOnlyList<object?>, IEquatable<PythonTuple>
{
    /// <summary>The tuple without items.</summary>
    public static PythonTuple Empty { get; } = new([]);

    /// <summary>A tuple of these items. A single item that is a tuple makes a tuple in a tuple.</summary>
    public static PythonTuple Of(params ReadOnlySpan<object?> items) => new(items.ToArray());

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public object? this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PythonTuple? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonTuple);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"({string.Join(", ", items)}{(items.Count == 1 ? "," : "")})";
}
