using System.Reflection;
using DccBridge.Tests.Generator;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class ContractRoundTripTests
{
    private static IEnumerable<TestCaseData> All => ContractTypes.Messages.Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    private static IEnumerable<TestCaseData> Keyed => ContractTypes.Contracts.Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    [TestCaseSource(nameof(All))]
    public void A_message_comes_back_as_it_was(Type type)
    {
        object example = ContractTypes.Example(type);
        byte[] bytes = MessageReflection.Encode(type, example);
        object back = MessageReflection.Decode(type, bytes);
        Assert.That(MessageReflection.Encode(type, back), Is.EqualTo(bytes));

        // A message of the handshake also remembers where in the data its proof lies.
        if (ContractTypes.Contracts.Contains(type))
        {
            Assert.That(JsonValues.Describe(back), Is.EqualTo(JsonValues.Describe(example)));
        }
    }

    [TestCaseSource(nameof(Keyed))]
    public void Each_key_is_written_at_its_place(Type type)
    {
        var reader = new MessagePackReader(MessageReflection.Encode(type, ContractTypes.Example(type)));
        int count = reader.ReadArrayHeader();
        Dictionary<int, PropertyInfo> keys = ContractTypes.Keys(type).ToDictionary(pair => pair.Key, pair => pair.Member);
        Assert.That(count, Is.EqualTo(keys.Count == 0 ? 0 : keys.Keys.Max() + 1));
        for (int key = 0; key < count; key++)
        {
            Assert.That(reader.IsNil, Is.EqualTo(!keys.ContainsKey(key)), $"key {key}");
            reader.Skip();
        }
    }

    [TestCaseSource(nameof(Keyed))]
    public void What_a_newer_peer_adds_is_skipped(Type type)
    {
        byte[] bytes = MessageReflection.Encode(type, ContractTypes.Example(type));
        var reader = new MessagePackReader(bytes);
        int count = reader.ReadArrayHeader();
        byte[] longer = [0xDC, 0, (byte)(count + 2), .. bytes.AsSpan((int)reader.Consumed), 0x81, 0xA1, 0x61, 0x90, 0xC0];
        Assert.That(JsonValues.Describe(MessageReflection.Decode(type, longer)), Is.EqualTo(JsonValues.Describe(MessageReflection.Decode(type, bytes))));
    }
}
