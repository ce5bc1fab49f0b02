using System.Security.Cryptography;

namespace DccBridge.Protocol.Security;

/// <summary>
/// proof = HMAC-SHA256(secret, label + SHA-256(transcript)). The label differs by side, so that neither side's proof can be
/// given back to it; the transcript is every byte both ways in the order in which they were said, so that no byte can be changed.
/// </summary>
internal static class HandshakeProof
{
    public static ReadOnlySpan<byte> ClientLabel => "dccbridge/1 client"u8;

    public static ReadOnlySpan<byte> ServerLabel => "dccbridge/1 server"u8;

    public static void Compute(SharedSecret secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> transcript, Span<byte> proof)
    {
        Span<byte> input = stackalloc byte[label.Length + SHA256.HashSizeInBytes];
        label.CopyTo(input);
        SHA256.HashData(transcript, input[label.Length..]);
        HMACSHA256.HashData(secret.Bytes, input, proof);
    }

    public static bool Verify(SharedSecret secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> transcript, ReadOnlySpan<byte> proof)
    {
        Span<byte> expected = stackalloc byte[HandshakeRules.ProofBytes];
        Compute(secret, label, transcript, expected);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }
}
