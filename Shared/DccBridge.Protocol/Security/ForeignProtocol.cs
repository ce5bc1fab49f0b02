namespace DccBridge.Protocol.Security;

/// <summary>Names what speaks when the first bytes are not our preface.</summary>
internal static class ForeignProtocol
{
    private const byte TlsAlert = 0x15;
    private const byte TlsHandshake = 0x16;
    private const byte TlsMajor = 3;

    /// <summary>A phrase for the middle of a sentence: "TLS", "HTTP", "something that is not DccBridge".</summary>
    public static string Name(ReadOnlySpan<byte> first)
    {
        if (first.Length >= 2 && first[0] is TlsAlert or TlsHandshake && first[1] == TlsMajor)
        {
            return "TLS";
        }

        if (first.StartsWith("SSH-"u8))
        {
            return "SSH";
        }

        return IsHttp(first) ? "HTTP" : "something that is not DccBridge";
    }

    private static bool IsHttp(ReadOnlySpan<byte> first)
        => first.StartsWith("HTTP/"u8) || first.StartsWith("GET "u8) || first.StartsWith("POST "u8) || first.StartsWith("HEAD "u8)
            || first.StartsWith("PUT "u8) || first.StartsWith("PATCH "u8) || first.StartsWith("DELETE "u8) || first.StartsWith("OPTIONS "u8)
            || first.StartsWith("CONNECT "u8) || first.StartsWith("TRACE "u8) || first.StartsWith("PRI * HTTP/"u8);
}
