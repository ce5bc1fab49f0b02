namespace DccBridge.Protocol.Rpc;

/// <summary>Lets method names be looked up by the bytes of the frame, without a string.</summary>
internal sealed class Utf8NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8NameComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        // Only names of the table are ever stored, so a peer cannot make them collide; FNV-1a is short and quick for names.
        uint hash = 2166136261;
        foreach (byte b in alternate)
        {
            hash = (hash ^ b) * 16777619;
        }

        return (int)hash;
    }
}
