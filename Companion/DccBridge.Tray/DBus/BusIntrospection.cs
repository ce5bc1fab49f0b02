using System.Xml.Linq;

namespace DccBridge.Tray.DBus;

/// <summary>The XML by which a bus browser learns what our objects can do.</summary>
internal static class BusIntrospection
{
    private const string DocumentType = """
        <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
        """;

    private static readonly IReadOnlyList<BusInterface> OfEveryObject =
    [
        new() { Name = BusNames.Peer, Methods = [Method("Ping", "", "")] },
        new() { Name = BusNames.Introspectable, Methods = [Method("Introspect", "", "s")] },
        new() { Name = BusNames.Properties, Methods = [Method("Get", "ss", "v"), Method("GetAll", "s", "a{sv}"), Method("Set", "ssv", "")] },
    ];

    /// <summary>What lies at a path: an object, its children, or nothing.</summary>
    public static string Of(string path, IEnumerable<BusObject> objects)
    {
        var all = objects.ToList();
        string prefix = path == "/" ? "/" : path + "/";
        var own = all.FirstOrDefault(o => o.Path == path);
        var children = all.Where(o => o.Path.StartsWith(prefix, StringComparison.Ordinal) && o.Path.Length > prefix.Length)
            .Select(o => o.Path[prefix.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var node = new XElement(
            "node",
            own is null ? null : own.Interfaces.Concat(OfEveryObject).Select(Interface),
            children.Select(child => new XElement("node", new XAttribute("name", child))));
        return DocumentType + "\n" + node;
    }

    private static BusMethod Method(string name, string takes, string gives) => new(name, takes, gives, _ => []);

    private static XElement Interface(BusInterface described) => new(
        "interface",
        new XAttribute("name", described.Name),
        described.Methods.Select(m => new XElement("method", new XAttribute("name", m.Name), Arguments(m.In, "in"), Arguments(m.Out, "out"))),
        described.Signals.Select(s => new XElement("signal", new XAttribute("name", s.Name), Arguments(s.Types, null))),
        described.Properties.Select(p => new XElement("property", new XAttribute("name", p.Name), new XAttribute("type", p.Type), new XAttribute("access", "read"))));

    private static IEnumerable<XElement> Arguments(string signature, string? direction) =>
        BusSignature.Split(signature).Select(type => new XElement("arg", new XAttribute("type", type), direction is null ? null : new XAttribute("direction", direction)));
}
