using System.Collections.Frozen;
using System.Collections.Immutable;
using DccBridge.Protocol.Serialization;
using MessagePack;
using static DccBridge.Tests.Protocol.Serialization.MessageReadingTests;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class CollectionTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    [Test]
    public void Every_kind_of_collection_comes_back()
    {
        Shelf shelf = Full();
        byte[] bytes = MessageCodec.Encode(shelf);
        Shelf read = MessageCodec.Decode<Shelf>(bytes);

        Assert.That(MessageCodec.Encode(read), Is.EqualTo(bytes));
        Assert.That(read.Rows, Is.EqualTo(new[] { new[] { 1, 2 }, [] }));
        Assert.That(read.Table, Is.EqualTo(new[] { new[] { 3 } }));
        Assert.That(read.Holes, Is.EqualTo(new[] { "a", null }));
        Assert.That(read.ById[Id], Is.EqualTo(Shade.Dark));
        Assert.That(read.ByShade[Shade.None], Is.EqualTo(new[] { 5 }));
        Assert.That(read.ByNumber[-4], Is.EqualTo((DynamicValue)"x"));
        Assert.That(read.Bytes!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(read.Scratch.ToArray(), Is.EqualTo(new byte[] { 9 }));
        Assert.That(read.Shades, Is.EqualTo(new Shade?[] { Shade.Dark, null, (Shade)12 }));
    }

    [Test]
    public void What_kind_of_collection_holds_the_items_does_not_show_on_the_wire()
    {
        Shelf shelf = Full();
        Shelf other = shelf with
        {
            Numbers = new Queue<int>(shelf.Numbers),
            Texts = shelf.Texts.Select(text => text),
            Rows = ImmutableArray.CreateRange(shelf.Rows),
            ById = shelf.ById.ToFrozenDictionary(),
        };

        Assert.That(MessageCodec.Encode(other), Is.EqualTo(MessageCodec.Encode(shelf)));
    }

    [Test]
    public void Bytes_are_copied_out_of_the_received_data()
    {
        byte[] bytes = MessageCodec.Encode(new Shelf { Bytes = new byte[] { 1, 2, 3 } });
        Shelf read = MessageCodec.Decode<Shelf>(bytes);
        Array.Clear(bytes);

        Assert.That(read.Bytes!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Nullable_bytes_tell_nil_from_empty()
    {
        Assert.That(MessageCodec.Decode<Shelf>(MessageCodec.Encode(new Shelf())).Bytes, Is.Null);
        Assert.That(MessageCodec.Decode<Shelf>(MessageCodec.Encode(new Shelf { Bytes = Array.Empty<byte>() })).Bytes, Is.Not.Null);
    }

    [TestCase("91 dd 000f4241", "has 1000001 items; 1000000 are allowed.")]
    [TestCase("91 dd 7fffffff", null)]
    [TestCase("91 dd ffffffff", null)]
    [TestCase("97 c0 c0 c0 c0 c0 c0 df 7fffffff", null)]
    public void A_huge_count_is_refused_before_room_is_made(string hex, string? reason)
    {
        byte[] input = [.. Bytes(hex), .. new byte[reason is null ? 0 : 1_000_001]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        MessagePackSerializationException failure = Assert.Throws<MessagePackSerializationException>(() => MessageCodec.Decode<Shelf>(input))!;

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(256 * 1024));
        Assert.That(failure.Message, reason is null ? Does.StartWith("Shelf.") : Does.Contain(reason));
    }

    [Test]
    public void Lists_longer_than_the_first_room_grow()
    {
        var shelf = new Shelf { Numbers = [.. Enumerable.Range(0, 10_001)], Ratios = [.. Enumerable.Range(0, 5_000).Select(i => i * 0.5)] };
        Shelf read = MessageCodec.Decode<Shelf>(MessageCodec.Encode(shelf));

        Assert.That(read.Numbers, Is.EqualTo(shelf.Numbers));
        Assert.That(read.Ratios, Is.EqualTo(shelf.Ratios));
    }

    [Test]
    public void Keys_chosen_by_a_peer_do_not_share_one_bucket()
    {
        // With the hash of the runtime these would all be equal modulo every table size.
        int[] hashes = [.. Enumerable.Range(0, 1000).Select(i => KeyComparer<Guid>.Instance.GetHashCode(Colliding(i)))];

        Assert.That(Enumerable.Range(0, 1000).Select(i => Colliding(i).GetHashCode()).Distinct().Count(), Is.EqualTo(1), "the premise");
        Assert.That(hashes.Distinct().Count(), Is.GreaterThan(990));
    }

    private static Guid Colliding(int i) => new(i, 0, 0, [(byte)i, (byte)(i >> 8), 0, 0, 0, 0, 0, 0]);

    private static Shelf Full() => new()
    {
        Numbers = [1, -1, 70000],
        Texts = ["a", "ü"],
        Ratios = [0.5],
        Rows = [[1, 2], []],
        Table = [[3]],
        Holes = ["a", null],
        ById = new Dictionary<Guid, Shade> { [Id] = Shade.Dark },
        ByShade = new Dictionary<Shade, int[]> { [Shade.None] = [5] },
        ByNumber = new Dictionary<int, DynamicValue> { [-4] = "x" },
        Bytes = new byte[] { 1, 2 },
        Scratch = new byte[] { 9 },
        Shades = [Shade.Dark, null, (Shade)12],
    };
}
