using DccBridge.Tests.Generator;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

/// <summary>Bytes of a peer that means harm, read as every message of the protocol.</summary>
[TestFixture]
public sealed class HostileMessageTests
{
    private const int Tries = 150;

    // An example is a few hundred bytes; what it decodes to, and an exception with its trace, stay far below this.
    private const long AllowedBytes = 1024 * 1024;

    private static readonly byte[] MillionItems = [0xDD, 0x00, 0x0F, 0x42, 0x40];

    private static IEnumerable<TestCaseData> All => ContractTypes.Messages.Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    [TestCaseSource(nameof(All))]
    public void Random_bytes_are_a_message_or_refused(Type type)
    {
        var random = new Random(1);
        for (int i = 0; i < Tries; i++)
        {
            byte[] bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            Decode(type, bytes);
        }
    }

    [TestCaseSource(nameof(All))]
    public void A_damaged_message_is_a_message_or_refused(Type type)
    {
        byte[] whole = MessageReflection.Encode(type, ContractTypes.Example(type));
        var random = new Random(2);
        for (int i = 0; i < Tries; i++)
        {
            byte[] bytes = [.. whole];
            int at = random.Next(bytes.Length);
            switch (i % 4)
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = bytes[..at];
                    break;
                default:
                    bytes = [.. bytes.AsSpan(0, at), .. MillionItems, .. bytes.AsSpan(at)];
                    break;
            }

            Decode(type, bytes);
        }
    }

    [TestCaseSource(nameof(All))]
    public void A_claim_of_a_million_items_in_sixteen_bytes_reserves_nothing(Type type)
    {
        for (byte before = 0; before < 11; before++)
        {
            // Any position within the message may be the list.
            byte[] bytes = [0x9B, .. Enumerable.Repeat((byte)0xC0, before), .. MillionItems, .. new byte[10 - before]];
            Decode(type, bytes);
            Decode(type, [.. MillionItems, .. new byte[11]]);
        }
    }

    [TestCaseSource(nameof(All))]
    public void A_depth_bomb_is_passed_over_or_refused(Type type)
    {
        byte[] bytes = new byte[100_001];
        bytes.AsSpan().Fill(0x91);
        bytes[^1] = 0xC0;
        Decode(type, bytes);
    }

    private static void Decode(Type type, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            MessageReflection.Decode(type, bytes);
        }
        catch (MessagePackSerializationException)
        {
            // The one answer that bad bytes may get.
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(allocated, Is.LessThan(AllowedBytes), () => Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 64))));
    }
}
