using DccBridge.Protocol.Serialization;
using MessagePack;

namespace DccBridge.Tests.Protocol.Rpc;

/// <summary>One string, for tests.</summary>
internal readonly record struct Text(string Value) : IMessage<Text>
{
    public static void Write(ref MessagePackWriter writer, in Text value)
    {
        writer.WriteArrayHeader(1);
        writer.Write(value.Value);
    }

    public static Text Read(ref MessagePackReader reader)
    {
        int count = reader.ReadArrayHeader();
        if (count < 1)
        {
            throw MalformedMessage.Missing(nameof(Text), nameof(Value), 0);
        }

        string value = BoundedReader.ReadString(ref reader, "Text.Value");
        for (int i = 1; i < count; i++)
        {
            BoundedReader.Skip(ref reader);
        }

        return new(value);
    }
}

/// <summary>One number, for tests.</summary>
internal readonly record struct Number(long Value) : IMessage<Number>
{
    public static void Write(ref MessagePackWriter writer, in Number value) => writer.Write(value.Value);

    public static Number Read(ref MessagePackReader reader) => new(reader.ReadInt64());
}
