using System.Dynamic;
using System.Runtime.CompilerServices;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>
/// An expression of Python that is not evaluated yet. Used as <see langword="dynamic"/>, members, calls (named arguments too) and indices make a longer
/// one; <see langword="await"/> evaluates the whole of it in one round trip. Awaited twice it is evaluated twice.
/// </summary>
public sealed class PythonExpression : DynamicObject
{
    private readonly HoudiniConnection _houdini;

    internal PythonExpression(HoudiniConnection houdini, ExpressionText text)
    {
        _houdini = houdini;
        Text = text;
    }

    internal ExpressionText Text { get; }

    /// <summary>Evaluates it, so that it can be awaited.</summary>
    public TaskAwaiter<object?> GetAwaiter() => EvaluateAsync().GetAwaiter();

    /// <summary>Evaluates it.</summary>
    /// <inheritdoc cref="HoudiniConnection.EvaluateAsync(string, IReadOnlyList{object?}?, TimeSpan?, CancellationToken)"/>
    public Task<object?> EvaluateAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default) => _houdini.EvaluateAsync(Text, keep: false, limit, cancellationToken);

    /// <summary>Evaluates it and leaves the result in Python, also where it could travel by value: a large list, for example.</summary>
    /// <inheritdoc cref="HoudiniConnection.EvaluateAsync(string, IReadOnlyList{object?}?, TimeSpan?, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">It is a number, a text, bytes, or a tuple of these: they always travel by value.</exception>
    public async Task<PythonObject> KeepAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        var kept = await _houdini.EvaluateAsync(Text, keep: true, limit, cancellationToken).ConfigureAwait(false);
        return kept as PythonObject ?? throw new InvalidOperationException($"{Text.Source} is a plain value, which always travels; await it instead.");
    }

    /// <summary>Sets an attribute of what it evaluates to.</summary>
    /// <exception cref="RemotePythonException">Python raised.</exception>
    public Task SetAttributeAsync(string name, object? value, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        _houdini.EvaluateAsync(ExpressionText.Empty.Append("setattr(", this, ",").Append("", name, ",").Append("", value, ")"), keep: false, limit, cancellationToken);

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        result = new PythonExpression(_houdini, Text.Attribute(binder.Name));
        return true;
    }

    /// <inheritdoc/>
    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        result = new PythonExpression(_houdini, Text.Attribute(binder.Name).Call(args ?? [], binder.CallInfo.ArgumentNames));
        return true;
    }

    /// <inheritdoc/>
    public override bool TryInvoke(InvokeBinder binder, object?[]? args, out object? result)
    {
        result = new PythonExpression(_houdini, Text.Call(args ?? [], binder.CallInfo.ArgumentNames));
        return true;
    }

    /// <inheritdoc/>
    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        result = new PythonExpression(_houdini, Text.Index(indexes));
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: an assignment cannot be awaited.</exception>
    public override bool TrySetMember(SetMemberBinder binder, object? value) =>
        throw new NotSupportedException($"An assignment cannot be awaited. Write: await x.SetAttributeAsync(\"{binder.Name}\", value).");

    /// <summary>The Python text, with a[0], a[1], ... for values.</summary>
    public override string ToString() => Text.Source;
}
