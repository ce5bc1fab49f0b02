using System.Runtime.InteropServices;

namespace DccBridge.Protocol.Serialization;

/// <summary>The items of any collection one after the other, without an enumerator on the heap. For formatters.</summary>
/// <typeparam name="T">The items.</typeparam>
public readonly ref struct ItemRow<T>
{
    private readonly ReadOnlySpan<T> _span;
    private readonly IReadOnlyList<T>? _list;

    /// <summary>Takes arrays and lists as they lie in memory, other lists by index; what has no index is copied.</summary>
    public ItemRow(IEnumerable<T> items)
    {
        switch (items)
        {
            case T[] array:
                _span = array;
                Count = array.Length;
                break;
            case List<T> list:
                _span = CollectionsMarshal.AsSpan(list);
                Count = list.Count;
                break;
            case IReadOnlyList<T> list:
                // What a collection expression makes of [a, b], among others.
                _list = list;
                Count = list.Count;
                break;
            default:
                _span = items.ToArray();
                Count = _span.Length;
                break;
        }
    }

    /// <summary>Number of items.</summary>
    public int Count { get; }

    /// <summary>For <c>foreach</c>.</summary>
    public Walk GetEnumerator() => new(this);

    /// <summary>A position among the items.</summary>
    public ref struct Walk
    {
        private readonly ItemRow<T> _row;
        private int _index = -1;

        internal Walk(ItemRow<T> row) => _row = row;

        /// <summary>The item at the position.</summary>
        public readonly T Current => _row._list is { } list ? list[_index] : _row._span[_index];

        /// <summary>Goes on to the next item; false behind the last one.</summary>
        public bool MoveNext() => ++_index < _row.Count;
    }
}
