using MessagePack;

namespace DccBridge.Protocol.Serialization;

/// <summary>
/// A type that can be written to and read from the wire. The formatter generator implements it for every
/// <see cref="MessagePackObjectAttribute"/> type; a few types with a layout of their own implement it by hand.
/// </summary>
/// <typeparam name="TSelf">The message type itself.</typeparam>
/// <remarks>Static abstract members stand in for a resolver: no reflection, no registration, nothing that keeps an unloaded assembly alive.</remarks>
public interface IMessage<TSelf>
    where TSelf : IMessage<TSelf>
{
    /// <summary>Writes <paramref name="value"/> as exactly one MessagePack value.</summary>
    static abstract void Write(ref MessagePackWriter writer, in TSelf value);

    /// <summary>Reads exactly one MessagePack value. Data of an untrusted peer is expected: lengths, counts and depth are checked.</summary>
    /// <exception cref="MessagePackSerializationException">The bytes are not a value of this type; the message names the type and the member.</exception>
    static abstract TSelf Read(ref MessagePackReader reader);
}
