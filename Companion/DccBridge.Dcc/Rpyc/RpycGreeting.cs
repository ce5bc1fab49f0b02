using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>The first exchange, which shows the dialect. Before 4.1 an object's identity begins with a number; from 6.0 on each message begins with a raw byte.</summary>
internal static class RpycGreeting
{
    /// <summary>Asks for the root object.</summary>
    public static void WriteGetRoot(BrineWriter brine) => WriteEmpty(brine, RpycHandler.GetRoot);

    /// <summary>Says that this side closes.</summary>
    public static void WriteClose(BrineWriter brine) => WriteEmpty(brine, RpycHandler.Close);

    /// <summary>The boxed root of the first answer.</summary>
    /// <exception cref="RpycConnectionException">The server speaks another dialect, or refused.</exception>
    /// <exception cref="BrineException">It is no answer of rpyc at all.</exception>
    public static object? ReadRoot(ReadOnlySpan<byte> data)
    {
        if (data is [1 or 2 or 3, BrineTag.Tuple1 + 1, ..])
        {
            throw new RpycConnectionException(RpycEndReason.OtherDialect, "The server speaks the protocol of rpyc 6 or newer; Houdini and DccBridge speak that of rpyc 4.1 to 5.3. Install rpyc below 6 on the server's side (pip install \"rpyc>=5,<6\").");
        }

        var reader = new BrineReader(data);
        var answer = reader.Read();
        if (answer is not PythonTuple { Count: 3 } message || message[0] is not long kind)
        {
            throw new BrineException("The answer is no message of rpyc.");
        }

        if (kind == (long)RpycMessage.Exception)
        {
            throw new RpycConnectionException(RpycEndReason.ClosedByServer, "The server refused the connection: " + RpycVinegar.Read(message[2]).Message);
        }

        if (message[2] is PythonTuple { Count: 2 } boxed && boxed[1] is PythonTuple { Count: 3 } id && id[0] is long)
        {
            throw new RpycConnectionException(RpycEndReason.OtherDialect, "The server speaks the protocol of rpyc before 4.1, as Houdini before 20 may. DccBridge speaks that of rpyc 4.1 to 5.3: use a newer Houdini, or start a newer rpyc in it.");
        }

        return message[2];
    }

    private static void WriteEmpty(BrineWriter brine, RpycHandler handler)
    {
        brine.TupleHead(2);
        brine.Write((long)handler);
        brine.TupleHead(2);
        brine.Write((long)RpycLabel.Value);
        brine.TupleHead(0);
    }
}
