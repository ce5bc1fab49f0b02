using System.Buffers.Binary;

namespace DccBridge.Tray.DBus;

/// <summary>Messages to bytes and back.</summary>
internal static class BusMessageCoding
{
    /// <summary>Bytes that say how long a message is.</summary>
    public const int FixedHead = 16;

    private const byte ProtocolVersion = 1;

    // By the specification.
    private const int MostMessage = 1 << 27;
    private const int MostFieldBytes = 1 << 26;

    /// <summary>Writes a message.</summary>
    /// <exception cref="BusFormatException">Its values do not fit its signature, or it is longer than the bus allows.</exception>
    public static byte[] Write(BusMessage message)
    {
        var body = new BusWriter();
        var types = BusSignature.Split(message.Signature);
        if (types.Count != message.Body.Count)
        {
            throw new BusFormatException($"The signature '{message.Signature}' names {types.Count} values; {message.Body.Count} were given.");
        }

        for (int i = 0; i < types.Count; i++)
        {
            body.Write(types[i], message.Body[i]);
        }

        var writer = new BusWriter();
        writer.Raw([(byte)'l', (byte)message.Kind, message.Flags, ProtocolVersion]);
        writer.Write("u", (uint)body.Written.Length);
        writer.Write("u", message.Serial);
        writer.Write("a(yv)", Fields(message).ToList());
        writer.Align(8);
        writer.Raw(body.Written);
        return writer.Written.Length <= MostMessage ? writer.Written.ToArray() : throw new BusFormatException($"A message of {writer.Written.Length} bytes; the bus takes {MostMessage}.");
    }

    /// <summary>How long the message is that begins with these bytes.</summary>
    /// <param name="head">At least <see cref="FixedHead"/> bytes.</param>
    /// <param name="most">The longest message that is read.</param>
    /// <exception cref="BusFormatException">No message begins so, or it is longer than allowed.</exception>
    public static int Length(ReadOnlySpan<byte> head, int most)
    {
        bool isBigEndian = head[0] switch { (byte)'l' => false, (byte)'B' => true, _ => throw new BusFormatException($"A message begins with byte {head[0]}, not with 'l' or 'B'.") };
        if (head[3] != ProtocolVersion)
        {
            throw new BusFormatException($"A message of protocol version {head[3]}; only {ProtocolVersion} is known.");
        }

        uint body = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        uint fields = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head[12..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[12..]);
        long length = FixedHead + (((long)fields + 7) / 8 * 8) + body;
        return fields <= MostFieldBytes && length <= Math.Min(most, MostMessage) ? (int)length : throw new BusFormatException($"A message claims {length} bytes; at most {most} are read.");
    }

    /// <summary>Reads a whole message.</summary>
    /// <exception cref="BusFormatException">It breaks the specification.</exception>
    public static BusMessage Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedHead || Length(bytes, int.MaxValue) != bytes.Length)
        {
            throw new BusFormatException($"A message of {bytes.Length} bytes does not have the length that it claims.");
        }

        bool isBigEndian = bytes[0] == 'B';
        var head = new BusReader(bytes, isBigEndian);
        for (int i = 0; i < 4; i++)
        {
            head.Read("y");
        }

        head.Read("u");
        uint serial = (uint)head.Read("u");
        var message = WithFields(new BusMessage { Kind = (BusMessageKind)bytes[1], Flags = bytes[2], Serial = serial }, (object[])head.Read("a(yv)"));
        Check(message);
        head.Align(8);
        var body = new BusReader(bytes[head.Position..], isBigEndian);
        var values = new List<object>();
        foreach (string type in BusSignature.Split(message.Signature))
        {
            values.Add(body.Read(type));
        }

        return body.Position == bytes.Length - head.Position ? message with { Body = values } : throw new BusFormatException("A message holds more than its signature says.");
    }

    private static IEnumerable<object> Fields(BusMessage message)
    {
        if (message.Path.Length > 0)
        {
            yield return Field(1, "o", new ObjectPath(message.Path));
        }

        foreach (var (code, text) in new[] { ((byte)2, message.Interface), ((byte)3, message.Member), ((byte)4, message.ErrorName) })
        {
            if (text.Length > 0)
            {
                yield return Field(code, "s", text);
            }
        }

        if (message.ReplySerial > 0)
        {
            yield return Field(5, "u", message.ReplySerial);
        }

        if (message.Destination.Length > 0)
        {
            yield return Field(6, "s", message.Destination);
        }

        if (message.Signature.Length > 0)
        {
            yield return Field(8, "g", new SignatureText(message.Signature));
        }
    }

    private static object[] Field(byte code, string signature, object value) => [code, new BusVariant(signature, value)];

    private static BusMessage WithFields(BusMessage message, object[] fields)
    {
        foreach (object[] field in fields.Cast<object[]>())
        {
            message = ((byte)field[0], ((BusVariant)field[1]).Value) switch
            {
                (1, ObjectPath path) => message with { Path = path.Value },
                (2, string text) => message with { Interface = text },
                (3, string text) => message with { Member = text },
                (4, string text) => message with { ErrorName = text },
                (5, uint number) => message with { ReplySerial = number },
                (6, string text) => message with { Destination = text },
                (7, string text) => message with { Sender = text },
                (8, SignatureText signature) => message with { Signature = signature.Value },
                ( >= 1 and <= 8, _) => throw new BusFormatException($"Field {field[0]} of a message has a value of another type than its own."),
                _ => message, // Fields that are not known are passed over, by the specification.
            };
        }

        return message;
    }

    private static void Check(BusMessage message)
    {
        bool isWhole = message.Serial != 0 && message.Kind switch
        {
            BusMessageKind.Call => message is { Path: not "", Member: not "" },
            BusMessageKind.Signal => message is { Path: not "", Interface: not "", Member: not "" },
            BusMessageKind.Return => message.ReplySerial != 0,
            BusMessageKind.Error => message is { ErrorName: not "", ReplySerial: not 0 },
            0 => false,
            _ => true, // Kinds that are not known are passed over, by the specification.
        };
        if (!isWhole)
        {
            throw new BusFormatException($"A message of kind {(byte)message.Kind} lacks a field that it must have.");
        }
    }
}
