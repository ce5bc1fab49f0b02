namespace DccBridge.Protocol.Serialization;

/// <summary>What a <see cref="DynamicValue"/> holds.</summary>
public enum DynamicKind
{
    /// <summary>Nothing.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An integer from <see cref="long.MinValue"/> to <see cref="ulong.MaxValue"/>.</summary>
    Integer,

    /// <summary>A double.</summary>
    Float,

    /// <summary>A string.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A list of values.</summary>
    Array,

    /// <summary>Values by name.</summary>
    Map,
}
