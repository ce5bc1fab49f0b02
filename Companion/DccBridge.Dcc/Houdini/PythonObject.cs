using System.Dynamic;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>
/// An object that lives in Houdini. Used as <see langword="dynamic"/> it begins expressions. Two are equal when they are the same object there; nodes and
/// parameters, of which Houdini makes a new Python object each time, are the same when Houdini says that they are.
/// </summary>
public sealed class PythonObject : DynamicObject, IEquatable<PythonObject>, IDisposable
{
    private readonly HoudiniConnection _houdini;

    internal PythonObject(HoudiniConnection houdini, RpycReference reference)
    {
        _houdini = houdini;
        Reference = reference;
    }

    /// <summary>Module and name of its class ("hou.OpNode").</summary>
    public string ClassName => Reference.ClassName;

    internal RpycReference Reference { get; }

    internal HoudiniConnection Houdini => _houdini;

    /// <summary>Whether both are the same object.</summary>
    public static bool operator ==(PythonObject? left, PythonObject? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether they are different objects.</summary>
    public static bool operator !=(PythonObject? left, PythonObject? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(PythonObject? other) => other is not null && Reference.Equals(other.Reference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonObject);

    /// <inheritdoc/>
    public override int GetHashCode() => Reference.GetHashCode();

    /// <summary>An expression that begins with this object.</summary>
    public PythonExpression AsExpression() => new(_houdini, ExpressionText.Empty.Append("", this, ""));

    /// <summary>Sets an attribute.</summary>
    /// <exception cref="RemotePythonException">Python raised.</exception>
    public Task SetAttributeAsync(string name, object? value, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        AsExpression().SetAttributeAsync(name, value, limit, cancellationToken);

    /// <summary>Lets Python forget it; happens by itself when nobody uses it any more.</summary>
    public void Dispose() => Reference.Dispose();

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result) => AsExpression().TryGetMember(binder, out result);

    /// <inheritdoc/>
    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result) => AsExpression().TryInvokeMember(binder, args, out result);

    /// <inheritdoc/>
    public override bool TryInvoke(InvokeBinder binder, object?[]? args, out object? result) => AsExpression().TryInvoke(binder, args, out result);

    /// <inheritdoc/>
    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result) => AsExpression().TryGetIndex(binder, indexes, out result);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: an assignment cannot be awaited.</exception>
    public override bool TrySetMember(SetMemberBinder binder, object? value) => AsExpression().TrySetMember(binder, value);

    /// <inheritdoc/>
    public override string ToString() => Reference.ToString();
}
