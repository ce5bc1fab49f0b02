using System.Text;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Operations;

namespace DccBridge.Server.Storage;

/// <summary>An operation as bytes of the operations file: fields in a fixed order, absent ones as a false before their place.</summary>
internal static class OperationCodec
{
    public static byte[] Encode(StoredOperation operation)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(operation.Id.ToByteArray());
        writer.Write(operation.Method);
        WriteText(writer, operation.Key);
        WriteBytes(writer, operation.ParamsHash);
        writer.Write((int)operation.State);
        writer.Write(operation.Progress);
        WriteText(writer, operation.Message);
        writer.Write(operation.CreatedAt.Ticks);
        writer.Write(operation.FinishedAt?.Ticks ?? 0);
        WriteError(writer, operation.Error);
        WriteBytes(writer, operation.Result);
        writer.Flush();
        return buffer.ToArray();
    }

    public static StoredOperation Decode(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        return new StoredOperation
        {
            Id = new Guid(reader.ReadBytes(16)),
            Method = reader.ReadString(),
            Key = ReadText(reader),
            ParamsHash = ReadBytes(reader) ?? default,
            State = (OperationState)reader.ReadInt32(),
            Progress = reader.ReadDouble(),
            Message = ReadText(reader),
            CreatedAt = new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
            FinishedAt = reader.ReadInt64() is var ticks and not 0 ? new DateTime(ticks, DateTimeKind.Utc) : null,
            Error = ReadError(reader),
            Result = ReadBytes(reader),
        };
    }

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void WriteBytes(BinaryWriter writer, ReadOnlyMemory<byte>? bytes)
    {
        writer.Write(bytes?.Length ?? -1);
        if (bytes is { } present)
        {
            writer.Write(present.Span);
        }
    }

    private static ReadOnlyMemory<byte>? ReadBytes(BinaryReader reader) =>
        reader.ReadInt32() is var length and >= 0 ? new ReadOnlyMemory<byte>(reader.ReadBytes(length)) : null;

    private static void WriteError(BinaryWriter writer, RpcError? error)
    {
        writer.Write(error is not null);
        if (error is null)
        {
            return;
        }

        writer.Write((int)error.Code);
        writer.Write(error.Message);
        writer.Write((int)error.Outcome);
        writer.Write(error.Details?.Count ?? 0);
        foreach (var (name, value) in error.Details ?? new Dictionary<string, string>())
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static RpcError? ReadError(BinaryReader reader)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        var code = (ErrorCode)reader.ReadInt32();
        var message = reader.ReadString();
        var outcome = (Outcome)reader.ReadInt32();
        var count = reader.ReadInt32();
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            details[reader.ReadString()] = reader.ReadString();
        }

        return new RpcError { Code = code, Message = message, Outcome = outcome, Details = count == 0 ? null : details };
    }
}
