using DccBridge.Dcc.Brine;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>
/// The little program that runs in Houdini's Python for a connection: it evaluates expressions, keeps their compiled form, and gives lists and
/// dictionaries by value. It lives in the connection's own namespace and goes with it.
/// </summary>
internal static class RemoteScript
{
    // Written for Python 3.7 and newer. "same" gives one Python object for a node or parameter that Houdini wraps anew at each call, as long as this
    // side holds it: what has a path() or a sessionId() is looked up by its own equality; neither key nor value keeps it alive. Values: ("l"ist|"t"uple|"d"ict|"s"et, items) or ("v", anything).
    private const string Source = """
        def _dccbridge_make():
            import importlib, weakref
            compiled, known = {}, weakref.WeakKeyDictionary()
            most, deepest = 100000, 32

            def same(thing):
                kind = type(thing)
                if isinstance(thing, type) or not (hasattr(kind, "sessionId") or hasattr(kind, "path")) or kind.__module__.split(".")[0] in ("pathlib", "os"):
                    return thing
                try:
                    found = known.get(thing)
                    found = found and found()
                    if type(found) is kind:
                        return found
                    known[thing] = weakref.ref(thing)
                except TypeError:
                    pass
                return thing

            def given(value, depth=0):
                kind = type(value)
                if depth < deepest:
                    if kind is list or kind is tuple:
                        if len(value) <= most:
                            return ("l" if kind is list else "t", tuple(given(item, depth + 1) for item in value))
                    elif kind is dict:
                        if len(value) <= most:
                            return ("d", tuple((given(key, depth + 1), given(item, depth + 1)) for key, item in value.items()))
                    elif kind is set:
                        if len(value) <= most:
                            return ("s", tuple(given(item, depth + 1) for item in value))
                return ("v", same(value))

            def evaluate(text, keep, *a):
                code = compiled.get(text)
                if code is None:
                    if len(compiled) >= 10000:
                        compiled.clear()
                    code = compiled[text] = compile(text, "<dccbridge>", "eval")
                # As globals: the scopes inside of an expression (of "for" and lambda) see no locals.
                value = eval(code, {"m": importlib.import_module, "a": a})
                return ("v", same(value)) if keep else given(value)

            def tune(connection):
                channel = connection._channel
                channel.compress = False
                channel.stream.sock.setsockopt(6, 1, 1)

            return evaluate, tune

        _dccbridge = _dccbridge_make()
        """;

    /// <summary>Installs it.</summary>
    /// <returns>The function that evaluates.</returns>
    public static async Task<RpycReference> InstallAsync(RpycConnection connection, CancellationToken cancellationToken)
    {
        await connection.CallMethodAsync(connection.Root, "execute", [Source], cancellationToken: cancellationToken).ConfigureAwait(false);
        var functions = await connection.CallMethodAsync(connection.Root, "eval", ["_dccbridge"], cancellationToken: cancellationToken).ConfigureAwait(false);
        if (functions is not PythonTuple { Count: 2 } pair || pair[0] is not RpycReference evaluate || pair[1] is not RpycReference tune)
        {
            throw new RpycConnectionException(RpycEndReason.ProtocolViolation, "The server is no rpyc server in classic mode: it did not give the functions that were defined there.");
        }

        using (tune)
        {
            using var own = await connection.CallMethodAsync(connection.Root, "getconn", [], cancellationToken: cancellationToken).ConfigureAwait(false) as RpycReference;
            await TuneAsync(connection, tune, own, cancellationToken).ConfigureAwait(false);
        }

        return evaluate;
    }

    /// <summary>The value that the function gave.</summary>
    public static object? Decode(HoudiniConnection houdini, object? given)
    {
        if (given is not PythonTuple { Count: 2 } pair || pair[0] is not string kind)
        {
            throw new BrineException("The script in Houdini answered in a way that it never does.");
        }

        return (kind, pair[1]) switch
        {
            ("v", RpycReference reference) => new PythonObject(houdini, reference),
            ("v", var value) => value,
            ("l", PythonTuple items) => items.Select(item => Decode(houdini, item)).ToList(),
            ("t", PythonTuple items) => new PythonTuple(items.Select(item => Decode(houdini, item)).ToArray()),
            ("s", PythonTuple items) => items.Select(item => Decode(houdini, item)).ToHashSet(),
            ("d", PythonTuple items) => Dictionary(houdini, items),
            _ => throw new BrineException($"The script in Houdini answered with the unknown kind \"{kind}\"."),
        };
    }

    private static Dictionary<object, object?> Dictionary(HoudiniConnection houdini, PythonTuple items)
    {
        var dictionary = new Dictionary<object, object?>(items.Count);
        foreach (var item in items)
        {
            if (item is not PythonTuple { Count: 2 } entry)
            {
                throw new BrineException("An entry of a dictionary is no pair.");
            }

            // A dictionary of .NET takes no null as a key, and None is rare as one.
            dictionary[Decode(houdini, entry[0]) ?? throw new BrineException("A dictionary with None as a key cannot be given by value; keep it in Python (KeepAsync).")] = Decode(houdini, entry[1]);
        }

        return dictionary;
    }

    private static async Task TuneAsync(RpycConnection connection, RpycReference tune, RpycReference? own, CancellationToken cancellationToken)
    {
        try
        {
            await connection.CallAsync(tune, [own], cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RemotePythonException)
        {
            // A server over something else than a TCP socket has none of these switches; it works as well, only slower for large answers.
        }
    }
}
