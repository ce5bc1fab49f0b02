using System.Collections.Concurrent;

namespace DccBridge.Tray.DBus;

/// <summary>The objects that we put on the bus, and the interfaces that every object has: Peer, Introspectable, Properties.</summary>
internal sealed class BusObjectTable
{
    private readonly ConcurrentDictionary<string, BusObject> _objects = new(StringComparer.Ordinal);

    /// <summary>Puts an object on the bus, in the place of one with the same path.</summary>
    public void Put(BusObject added) => _objects[added.Path] = added;

    /// <summary>Runs a call that came in.</summary>
    /// <returns>Types and values of the answer.</returns>
    /// <exception cref="BusException">The answer is this error.</exception>
    public (string Signature, object[] Values) Answer(BusMessage call)
    {
        try
        {
            return AnswerTyped(call);
        }
        catch (BusFormatException e)
        {
            throw new BusException(BusNames.InvalidArguments, e.Message);
        }
    }

    private (string Signature, object[] Values) AnswerTyped(BusMessage call)
    {
        switch (call.Interface, call.Member)
        {
            case (BusNames.Peer, "Ping"):
                return ("", []);
            case (BusNames.Introspectable, "Introspect"):
                return ("s", [BusIntrospection.Of(call.Path, _objects.Values)]);
            default:
                break;
        }

        if (!_objects.TryGetValue(call.Path, out var target))
        {
            throw new BusException(BusNames.UnknownObject, $"There is no object {call.Path} here.");
        }

        if (call.Interface == BusNames.Properties)
        {
            return Properties(target, call);
        }

        // A call may leave the interface open; the first one that has such a method is meant.
        var method = target.Interfaces.Where(i => call.Interface.Length == 0 || i.Name == call.Interface).SelectMany(i => i.Methods).FirstOrDefault(m => m.Name == call.Member)
            ?? throw new BusException(BusNames.UnknownMethod, $"{call.Path} has no method {call.Interface}.{call.Member}.");
        call.Expect(method.In);
        return (method.Out, method.Run(call));
    }

    private static (string Signature, object[] Values) Properties(BusObject target, BusMessage call)
    {
        switch (call.Member)
        {
            case "Get":
                var names = call.Expect("ss");
                var property = Interface(target, (string)names[0]).Properties.FirstOrDefault(p => p.Name == (string)names[1])
                    ?? throw new BusException(BusNames.UnknownProperty, $"{target.Path} has no property {names[0]}.{names[1]}.");
                return ("v", [new BusVariant(property.Type, property.Read())]);
            case "GetAll":
                var all = Interface(target, (string)call.Expect("s")[0]).Properties.Select(p => new KeyValuePair<object, object>(p.Name, new BusVariant(p.Type, p.Read())));
                return ("a{sv}", [all.ToArray()]);
            case "Set":
                throw new BusException(BusNames.PropertyReadOnly, "The properties here can only be read.");
            default:
                throw new BusException(BusNames.UnknownMethod, $"{BusNames.Properties} has no method {call.Member}.");
        }
    }

    private static BusInterface Interface(BusObject target, string name) =>
        target.Interfaces.FirstOrDefault(i => i.Name == name) ?? throw new BusException(BusNames.UnknownInterface, $"{target.Path} has no interface {name}.");
}
