namespace DccBridge.Protocol.Serialization;

public readonly partial struct DynamicValue
{
    /// <summary>Equal content. Integers equal integers only; NaN equals itself.</summary>
    public static bool operator ==(DynamicValue left, DynamicValue right) => left.Equals(right);

    /// <summary>Different content.</summary>
    public static bool operator !=(DynamicValue left, DynamicValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DynamicValue other)
    {
        if (Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            DynamicKind.String => string.Equals((string)_object!, (string)other._object!, StringComparison.Ordinal),
            DynamicKind.Binary => ((byte[])_object!).AsSpan().SequenceEqual((byte[])other._object!),
            DynamicKind.Array => AsArray().SequenceEqual(other.AsArray()),
            DynamicKind.Map => MapsEqual(AsMap(), other.AsMap()),
            DynamicKind.Float => AsDouble().Equals(other.AsDouble()),
            _ => _bits == other._bits && _unsigned == other._unsigned,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DynamicValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        DynamicKind.String => HashCode.Combine(Kind, _object),
        DynamicKind.Binary => HashCode.Combine(Kind, ((byte[])_object!).Length),
        DynamicKind.Array => HashCode.Combine(Kind, AsArray().Count),
        DynamicKind.Map => HashCode.Combine(Kind, AsMap().Count),
        DynamicKind.Float => HashCode.Combine(Kind, AsDouble()),
        _ => HashCode.Combine(Kind, _bits),
    };

    /// <summary>For logs: scalars as they are, the rest by kind and size.</summary>
    public override string ToString() => Kind switch
    {
        DynamicKind.Nil => "nil",
        DynamicKind.Boolean => AsBoolean() ? "true" : "false",
        DynamicKind.Integer => _unsigned ? AsUInt64().ToString(System.Globalization.CultureInfo.InvariantCulture) : _bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        DynamicKind.Float => AsDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        DynamicKind.String => AsString(),
        DynamicKind.Binary => $"bin[{AsBytes().Length}]",
        DynamicKind.Array => $"array[{AsArray().Count}]",
        _ => $"map[{AsMap().Count}]",
    };

    private static bool MapsEqual(IReadOnlyDictionary<string, DynamicValue> left, IReadOnlyDictionary<string, DynamicValue> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (KeyValuePair<string, DynamicValue> item in left)
        {
            if (!right.TryGetValue(item.Key, out DynamicValue other) || !item.Value.Equals(other))
            {
                return false;
            }
        }

        return true;
    }
}
