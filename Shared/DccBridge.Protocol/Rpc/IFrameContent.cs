using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary>Writes one envelope. Implemented by small structs, so that a frame is written straight into the outbox without an object in between.</summary>
internal interface IFrameContent
{
    void Write(ref MessagePackWriter writer);
}
