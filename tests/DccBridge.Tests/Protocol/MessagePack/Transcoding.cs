using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>Copies data token by token through typed reads and writes, keeping the width of each integer.</summary>
internal static class Transcoding
{
    public static void CopyToken(ref MessagePackReader reader, ref MessagePackWriter writer)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                writer.WriteNil();
                break;
            case MessagePackType.Boolean:
                writer.Write(reader.ReadBoolean());
                break;
            case MessagePackType.Float when reader.NextCode == MessagePackCode.Float32:
                writer.Write(reader.ReadSingle());
                break;
            case MessagePackType.Float:
                writer.Write(reader.ReadDouble());
                break;
            case MessagePackType.String:
                writer.Write(reader.ReadString());
                break;
            case MessagePackType.Binary:
                writer.Write(reader.ReadBytes()!.Value);
                break;
            case MessagePackType.Array:
                writer.WriteArrayHeader(reader.ReadArrayHeader());
                break;
            case MessagePackType.Map:
                writer.WriteMapHeader(reader.ReadMapHeader());
                break;
            case MessagePackType.Extension:
                writer.WriteExtensionFormat(reader.ReadExtensionFormat());
                break;
            default:
                CopyInteger(ref reader, ref writer);
                break;
        }
    }

    private static void CopyInteger(ref MessagePackReader reader, ref MessagePackWriter writer)
    {
        switch (reader.NextCode)
        {
            case MessagePackCode.UInt8:
                writer.WriteUInt8(reader.ReadByte());
                break;
            case MessagePackCode.UInt16:
                writer.WriteUInt16(reader.ReadUInt16());
                break;
            case MessagePackCode.UInt32:
                writer.WriteUInt32(reader.ReadUInt32());
                break;
            case MessagePackCode.UInt64:
                writer.WriteUInt64(reader.ReadUInt64());
                break;
            case MessagePackCode.Int8:
                writer.WriteInt8(reader.ReadSByte());
                break;
            case MessagePackCode.Int16:
                writer.WriteInt16(reader.ReadInt16());
                break;
            case MessagePackCode.Int32:
                writer.WriteInt32(reader.ReadInt32());
                break;
            case MessagePackCode.Int64:
                writer.WriteInt64(reader.ReadInt64());
                break;
            default:
                writer.Write(reader.ReadSByte());
                break;
        }
    }
}
