using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Protocol.Rpc;

/// <summary><see cref="MessageKind.Request"/>.</summary>
internal readonly struct RequestEnvelope<TParams>(uint id, string method, TParams parameters, uint timeoutMs, string? idempotencyKey) : IFrameContent
    where TParams : IMessage<TParams>
{
    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(5);
        writer.Write((int)MessageKind.Request);
        writer.Write(id);
        writer.Write(method);
        TParams.Write(ref writer, parameters);
        writer.WriteArrayHeader(2);
        writer.Write(timeoutMs);
        writer.Write(idempotencyKey);
    }
}

/// <summary><see cref="MessageKind.Response"/> with a result.</summary>
internal readonly struct ResultEnvelope<TResult>(uint id, TResult result) : IFrameContent
    where TResult : IMessage<TResult>
{
    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.Write((int)MessageKind.Response);
        writer.Write(id);
        writer.WriteNil();
        TResult.Write(ref writer, result);
    }
}

/// <summary><see cref="MessageKind.Response"/> with an error.</summary>
internal readonly struct ErrorEnvelope(uint id, RpcError error) : IFrameContent
{
    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.Write((int)MessageKind.Response);
        writer.Write(id);
        RpcError.Write(ref writer, error);
        writer.WriteNil();
    }
}

/// <summary><see cref="MessageKind.Notification"/>.</summary>
internal readonly struct NotificationEnvelope<T>(string method, T value) : IFrameContent
    where T : IMessage<T>
{
    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(3);
        writer.Write((int)MessageKind.Notification);
        writer.Write(method);
        T.Write(ref writer, value);
    }
}

/// <summary><see cref="MessageKind.Progress"/>.</summary>
internal readonly struct ProgressEnvelope(uint id, CallProgress progress) : IFrameContent
{
    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(5);
        writer.Write((int)MessageKind.Progress);
        writer.Write(id);
        writer.Write(progress.Fraction);
        writer.Write(progress.Message);
        if (progress.OperationId is { } operation)
        {
            BinaryGuid.Write(ref writer, operation);
        }
        else
        {
            writer.WriteNil();
        }
    }
}

/// <summary>The kinds that carry at most an id and a number: <see cref="MessageKind.Cancel"/>, <see cref="MessageKind.Credit"/>, ping, pong, the end of a chunk stream.</summary>
internal readonly struct ControlEnvelope(MessageKind kind, uint id = 0, int number = 0) : IFrameContent
{
    public void Write(ref MessagePackWriter writer)
    {
        switch (kind)
        {
            case MessageKind.Cancel:
                writer.WriteArrayHeader(2);
                writer.Write((int)kind);
                writer.Write(id);
                break;
            case MessageKind.Credit:
                writer.WriteArrayHeader(3);
                writer.Write((int)kind);
                writer.Write(id);
                writer.Write(number);
                break;
            case MessageKind.Chunk:
                writer.WriteArrayHeader(3);
                writer.Write((int)kind);
                writer.Write(id);
                writer.WriteNil();
                break;
            default:
                writer.WriteArrayHeader(1);
                writer.Write((int)kind);
                break;
        }
    }
}

/// <summary><see cref="MessageKind.Close"/>.</summary>
internal readonly struct CloseEnvelope(string text) : IFrameContent
{
    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.Write((int)MessageKind.Close);
        writer.Write(text);
    }
}
