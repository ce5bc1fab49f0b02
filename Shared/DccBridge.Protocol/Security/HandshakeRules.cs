namespace DccBridge.Protocol.Security;

/// <summary>The fixed numbers of the handshake.</summary>
public static class HandshakeRules
{
    /// <summary>The protocol version of this code; the greatest one that both sides speak is chosen. (The preface's own version is that of the layout of frames and handshake.)</summary>
    public const int CurrentVersion = 1;

    /// <summary>The longest frame body before authentication, in bytes.</summary>
    public const int MaxFrameBytes = 4096;

    /// <summary>Bytes of a nonce.</summary>
    public const int NonceBytes = 32;

    /// <summary>Bytes of a proof (HMAC-SHA256).</summary>
    public const int ProofBytes = 32;

    /// <summary>The most versions a side may offer.</summary>
    public const int MaxVersions = 16;

    /// <summary>The most capabilities a side may name.</summary>
    public const int MaxCapabilities = 32;

    /// <summary>The most characters of the name of a capability.</summary>
    public const int MaxCapabilityChars = 64;

    /// <summary>The whole handshake must be done within this time.</summary>
    public static TimeSpan TimeLimit => TimeSpan.FromSeconds(5);
}
