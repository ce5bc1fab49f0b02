namespace DccBridge.Protocol.Generator.Model;

/// <summary>The attributes and interfaces that declarations of messages use.</summary>
internal static class ContractNames
{
    public const string MessagePackObject = "MessagePack.MessagePackObjectAttribute";
    public const string Union = "MessagePack.UnionAttribute";
    public const string Key = "MessagePack.KeyAttribute";
    public const string IgnoreMember = "MessagePack.IgnoreMemberAttribute";
    public const string Message = "DccBridge.Protocol.Serialization.IMessage<TSelf>";
}
