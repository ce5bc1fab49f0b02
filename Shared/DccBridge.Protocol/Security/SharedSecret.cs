using System.Diagnostics;
using System.Security.Cryptography;

namespace DccBridge.Protocol.Security;

/// <summary>The 32 random bytes that an editor makes at each start and shows, in its endpoint file, to its own user alone. Never prints itself.</summary>
[DebuggerDisplay("(hidden)")]
public sealed class SharedSecret
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    private SharedSecret(byte[] bytes) => _bytes = bytes;

    /// <summary>A new secret from the system's random source.</summary>
    public static SharedSecret Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>A secret of given bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static SharedSecret FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new SharedSecret(bytes.ToArray())
        : throw new ArgumentException($"A secret has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads what <see cref="ToBase64"/> wrote; false when the text is not base64 of 32 bytes.</summary>
    public static bool TryFromBase64(string? text, out SharedSecret? secret)
    {
        secret = null;
        Span<byte> bytes = stackalloc byte[Length];
        if (text is null || !Convert.TryFromBase64String(text, bytes, out var written) || written != Length)
        {
            return false;
        }

        secret = new SharedSecret(bytes.ToArray());
        return true;
    }

    /// <summary>For the endpoint file and nothing else.</summary>
    public string ToBase64() => Convert.ToBase64String(_bytes);

    /// <summary>A fixed text: a secret must not reach a log by accident.</summary>
    public override string ToString() => "(hidden)";

    internal ReadOnlySpan<byte> Bytes => _bytes;
}
