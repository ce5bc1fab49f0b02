namespace DccBridge.Dcc.Brine;

/// <summary>The Python objects of which there is one each, besides None, which is null.</summary>
public enum PythonSingleton
{
    /// <summary>NotImplemented.</summary>
    NotImplemented,

    /// <summary>Ellipsis.</summary>
    Ellipsis,
}

/// <summary>A Python slice.</summary>
/// <param name="Start">Where it begins; null is the default.</param>
/// <param name="Stop">Where it ends; null is the default.</param>
/// <param name="Step">Its step; null is the default.</param>
public sealed record PythonSlice(object? Start, object? Stop, object? Step);

/// <summary>A Python frozenset, in the order in which it came.</summary>
/// <param name="Items">Its items.</param>
public sealed record PythonFrozenSet(PythonTuple Items);
