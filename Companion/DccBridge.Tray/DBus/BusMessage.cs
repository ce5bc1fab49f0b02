namespace DccBridge.Tray.DBus;

/// <summary>What a message is.</summary>
internal enum BusMessageKind : byte
{
    /// <summary>A call.</summary>
    Call = 1,

    /// <summary>The result of a call.</summary>
    Return = 2,

    /// <summary>A call failed.</summary>
    Error = 3,

    /// <summary>Something happened.</summary>
    Signal = 4,
}

/// <summary>A message with its values.</summary>
internal sealed record BusMessage
{
    /// <summary>Nobody waits for an answer.</summary>
    public const byte NoReplyExpected = 1;

    public required BusMessageKind Kind { get; init; }

    public byte Flags { get; init; }

    /// <value>The sender's number of the message, never 0.</value>
    public uint Serial { get; init; }

    /// <value>Of answers: the number of the call.</value>
    public uint ReplySerial { get; init; }

    public string Path { get; init; } = "";

    public string Interface { get; init; } = "";

    public string Member { get; init; } = "";

    public string ErrorName { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <value>The unique name of the sender, set by the bus.</value>
    public string Sender { get; init; } = "";

    /// <value>Types of the values.</value>
    public string Signature { get; init; } = "";

    /// <value>The values.</value>
    public IReadOnlyList<object> Body { get; init; } = [];

    /// <summary>The first value if the message holds exactly these types.</summary>
    /// <exception cref="BusFormatException">It holds others.</exception>
    public IReadOnlyList<object> Expect(string signature) =>
        Signature == signature ? Body : throw new BusFormatException($"{Interface}.{Member} came with values of types '{Signature}', not '{signature}'.");
}
