using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DccBridge.Dcc.Blender;

/// <summary>
/// The proofs of one greeting: proof = HMAC-SHA256(token, label + companion's nonce + listener's nonce). The label differs by side, so that neither side's proof can be given back to
/// it; the nonces are new for each connection, so that none is good for another. The add-on's side is core/wire.py.
/// </summary>
/// <param name="token">What both sides know, and none says.</param>
/// <param name="companionNonce">The companion's nonce.</param>
/// <param name="listenerNonce">The nonce of whoever listens.</param>
internal sealed class BlenderGreeting(string token, string companionNonce, string listenerNonce)
{
    /// <summary>Version of the greeting; the labels have it too. The add-on's is HELLO.</summary>
    public const int Version = 2;

    private const int NonceBytes = 32;

    private static ReadOnlySpan<byte> ListenerLabel => "dccbridge-addon/2 listener"u8;

    private static ReadOnlySpan<byte> CompanionLabel => "dccbridge-addon/2 companion"u8;

    /// <summary>A number for one greeting, as it travels.</summary>
    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>The frame that opens a greeting. Numbers in hexadecimal need no escape in JSON.</summary>
    public static byte[] Hello(string companionNonce) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"hello":{{Version}},"nonce":"{{companionNonce}}"}"""));

    /// <summary>What a listener answers to a hello of this version.</summary>
    /// <returns>False when it is anything else: of another version, an error, or of another program.</returns>
    public static bool TryReadAnswer(JsonElement answer, out string listenerNonce, out string listenerProof)
    {
        (listenerNonce, listenerProof) = ("", "");
        try
        {
            if (answer.ValueKind != JsonValueKind.Object || !IsVersion(answer)
                || !answer.TryGetProperty("nonce", out var nonce) || nonce.ValueKind != JsonValueKind.String
                || !answer.TryGetProperty("proof", out var proof) || proof.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            (listenerNonce, listenerProof) = (nonce.GetString()!, proof.GetString()!);
            return listenerNonce.Length == 2 * NonceBytes && listenerNonce.All(char.IsAsciiHexDigitLower);
        }
        catch (InvalidOperationException)
        {
            // A text or a name holds half of a character: whoever answers is none of ours.
            return false;
        }
    }

    /// <summary>It greets in this version.</summary>
    public static bool IsVersion(JsonElement answer) =>
        answer.TryGetProperty("hello", out var hello) && hello.ValueKind == JsonValueKind.Number && hello.TryGetInt32(out var version) && version == Version;

    /// <summary>The frame that shows a proven listener that this side knows the token too.</summary>
    public byte[] Proof() => Encoding.ASCII.GetBytes($$"""{"proof":"{{Convert.ToHexStringLower(Compute(CompanionLabel))}}"}""");

    /// <summary>Whoever gave this proof knows the token. Takes as long for every wrong one.</summary>
    public bool IsProvenBy(string listenerProof)
    {
        var isEcho = string.Equals(companionNonce, listenerNonce, StringComparison.Ordinal);
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Compute(ListenerLabel)));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(listenerProof)) && !isEcho;
    }

    private byte[] Compute(ReadOnlySpan<byte> label) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), (byte[])[.. label, .. Convert.FromHexString(companionNonce), .. Convert.FromHexString(listenerNonce)]);
}
