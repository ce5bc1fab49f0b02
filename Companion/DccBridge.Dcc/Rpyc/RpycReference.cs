using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>
/// An object that lives in Python. Two are equal when they are the same Python object. Python keeps it until the reference is disposed or collected
/// and the release has travelled, which it does with the next request, or until the connection ends.
/// </summary>
public sealed class RpycReference : IEquatable<RpycReference>, IDisposable
{
    private readonly RpycConnection _connection;
    private int _released;

    internal RpycReference(RpycConnection connection, PythonTuple id)
    {
        _connection = connection;
        Id = id;
    }

    /// <summary>Releases it when nobody did.</summary>
    ~RpycReference() => Release();

    /// <summary>Module and name of its class, as rpyc tells it ("hou.OpNode"; of a module its own name or "builtins.module").</summary>
    public string ClassName => Id[0] as string ?? "";

    /// <summary>Its identity on the wire: class name, number of the class, number of the object (rpyc 4.1 to 5.3). To be echoed, not interpreted.</summary>
    internal PythonTuple Id { get; }

    /// <summary>The connection that it lives on.</summary>
    internal RpycConnection Connection => _connection;

    /// <inheritdoc/>
    public bool Equals(RpycReference? other) => other is not null && ReferenceEquals(_connection, other._connection) && Id.Equals(other.Id);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RpycReference);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Lets Python forget it. Not to be used afterwards.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => $"<{ClassName} in Python>";

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _connection.Forget(Id);
        }
    }
}
