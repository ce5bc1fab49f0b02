using System.Buffers;
using System.Numerics;
using DccBridge.Dcc.Brine;

namespace DccBridge.Tests.Dcc.Brine;

/// <summary>Brine against bytes that rpyc itself wrote, and against bytes that nobody should write.</summary>
[TestFixture]
public sealed class BrineTests
{
    private static IEnumerable<TestCaseData> Vectors() =>
    [
        new(null, "00"), new(true, "03"), new(false, "04"), new(5L, "55"), new(-48L, "20"), new(159L, "EF"), new(300L, "1603333030"), new(-100L, "16042D313030"),
        new(BigInteger.Pow(10, 20), "1615313030303030303030303030303030303030303030"), new(1.5, "183FF8000000000000"), new(new byte[] { 0x61, 0x62 }, "0B6162"),
        new("h\u00e9", "080C68C3A9"), new("", "0801"), new(Array.Empty<byte>(), "01"), new(PythonTuple.Empty, "02"), new(PythonTuple.Of(1L), "1051"),
        new(new PythonSlice(1L, 2L, 3L), "1912515253"), new(new PythonFrozenSet(PythonTuple.Of(1L)), "1A1051"), new(new Complex(0, 2), "1B00000000000000004000000000000000"),
        new(PythonSingleton.NotImplemented, "05"), new(PythonSingleton.Ellipsis, "06"),
        new(PythonTuple.Of(1L, 0L, PythonTuple.Of(3L, PythonTuple.Of(1L, PythonTuple.Empty))), "1251501153115102"),
        new(new PythonTuple(Enumerable.Repeat((object?)0L, 5).ToArray()), "14055050505050"),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void Bytes_are_those_of_rpyc(object? value, string hex)
    {
        var output = new ArrayBufferWriter<byte>();
        new BrineWriter(output).Write(value);
        Assert.That(Convert.ToHexString(output.WrittenSpan), Is.EqualTo(hex));
        var read = Read(Convert.FromHexString(hex));
        Assert.That(read, value is PythonFrozenSet set ? Has.Property(nameof(PythonFrozenSet.Items)).EqualTo(set.Items) : Is.EqualTo(value));
    }

    [TestCase(255, "0EFF")]
    [TestCase(256, "0F00000100")]
    public void Long_bytes_have_a_long_length(int count, string head)
    {
        var output = new ArrayBufferWriter<byte>();
        new BrineWriter(output).Write(new byte[count].AsSpan());
        Assert.That(Convert.ToHexString(output.WrittenSpan), Does.StartWith(head).And.Length.EqualTo(head.Length + (2 * count)));
    }

    [TestCase("", "1 bytes are needed and 0 are left")]
    [TestCase("07", "the tag 0x07 is not known")]
    [TestCase("09", "the tag 0x09 is not known")]
    [TestCase("FF", "the tag 0xFF is not known")]
    [TestCase("15FFFFFFFF", "a length of 4294967295 is too long")]
    [TestCase("157FFFFFFF00", "a tuple claims 2147483647 items")]
    [TestCase("0F7FFFFFFF", "2147483647 bytes are needed and 0 are left")]
    [TestCase("080BFFFE", "a text is not UTF-8")]
    [TestCase("080851", "bytes cannot begin with the tag 0x08")]
    [TestCase("160178", "an integer is no decimal number")]
    [TestCase("1600", "an integer is no decimal number")]
    [TestCase("191151", "a tuple claims 2 items and 1 bytes are left")]
    [TestCase("19115151", "a slice needs three parts")]
    [TestCase("1A51", "a frozenset holds no tuple")]
    public void Hostile_bytes_are_refused_with_their_place(string hex, string message) =>
        Assert.That(() => Read(Convert.FromHexString(hex)), Throws.TypeOf<BrineException>().With.Message.Contains(message).And.Message.StartsWith("Byte "));

    [TestCase((byte)0x10)]
    [TestCase((byte)0x19)]
    [TestCase((byte)0x1A)]
    public void Nesting_without_end_costs_no_stack(byte tag) =>
        Assert.That(() => Read(Enumerable.Repeat(tag, 1_000_000).ToArray()), Throws.TypeOf<BrineException>().With.Message.Contains("nested deeper than 64"));

    [Test]
    public void Any_bytes_are_read_or_refused()
    {
        var random = new Random(20261125);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(0, 0x24);
            try
            {
                Read(bytes);
            }
            catch (BrineException)
            {
                // Refused is as good as read.
            }
        }
    }

    [Test]
    public void What_brine_does_not_carry_is_named() =>
        Assert.That(() => new BrineWriter(new ArrayBufferWriter<byte>()).Write(new Uri("http://localhost")), Throws.TypeOf<BrineException>().With.Message.StartsWith("A Uri cannot be sent"));

    private static object? Read(byte[] bytes) => new BrineReader(bytes).Read();
}
