using System.Buffers;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Security.Messages;

/// <summary>Reads the fields of handshake messages. The bytes are those of a peer nobody knows yet: every count is checked before anything is allocated.</summary>
internal static class HandshakeFields
{
    /// <summary>Reads the array header and the kind.</summary>
    /// <returns>The number of elements after the known ones, to be skipped at the end.</returns>
    public static int Begin(ref MessagePackReader reader, HandshakeKind kind, int known)
    {
        var count = reader.ReadArrayHeader();
        if (count < known)
        {
            throw new MessagePackSerializationException($"{kind} has {count} elements, fewer than {known}.");
        }

        var actual = reader.ReadInt32();
        if (actual != (int)kind)
        {
            throw new MessagePackSerializationException($"expected {kind} ({(int)kind}), got kind {actual}.");
        }

        return count - known;
    }

    /// <summary>The kind of the message in <paramref name="body"/>, without reading on.</summary>
    public static HandshakeKind PeekKind(ReadOnlyMemory<byte> body)
    {
        var reader = new MessagePackReader(body);
        return reader.ReadArrayHeader() > 0 ? (HandshakeKind)reader.ReadInt32() : throw new MessagePackSerializationException("the message is empty.");
    }

    /// <summary>Passes over what a newer peer added and makes sure that nothing follows.</summary>
    public static void End(ref MessagePackReader reader, int unknown)
    {
        for (; unknown > 0; unknown--)
        {
            BoundedReader.Skip(ref reader);
        }

        if (!reader.End)
        {
            throw new MessagePackSerializationException("bytes follow the message within its frame.");
        }
    }

    public static byte[] ReadBytes(ref MessagePackReader reader, int length, string field)
    {
        var bytes = reader.ReadBytes();
        if (bytes is not { } value || value.Length != length)
        {
            throw new MessagePackSerializationException($"{field} must be a bin of {length} bytes.");
        }

        return value.ToArray();
    }

    public static Guid ReadGuid(ref MessagePackReader reader, string field)
        => Guid.TryParseExact(reader.ReadString(), "D", out var id)
            ? id
            : throw new MessagePackSerializationException($"{field} must be a guid of 36 characters.");

    public static int ReadRange(ref MessagePackReader reader, int least, int most, string field)
    {
        var value = reader.ReadInt32();
        return value >= least && value <= most
            ? value
            : throw new MessagePackSerializationException($"{field} must be {least} to {most}.");
    }

    public static int[] ReadVersions(ref MessagePackReader reader, string field)
    {
        var values = new int[ReadCount(ref reader, HandshakeRules.MaxVersions, field)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadRange(ref reader, 1, int.MaxValue, field);
        }

        return values;
    }

    public static string[] ReadCapabilities(ref MessagePackReader reader, string field)
    {
        var count = ReadCount(ref reader, HandshakeRules.MaxCapabilities, field);
        if (count == 0)
        {
            return [];
        }

        var values = new string[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadString() is { Length: > 0 and <= HandshakeRules.MaxCapabilityChars } name
                ? name
                : throw new MessagePackSerializationException($"{field} must be names of 1 to {HandshakeRules.MaxCapabilityChars} characters.");
        }

        return values;
    }

    public static void Write(ref MessagePackWriter writer, IReadOnlyList<int> values)
    {
        writer.WriteArrayHeader(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            writer.Write(values[i]);
        }
    }

    public static void Write(ref MessagePackWriter writer, IReadOnlyList<string> values)
    {
        writer.WriteArrayHeader(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            writer.Write(values[i]);
        }
    }

    private static int ReadCount(ref MessagePackReader reader, int most, string field)
    {
        var count = reader.ReadArrayHeader();
        return count <= most ? count : throw new MessagePackSerializationException($"{field} must be at most {most}.");
    }
}
