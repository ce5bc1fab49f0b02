using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DccBridge.Companion.Api.Security;

/// <summary>The token that lets programs of this user in. Compared in a time that says nothing of how much was right.</summary>
internal sealed class ApiToken
{
    private const int Bytes = 32;

    private readonly byte[] _hash;

    /// <param name="text">The token.</param>
    public ApiToken(string text) => _hash = Hash(text);

    /// <summary>The length of a token.</summary>
    public const int Length = 43;

    /// <summary>A new one: 43 characters of base64url, 256 random bits.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text has the form of a token.</summary>
    public static bool IsWellFormed(string text) => text.Length == Length && Base64Url.IsValid(text);

    /// <summary>Whether it is the token.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), _hash);

    /// <summary>What is kept of a secret to know it again.</summary>
    internal static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
