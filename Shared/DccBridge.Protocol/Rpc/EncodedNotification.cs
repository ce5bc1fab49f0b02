using DccBridge.Protocol.Framing;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary>A notification that was encoded once, to be sent over many connections.</summary>
public sealed class EncodedNotification
{
    private EncodedNotification(byte[] frame) => Frame = frame;

    /// <summary>The whole frame, header included.</summary>
    internal byte[] Frame { get; }

    /// <summary>Encodes.</summary>
    /// <exception cref="FrameTooLargeException">The message is above <see cref="RpcOptions.MaxFrameLength"/>'s default.</exception>
    public static EncodedNotification Create<T>(string method, T value)
        where T : IMessage<T>
    {
        using var buffer = new FrameBuffer();
        int mark = buffer.BeginFrame();
        var writer = new MessagePackWriter(buffer);
        new NotificationEnvelope<T>(method, value).Write(ref writer);
        writer.Flush();
        buffer.EndFrame(mark, new RpcOptions().MaxFrameLength);
        return new(buffer.Written.ToArray());
    }
}
