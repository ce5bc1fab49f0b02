using MessagePack;

namespace DccBridge.Protocol.Serialization;

public readonly partial struct DynamicValue
{
    /// <inheritdoc/>
    /// <exception cref="MessagePackSerializationException">It is nested deeper than <see cref="WireLimits.MaxDepth"/>; no reader would take it.</exception>
    public static void Write(ref MessagePackWriter writer, in DynamicValue value) => Write(ref writer, in value, 0);

    private static void Write(ref MessagePackWriter writer, in DynamicValue value, int depth)
    {
        switch (value.Kind)
        {
            case DynamicKind.Nil:
                writer.WriteNil();
                break;
            case DynamicKind.Boolean:
                writer.Write(value._bits != 0);
                break;
            case DynamicKind.Integer when value._unsigned:
                writer.Write((ulong)value._bits);
                break;
            case DynamicKind.Integer:
                writer.Write(value._bits);
                break;
            case DynamicKind.Float:
                writer.Write(BitConverter.Int64BitsToDouble(value._bits));
                break;
            case DynamicKind.String:
                writer.Write((string)value._object!);
                break;
            case DynamicKind.Binary:
                writer.Write((byte[])value._object!);
                break;
            case DynamicKind.Array:
                WriteArray(ref writer, (IReadOnlyList<DynamicValue>)value._object!, depth + 1);
                break;
            case DynamicKind.Map:
                WriteMap(ref writer, (IReadOnlyDictionary<string, DynamicValue>)value._object!, depth + 1);
                break;
        }
    }

    /// <inheritdoc/>
    public static DynamicValue Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return default;
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer when reader.NextCode == MessagePackCode.UInt64:
                return reader.ReadUInt64();
            case MessagePackType.Integer:
                return reader.ReadInt64();
            case MessagePackType.Float:
                return reader.ReadDouble();
            case MessagePackType.String:
                return BoundedReader.ReadString(ref reader);
            case MessagePackType.Binary:
                return BoundedReader.ReadBytes(ref reader);
            case MessagePackType.Array:
                return ReadArray(ref reader);
            case MessagePackType.Map:
                return ReadMap(ref reader);
            default:
                throw MalformedMessage.Because($": a dynamic value may be nil, bool, integer, float, string, bin, array or map; {reader.NextMessagePackType} came.");
        }
    }

    private static void WriteArray(ref MessagePackWriter writer, IReadOnlyList<DynamicValue> items, int depth)
    {
        CheckDepth(depth);
        var row = new ItemRow<DynamicValue>(items);
        writer.WriteArrayHeader(row.Count);
        foreach (DynamicValue item in row)
        {
            Write(ref writer, in item, depth);
        }
    }

    private static void WriteMap(ref MessagePackWriter writer, IReadOnlyDictionary<string, DynamicValue> items, int depth)
    {
        CheckDepth(depth);
        writer.WriteMapHeader(items.Count);
        if (items is Dictionary<string, DynamicValue> dictionary)
        {
            // The enumerator of the interface is allocated, this one is not.
            foreach (KeyValuePair<string, DynamicValue> item in dictionary)
            {
                writer.Write(item.Key);
                Write(ref writer, item.Value, depth);
            }

            return;
        }

        foreach (KeyValuePair<string, DynamicValue> item in items)
        {
            writer.Write(item.Key);
            Write(ref writer, item.Value, depth);
        }
    }

    private static void CheckDepth(int depth)
    {
        if (depth > WireLimits.MaxDepth)
        {
            throw new MessagePackSerializationException($"The dynamic value is nested deeper than {WireLimits.MaxDepth} levels; no reader would take it.");
        }
    }

    private static DynamicValue ReadArray(ref MessagePackReader reader)
    {
        int index = -1;
        try
        {
            BoundedReader.Enter(ref reader);
            int count = BoundedReader.ReadArrayHeader(ref reader);
            DynamicValue[] items = BoundedReader.NewArray<DynamicValue>(count);
            for (index = 0; index < count; index++)
            {
                if (index == items.Length)
                {
                    BoundedReader.Grow(ref items, count);
                }

                items[index] = Read(ref reader);
            }

            BoundedReader.Leave(ref reader);
            return FromArray(items);
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw MalformedMessage.AtItem(index, e);
        }
    }

    private static DynamicValue ReadMap(ref MessagePackReader reader)
    {
        int index = -1;
        try
        {
            BoundedReader.Enter(ref reader);
            int count = BoundedReader.ReadMapHeader(ref reader);
            var items = new Dictionary<string, DynamicValue>(BoundedReader.Capacity(count));
            for (index = 0; index < count; index++)
            {
                string key = BoundedReader.ReadString(ref reader, "a key of a dynamic map");
                if (!items.TryAdd(key, Read(ref reader)))
                {
                    throw MalformedMessage.DuplicateKey(key);
                }
            }

            BoundedReader.Leave(ref reader);
            return FromMap(items);
        }
        catch (Exception e) when (MalformedMessage.IsCause(e))
        {
            throw MalformedMessage.AtItem(index, e);
        }
    }
}
