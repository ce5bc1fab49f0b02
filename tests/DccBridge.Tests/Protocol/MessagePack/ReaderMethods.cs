using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>The methods.</summary>
internal static class ReaderMethods
{
    public static IReadOnlyList<ReaderMethod> All { get; } =
    [
        new("NextCode", (ref reader) => reader.NextCode.ToString()),
        new("NextMessagePackType", (ref reader) => reader.NextMessagePackType.ToString()),
        new("IsNil", (ref reader) => reader.IsNil.ToString()),
        new("ReadNil", (ref reader) => reader.ReadNil().ToString()),
        new("TryReadNil", (ref reader) => reader.TryReadNil().ToString()),
        new("ReadBoolean", (ref reader) => reader.ReadBoolean().ToString()),
        new("ReadByte", (ref reader) => reader.ReadByte().ToString()),
        new("ReadSByte", (ref reader) => reader.ReadSByte().ToString()),
        new("ReadUInt16", (ref reader) => reader.ReadUInt16().ToString()),
        new("ReadInt16", (ref reader) => reader.ReadInt16().ToString()),
        new("ReadUInt32", (ref reader) => reader.ReadUInt32().ToString()),
        new("ReadInt32", (ref reader) => reader.ReadInt32().ToString()),
        new("ReadUInt64", (ref reader) => reader.ReadUInt64().ToString()),
        new("ReadInt64", (ref reader) => reader.ReadInt64().ToString()),
        new("ReadChar", (ref reader) => ((int)reader.ReadChar()).ToString()),
        new("ReadSingle", (ref reader) => GoldenText.Of(reader.ReadSingle())),
        new("ReadDouble", (ref reader) => GoldenText.Of(reader.ReadDouble())),
        new("ReadString", (ref reader) => reader.ReadString()),
        new("ReadStringSequence", (ref reader) => Hex(reader.ReadStringSequence())),
        new("ReadBytes", (ref reader) => Hex(reader.ReadBytes())),
        new("ReadArrayHeader", (ref reader) => reader.ReadArrayHeader().ToString()),
        new("TryReadArrayHeader", (ref reader) => $"{reader.TryReadArrayHeader(out var count)} {count}"),
        new("ReadMapHeader", (ref reader) => reader.ReadMapHeader().ToString()),
        new("TryReadMapHeader", (ref reader) => $"{reader.TryReadMapHeader(out var count)} {count}"),
        new("ReadExtensionFormatHeader", (ref reader) => Text(reader.ReadExtensionFormatHeader())),
        new("TryReadExtensionFormatHeader", (ref reader) => reader.TryReadExtensionFormatHeader(out var header) ? Text(header) : "no"),
        new("ReadExtensionFormat", (ref reader) => reader.ReadExtensionFormat() is var extension ? extension.TypeCode + " " + Hex(extension.Data) : null),
        new("ReadDateTime", (ref reader) => GoldenText.Of(reader.ReadDateTime()), MayBeOutOfYears: true),
        new("Skip", (ref reader) => SkipAll(ref reader)),
        new("ReadRaw", (ref reader) => Hex(reader.ReadRaw())),
        new("ReadRaw(3)", (ref reader) => Hex(reader.ReadRaw(3))),
    ];

    private static string SkipAll(ref MessagePackReader reader)
    {
        while (!reader.End)
        {
            var before = reader.Consumed;
            reader.Skip();
            Assert.That(reader.Consumed, Is.GreaterThan(before));
        }

        return "all";
    }

    private static string Hex(ReadOnlySequence<byte>? bytes) => bytes is { } some ? Convert.ToHexStringLower(some.ToArray()) : "null";

    private static string Text(ExtensionHeader header) => $"{header.TypeCode} {header.Length}";
}
