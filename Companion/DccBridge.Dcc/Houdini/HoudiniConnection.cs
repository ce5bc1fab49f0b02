using DccBridge.Dcc.Brine;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>
/// A running Houdini, by its own hrpyc (<c>import hrpyc; hrpyc.start_server()</c> in Houdini's Python shell). Each awaited expression is one round trip,
/// however long its chain is.
/// </summary>
/// <remarks>
/// Works with rpyc 4.1 to 5.3, which Houdini 20.5 and 21 ship; other versions are told apart with a clear error. hrpyc has no password: whoever reaches
/// its port runs code in Houdini, so keep it on 127.0.0.1. Calls run on a thread of Houdini's server, not on its main thread.
/// <code>
/// await using var houdini = await HoudiniConnection.ConnectAsync();
/// dynamic hou = houdini.ImportModule("hou");
/// await hou.node("/obj/sphere1").parm("scale").set(2.0);
/// </code>
/// </remarks>
public sealed partial class HoudiniConnection : IAsyncDisposable
{
    /// <summary>The port of hrpyc when nobody gives another one.</summary>
    public const int DefaultPort = 18811;

    private readonly RpycConnection _connection;
    private readonly RpycReference _evaluate;

    private HoudiniConnection(RpycConnection connection, RpycReference evaluate)
    {
        _connection = connection;
        _evaluate = evaluate;
    }

    /// <summary>Ends with the reason when the connection does. Never faults.</summary>
    public Task<RpycConnectionException> Ended => _connection.Ended;

    /// <summary>Connects to Houdini and makes the connection quick: no delay of small packets, no compression.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Port of hrpyc.</param>
    /// <param name="options">Limits; null is the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpycConnectionException">Houdini cannot be reached, or its rpyc is of another dialect. The message says what to do in Houdini.</exception>
    public static async Task<HoudiniConnection> ConnectAsync(string host = "127.0.0.1", int port = DefaultPort, RpycOptions? options = null, CancellationToken cancellationToken = default)
    {
        RpycConnection connection;
        try
        {
            connection = await RpycConnection.ConnectAsync(host, port, options, cancellationToken).ConfigureAwait(false);
        }
        catch (RpycConnectionException exception) when (exception.Reason == RpycEndReason.NotReached)
        {
            throw new RpycConnectionException(
                RpycEndReason.NotReached,
                $"No Houdini answers on {host}:{port}. In Houdini open Windows > Python Shell and run: import hrpyc; hrpyc.start_server(port={port})",
                exception);
        }

        try
        {
            var evaluate = await RemoteScript.InstallAsync(connection, cancellationToken).ConfigureAwait(false);
            return new HoudiniConnection(connection, evaluate);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A module as the beginning of expressions. Nothing travels until an expression is awaited; a module that is missing shows then.</summary>
    /// <param name="name">Its name ("hou", "os.path").</param>
    /// <returns>To be used as <see langword="dynamic"/>: members, calls and indices make a longer expression, <see langword="await"/> evaluates it.</returns>
    public PythonExpression ImportModule(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new PythonExpression(this, ExpressionText.Empty.Append("m(", name, ")"));
    }

    /// <summary>Evaluates an expression that is written in Python.</summary>
    /// <param name="expression">One expression; <c>a[0]</c>, <c>a[1]</c>, ... are the arguments.</param>
    /// <param name="arguments">Plain values, tuples, lists and dictionaries of these, objects of this Houdini, callbacks.</param>
    /// <param name="limit">Longest wait; null is that of the options.</param>
    /// <param name="cancellationToken">Stops waiting; Houdini goes on.</param>
    /// <returns>Plain values as they are; lists, dictionaries and sets by value where they are not very large; other things as <see cref="PythonObject"/>.</returns>
    /// <exception cref="RemotePythonException">Python raised.</exception>
    /// <exception cref="RpycTimeoutException">No answer in time; whether it happened is not known.</exception>
    /// <exception cref="RpycConnectionException">The connection has ended.</exception>
    public Task<object?> EvaluateAsync(string expression, IReadOnlyList<object?>? arguments = null, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(expression);
        return EvaluateAsync(ExpressionText.Written(expression, arguments ?? []), keep: false, limit, cancellationToken);
    }

    /// <summary>Runs statements in the namespace of this connection, which lives as long as the connection.</summary>
    /// <exception cref="RemotePythonException">Python raised.</exception>
    /// <exception cref="RpycTimeoutException">No answer in time; whether it happened is not known.</exception>
    /// <exception cref="RpycConnectionException">The connection has ended.</exception>
    public Task ExecuteAsync(string code, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        _connection.CallMethodAsync(_connection.Root, "execute", [code], limit, cancellationToken);

    /// <summary>Closes the connection; Houdini goes on.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    internal RpycConnection Connection => _connection;

    /// <summary>Evaluates; with <paramref name="keep"/> the result stays in Python where it can.</summary>
    internal async Task<object?> EvaluateAsync(ExpressionText text, bool keep, TimeSpan? limit, CancellationToken cancellationToken)
    {
        object?[] arguments = [text.Source, keep, .. text.Arguments];
        return RemoteScript.Decode(this, await _connection.CallAsync(_evaluate, arguments, limit, cancellationToken).ConfigureAwait(false));
    }
}
