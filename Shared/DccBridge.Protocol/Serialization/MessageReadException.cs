using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>
/// A failure on its way out of nested messages: each level puts its part of the path in front. Leaves <see cref="MessageCodec"/> as a
/// plain exception whose text names the place and what is wrong: "FindAssetsResult.Assets[3].Path (key 0) is missing."
/// </summary>
internal sealed class MessageReadException : MessagePackSerializationException
{
    public MessageReadException(string typeName, string place, string detail, Exception? inner)
        : base($"{typeName}{place}{detail}".TrimStart(':', ' '), Cause(inner))
    {
        TypeName = typeName;
        Place = place;
        Detail = detail;
    }

    /// <summary>The outermost message so far, or what a caller named; empty when nobody has said.</summary>
    public string TypeName { get; }

    /// <summary>Members and positions below it (".Assets[3].Path").</summary>
    public string Place { get; }

    /// <summary>What is wrong, as it goes on after the place.</summary>
    public string Detail { get; }

    // Each level adds its part of the path to a new exception; only the first cause says more than they do.
    private static Exception? Cause(Exception? inner) => inner is MessageReadException ? inner.InnerException : inner;
}
