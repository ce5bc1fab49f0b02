using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>Damaged and invented data, the same at every run.</summary>
[TestFixture]
public sealed class MessagePackHostileTests
{
    [Test]
    public void Damaged_golden_data_is_a_value_or_a_documented_error([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        var vectors = GoldenVectors.Other.Select(vector => ((System.Text.Json.JsonElement)vector.Arguments[0]!).GetProperty("hex").GetString()!).ToList();
        for (var round = 0; round < 300; round++)
        {
            var data = Convert.FromHexString(vectors[random.Next(vectors.Count)]);
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                data[random.Next(data.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(0xC0, 0xE0));
            }

            data = data[..(random.Next(3) == 0 ? random.Next(data.Length + 1) : data.Length)];
            var cuts = Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(data.Length + 1)).Order().ToList();
            foreach (var method in ReaderMethods.All)
            {
                Assert.That(method.Run(Pieces.Cut(data, cuts)), Is.EqualTo(method.Run(new ReadOnlySequence<byte>(data))), $"{method.Name} of {Convert.ToHexStringLower(data)} cut at {string.Join(",", cuts)}");
            }
        }
    }

    [Test]
    public void Each_code_alone_and_before_each_short_rest_is_handled([Values(0, 1, 2, 4, 5, 9, 17, 40)] int length, [Values((byte)0, (byte)1, (byte)0xFF)] byte fill)
    {
        for (var code = 0; code <= 0xFF; code++)
        {
            byte[] data = [(byte)code, .. Enumerable.Repeat(fill, length)];
            foreach (var method in ReaderMethods.All)
            {
                Assert.That(method.Run(Pieces.Single(data)), Is.EqualTo(method.Run(new ReadOnlySequence<byte>(data))), $"{method.Name} of {Convert.ToHexStringLower(data)}");
            }
        }
    }

    [Test]
    public void A_prefix_of_a_value_is_never_a_value()
    {
        foreach (var vector in GoldenVectors.Other)
        {
            var data = Convert.FromHexString(((System.Text.Json.JsonElement)vector.Arguments[0]!).GetProperty("hex").GetString()!);
            for (var length = 0; length < data.Length; length++)
            {
                Assert.Throws<EndOfStreamException>(() => Skip(new ReadOnlySequence<byte>(data, 0, length)));
                Assert.Throws<EndOfStreamException>(() => Skip(Pieces.Single(data.AsMemory(0, length))));
            }
        }
    }

    [Test]
    public void A_claim_of_gigabytes_allocates_nothing([Values("db7fffffff61", "dbffffffff61", "c67fffffff61", "c6ffffffff61", "dd7fffffff01", "df7fffffff01", "c9ffffffff0501")] string hex)
    {
        var data = Convert.FromHexString(hex);
        var methods = ReaderMethods.All.Where(method => method.Name is "ReadString" or "ReadBytes" or "ReadArrayHeader" or "ReadMapHeader" or "ReadExtensionFormat" or "Skip").ToList();
        Assert.That(methods, Has.Count.EqualTo(6));
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var method in methods)
        {
            method.Run(new ReadOnlySequence<byte>(data));
            method.Run(Pieces.Single(data));
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1024 * 1024));
    }

    private static void Skip(ReadOnlySequence<byte> data)
    {
        var reader = new MessagePackReader(data);
        reader.Skip();
    }
}
