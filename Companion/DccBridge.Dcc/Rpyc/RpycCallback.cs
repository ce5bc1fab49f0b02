namespace DccBridge.Dcc.Rpyc;

/// <summary>
/// A function of this side that Python may call. It runs on the thread pool, with its positional arguments; what it throws becomes a RuntimeError in
/// Python with its message.
/// </summary>
/// <param name="function">What runs. Its result must be plain (numbers, text, bytes, tuples) or an object of that Python.</param>
public sealed class RpycCallback(Func<IReadOnlyList<object?>, ValueTask<object?>> function)
{
    internal ValueTask<object?> InvokeAsync(IReadOnlyList<object?> arguments) => function(arguments);
}
