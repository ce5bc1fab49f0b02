using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MessagePack;

namespace DccBridge.EndToEnd.Peers;

/// <summary>
/// A MessagePack value that both sides can tell as one line of JSON, which loses nothing that the wire keeps:
/// null, true, ["i","-5"], ["f","bits of the double, hex"], ["g","bits of the float"], ["s","text"], ["b","hex"], ["a",[...]], ["m",[[key,value],...]],
/// ["e",code,"hex"], ["t","seconds",nanoseconds].
/// </summary>
internal abstract record PeerValue
{
    public sealed record Nil : PeerValue;

    public sealed record Flag(bool Value) : PeerValue;

    public sealed record Integer(Int128 Value) : PeerValue;

    public sealed record Number(double Value) : PeerValue;

    public sealed record Single(float Value) : PeerValue;

    public sealed record Text(string Value) : PeerValue;

    public sealed record Bytes(string Hex) : PeerValue;

    public sealed record List(IReadOnlyList<PeerValue> Items) : PeerValue;

    public sealed record Map(IReadOnlyList<(PeerValue Key, PeerValue Value)> Pairs) : PeerValue;

    public sealed record Extension(sbyte Code, string Hex) : PeerValue;

    public sealed record Timestamp(DateTime Value) : PeerValue;

    public string Line()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    public void Write(ref MessagePackWriter writer)
    {
        switch (this)
        {
            case Nil:
                writer.WriteNil();
                break;
            case Flag flag:
                writer.Write(flag.Value);
                break;
            case Integer negative when Int128.IsNegative(negative.Value):
                writer.Write((long)negative.Value);
                break;
            case Integer integer:
                writer.Write((ulong)integer.Value);
                break;
            case Number number:
                writer.Write(number.Value);
                break;
            case Single single:
                writer.Write(single.Value);
                break;
            case Text text:
                writer.Write(text.Value);
                break;
            case Bytes bytes:
                writer.Write(Convert.FromHexString(bytes.Hex));
                break;
            case Extension extension:
                writer.WriteExtensionFormat(new ExtensionResult(extension.Code, Convert.FromHexString(extension.Hex)));
                break;
            case Timestamp timestamp:
                writer.Write(timestamp.Value);
                break;
            case List list:
                writer.WriteArrayHeader(list.Items.Count);
                foreach (var item in list.Items)
                {
                    item.Write(ref writer);
                }

                break;
            case Map map:
                writer.WriteMapHeader(map.Pairs.Count);
                foreach (var (key, value) in map.Pairs)
                {
                    key.Write(ref writer);
                    value.Write(ref writer);
                }

                break;
        }
    }

    public static PeerValue Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return new Nil();
            case MessagePackType.Boolean:
                return new Flag(reader.ReadBoolean());
            case MessagePackType.Integer:
                return new Integer(reader.NextCode == MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64());
            case MessagePackType.Float:
                return reader.NextCode == MessagePackCode.Float32 ? new Single(reader.ReadSingle()) : new Number(reader.ReadDouble());
            case MessagePackType.String:
                return new Text(reader.ReadString()!);
            case MessagePackType.Binary:
                return new Bytes(Convert.ToHexStringLower(reader.ReadBytes()!.Value.ToArray()));
            case MessagePackType.Extension when reader.CreatePeekReader().ReadExtensionFormatHeader().TypeCode == -1:
                return new Timestamp(reader.ReadDateTime());
            case MessagePackType.Extension:
                var extension = reader.ReadExtensionFormat();
                return new Extension(extension.TypeCode, Convert.ToHexStringLower(extension.Data.ToArray()));
            case MessagePackType.Array:
                var items = new PeerValue[reader.ReadArrayHeader()];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Read(ref reader);
                }

                return new List(items);
            default:
                var pairs = new (PeerValue, PeerValue)[reader.ReadMapHeader()];
                for (var i = 0; i < pairs.Length; i++)
                {
                    var key = Read(ref reader);
                    pairs[i] = (key, Read(ref reader));
                }

                return new Map(pairs);
        }
    }

    /// <summary>What is left of the value in a language whose floats are all 64 bits wide.</summary>
    public PeerValue WithoutSingles() => this switch
    {
        Single single => new Number(single.Value),
        List list => new List([.. list.Items.Select(item => item.WithoutSingles())]),
        Map map => new Map([.. map.Pairs.Select(pair => (pair.Key.WithoutSingles(), pair.Value.WithoutSingles()))]),
        _ => this,
    };

    /// <summary>What is left of the value in JavaScript, where integers up to 2^53 are floats without a sign of zero.</summary>
    public PeerValue AsJavaScript() => this switch
    {
        Single single => new Number(single.Value).AsJavaScript(),
        Number { Value: 0 } => new Number(0),
        Integer integer when Int128.Abs(integer.Value) <= (Int128)1 << 53 => new Number((double)integer.Value),
        List list => new List([.. list.Items.Select(item => item.AsJavaScript())]),
        Map map => new Map([.. map.Pairs.Select(pair => (pair.Key.AsJavaScript(), pair.Value.AsJavaScript()))]),
        _ => this,
    };

    public static PeerValue Parse(JsonElement line) => line.ValueKind switch
    {
        JsonValueKind.Null => new Nil(),
        JsonValueKind.True or JsonValueKind.False => new Flag(line.GetBoolean()),
        _ => line[0].GetString() switch
        {
            "i" => new Integer(Int128.Parse(line[1].GetString()!, CultureInfo.InvariantCulture)),
            "f" => new Number(BitConverter.UInt64BitsToDouble(Convert.ToUInt64(line[1].GetString(), 16))),
            "g" => new Single(BitConverter.UInt32BitsToSingle(Convert.ToUInt32(line[1].GetString(), 16))),
            "s" => new Text(line[1].GetString()!),
            "b" => new Bytes(line[1].GetString()!),
            "e" => new Extension(line[1].GetSByte(), line[2].GetString()!),
            "t" => new Timestamp(DateTime.UnixEpoch.AddTicks((long.Parse(line[1].GetString()!, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond) + (line[2].GetInt64() / 100))),
            "a" => new List([.. line[1].EnumerateArray().Select(Parse)]),
            "m" => new Map([.. line[1].EnumerateArray().Select(pair => (Parse(pair[0]), Parse(pair[1])))]),
            var tag => throw new FormatException($"The peer answered with the unknown tag {tag}."),
        },
    };

    private void Append(StringBuilder text)
    {
        switch (this)
        {
            case Nil:
                text.Append("null");
                break;
            case Flag flag:
                text.Append(flag.Value ? "true" : "false");
                break;
            case Integer integer:
                text.Append(CultureInfo.InvariantCulture, $"[\"i\",\"{integer.Value}\"]");
                break;
            case Number number:
                // One NaN for all: a language may choose its own.
                text.Append($"[\"f\",\"{(double.IsNaN(number.Value) ? 0x7FF8000000000000 : BitConverter.DoubleToUInt64Bits(number.Value)):x16}\"]");
                break;
            case Single single:
                text.Append($"[\"g\",\"{BitConverter.SingleToUInt32Bits(single.Value):x8}\"]");
                break;
            case Text value:
                text.Append($"[\"s\",\"{JsonEncodedText.Encode(value.Value)}\"]");
                break;
            case Bytes bytes:
                text.Append($"[\"b\",\"{bytes.Hex}\"]");
                break;
            case Extension extension:
                text.Append($"[\"e\",{extension.Code},\"{extension.Hex}\"]");
                break;
            case Timestamp timestamp:
                var (seconds, ticks) = Math.DivRem(timestamp.Value.Ticks, TimeSpan.TicksPerSecond);
                text.Append($"[\"t\",\"{seconds - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond)}\",{ticks * 100}]");
                break;
            case List list:
                text.Append("[\"a\",[");
                for (var i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    list.Items[i].Append(text);
                }

                text.Append("]]");
                break;
            case Map map:
                text.Append("[\"m\",[");
                for (var i = 0; i < map.Pairs.Count; i++)
                {
                    text.Append(i == 0 ? "[" : ",[");
                    map.Pairs[i].Key.Append(text);
                    text.Append(',');
                    map.Pairs[i].Value.Append(text);
                    text.Append(']');
                }

                text.Append("]]");
                break;
        }
    }
}
