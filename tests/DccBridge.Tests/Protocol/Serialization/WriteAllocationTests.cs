using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class WriteAllocationTests
{
    [Test]
    public void Writing_allocates_nothing()
    {
        var assembly = new Assembly
        {
            Parts = [new Part { Name = "ä part", Note = "n" }, new Part { Name = "b" }],
            Named = new Dictionary<string, Part> { ["a"] = new() { Name = "a" } },
        };
        var shelf = new Shelf
        {
            Numbers = new List<int> { 1, 2 },
            Texts = new[] { "a" },
            ById = new Dictionary<Guid, Shade> { [Guid.Empty] = Shade.Dark },
            ByNumber = new Dictionary<int, DynamicValue> { [1] = DynamicValue.FromMap(new Dictionary<string, DynamicValue> { ["k"] = 1.5 }) },
            Bytes = new byte[10],
        };
        var drawing = new Drawing { Outlines = [new Disc(1), new Ring(1, 2)] };
        using var buffer = new MessageBuffer(1 << 16);
        Write();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Write();
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Write()
        {
            buffer.Clear();
            MessageCodec.Encode(buffer, assembly);
            MessageCodec.Encode(buffer, shelf);
            MessageCodec.Encode(buffer, drawing);
        }
    }
}
