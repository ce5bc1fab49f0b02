namespace DccBridge.Tray.DBus;

/// <summary>A method that others call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Types of its arguments.</param>
/// <param name="Out">Types of its results.</param>
/// <param name="Run">Does it at once: the connection reads on only afterwards. May throw <see cref="BusException"/>.</param>
internal sealed record BusMethod(string Name, string In, string Out, Func<BusMessage, object[]> Run);

/// <summary>A property that others read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Read">Its value now.</param>
internal sealed record BusProperty(string Name, string Type, Func<object> Read);

/// <summary>A signal that we send; for introspection.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Types">Types of its values.</param>
internal sealed record BusSignal(string Name, string Types);

/// <summary>An interface of an object that we put on the bus.</summary>
internal sealed record BusInterface
{
    public required string Name { get; init; }

    public IReadOnlyList<BusMethod> Methods { get; init; } = [];

    public IReadOnlyList<BusProperty> Properties { get; init; } = [];

    public IReadOnlyList<BusSignal> Signals { get; init; } = [];
}

/// <summary>An object that we put on the bus.</summary>
/// <param name="Path">Where.</param>
/// <param name="Interfaces">What it can do, beside what every object can.</param>
internal sealed record BusObject(string Path, IReadOnlyList<BusInterface> Interfaces);
