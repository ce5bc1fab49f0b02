using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>A value whose type is known only when it arrives: settings, properties of engine objects, what a script returns.</summary>
public readonly partial struct DynamicValue : IMessage<DynamicValue>, IEquatable<DynamicValue>
{
    private readonly object? _object;
    private readonly long _bits;
    private readonly bool _unsigned;

    private DynamicValue(DynamicKind kind, long bits = 0, object? value = null, bool unsigned = false)
    {
        Kind = kind;
        _bits = bits;
        _object = value;
        _unsigned = unsigned;
    }

    /// <summary>What it holds. The default value is nil.</summary>
    public DynamicKind Kind { get; }

    /// <summary>Nil.</summary>
    public static DynamicValue Nil => default;

    /// <summary>A boolean.</summary>
    public static implicit operator DynamicValue(bool value) => new(DynamicKind.Boolean, value ? 1 : 0);

    /// <summary>An integer.</summary>
    public static implicit operator DynamicValue(int value) => new(DynamicKind.Integer, value);

    /// <summary>An integer.</summary>
    public static implicit operator DynamicValue(long value) => new(DynamicKind.Integer, value);

    /// <summary>An integer; those above <see cref="long.MaxValue"/> are kept too.</summary>
    public static implicit operator DynamicValue(ulong value) => new(DynamicKind.Integer, (long)value, unsigned: value > long.MaxValue);

    /// <summary>A float.</summary>
    public static implicit operator DynamicValue(double value) => new(DynamicKind.Float, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string; null becomes nil.</summary>
    public static implicit operator DynamicValue(string? value) => value is null ? default : new(DynamicKind.String, value: value);

    /// <summary>Bytes; null becomes nil.</summary>
    public static implicit operator DynamicValue(byte[]? value) => value is null ? default : new(DynamicKind.Binary, value: value);

    /// <summary>A list.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; nil is <see cref="Nil"/>.</exception>
    public static DynamicValue FromArray(IReadOnlyList<DynamicValue> items) => new(DynamicKind.Array, value: items ?? throw new ArgumentNullException(nameof(items)));

    /// <summary>Values by name.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null; nil is <see cref="Nil"/>.</exception>
    public static DynamicValue FromMap(IReadOnlyDictionary<string, DynamicValue> items) => new(DynamicKind.Map, value: items ?? throw new ArgumentNullException(nameof(items)));

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public bool AsBoolean() => Kind == DynamicKind.Boolean ? _bits != 0 : throw Wrong(DynamicKind.Boolean);

    /// <summary>The integer.</summary>
    /// <exception cref="InvalidOperationException">It holds something else, or does not fit.</exception>
    public long AsInt64() => Kind == DynamicKind.Integer && !_unsigned ? _bits : throw Wrong(DynamicKind.Integer);

    /// <summary>The integer.</summary>
    /// <exception cref="InvalidOperationException">It holds something else, or is negative.</exception>
    public ulong AsUInt64() => Kind == DynamicKind.Integer && (_unsigned || _bits >= 0) ? (ulong)_bits : throw Wrong(DynamicKind.Integer);

    /// <summary>The float, or the integer as one.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public double AsDouble() => Kind switch
    {
        DynamicKind.Float => BitConverter.Int64BitsToDouble(_bits),
        DynamicKind.Integer => _unsigned ? (ulong)_bits : _bits,
        _ => throw Wrong(DynamicKind.Float),
    };

    /// <summary>The string.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public string AsString() => Kind == DynamicKind.String ? (string)_object! : throw Wrong(DynamicKind.String);

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public byte[] AsBytes() => Kind == DynamicKind.Binary ? (byte[])_object! : throw Wrong(DynamicKind.Binary);

    /// <summary>The list.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public IReadOnlyList<DynamicValue> AsArray() => Kind == DynamicKind.Array ? (IReadOnlyList<DynamicValue>)_object! : throw Wrong(DynamicKind.Array);

    /// <summary>The values by name.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public IReadOnlyDictionary<string, DynamicValue> AsMap() =>
        Kind == DynamicKind.Map ? (IReadOnlyDictionary<string, DynamicValue>)_object! : throw Wrong(DynamicKind.Map);

    private InvalidOperationException Wrong(DynamicKind wanted) => new($"The value is {Kind}, not {wanted} (or does not fit the type that was asked for).");
}
