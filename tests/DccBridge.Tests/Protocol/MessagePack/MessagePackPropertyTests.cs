using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>Any values come back from any segments; any bytes are either values or a documented error.</summary>
[TestFixture]
public sealed class MessagePackPropertyTests
{
    private static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20240229, 12345);

    private static readonly Gen<string?> Texts = Gen.OneOf(
        ArbMap.Default.ArbFor<string?>().Generator,
        Gen.Elements<string?>(null, "", "/Game/Props/SM_Crate", "Kiste für Äpfel", "箱子", "😀😀😀😀😀😀😀😀", new string('a', 31), new string('a', 32), new string('é', 300), new string('日', 5000)));

    private static readonly Gen<byte[]> Blocks = Gen.OneOf(
        ArbMap.Default.ArbFor<byte[]>().Generator,
        Gen.Choose(0, 70_000).Select(length => Enumerable.Range(0, length).Select(i => (byte)i).ToArray()));

    private static readonly Gen<DateTime> Instants =
        from ticks in Gen.OneOf(
            Gen.Choose(0, int.MaxValue).Select(part => (long)((double)part / int.MaxValue * DateTime.MaxValue.Ticks)),
            Gen.Choose(int.MinValue, int.MaxValue).Select(seconds => DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond)))
        select new DateTime(ticks, DateTimeKind.Utc);

    private static readonly Gen<Token> Tokens = Gen.OneOf(
        Gen.Elements(Edges.Signed.ToArray()).Select(Token (value) => new Token.Signed(value)),
        ArbMap.Default.ArbFor<long>().Generator.Select(Token (value) => new Token.Signed(value)),
        Gen.Elements(Edges.Unsigned.ToArray()).Select(Token (value) => new Token.Unsigned(value)),
        ArbMap.Default.ArbFor<double>().Generator.Select(Token (value) => new Token.Number(value)),
        ArbMap.Default.ArbFor<float>().Generator.Select(Token (value) => new Token.Single(value)),
        ArbMap.Default.ArbFor<bool>().Generator.Select(Token (value) => new Token.Flag(value)),
        Texts.Select(Token (value) => new Token.Text(value)),
        Blocks.Select(Token (value) => new Token.Block(value)),
        Instants.Select(Token (value) => new Token.Instant(value)),
        from code in Gen.Choose(-128, 127) from data in Blocks select (Token)new Token.Extension((sbyte)code, Convert.ToHexStringLower(data)),
        Gen.Choose(0, 70_000).Select(Token (count) => new Token.Array(count)),
        Gen.Choose(0, 70_000).Select(Token (count) => new Token.Map(count)));

    // Bytes that are often codes with lengths: plain random bytes mostly begin with an integer and end there.
    private static readonly Gen<byte> HostileBytes = Gen.OneOf(
        ArbMap.Default.ArbFor<byte>().Generator,
        Gen.Choose(0x80, 0xDF).Select(code => (byte)code),
        Gen.Elements<byte>(0, 1, 0x7F, 0xFF));

    [Test]
    public void Every_value_comes_back_from_any_segments() => Prop.ForAll(
        Tokens.ListOf().ToArbitrary(),
        ArbMap.Default.ArbFor<int[]>(),
        (tokens, cuts) =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            var pieces = new PieceWriter(least: 7);
            WriteAll(buffer, tokens);
            WriteAll(pieces, tokens);
            Assert.That(pieces.Written.AsSpan().SequenceEqual(buffer.WrittenSpan), "the same bytes in pieces");

            var data = buffer.WrittenMemory;
            ReadAll(new MessagePackReader(data), tokens);
            ReadAll(new MessagePackReader(Pieces.Cut(data, cuts.Select(cut => (int)((uint)cut % (uint)(data.Length + 1))).Order())), tokens);
        }).Check(Repeatable);

    [Test]
    public void Any_bytes_are_a_value_or_a_documented_error_for_every_method() => Prop.ForAll(
        HostileBytes.ArrayOf().ToArbitrary(),
        ArbMap.Default.ArbFor<int[]>(),
        (data, cuts) =>
        {
            var sequence = Pieces.Cut(data, cuts.Select(cut => (int)((uint)cut % (uint)(data.Length + 1))).Order());
            foreach (var method in ReaderMethods.All)
            {
                Assert.That(method.Run(new ReadOnlySequence<byte>(data)), Is.EqualTo(method.Run(sequence)), $"{method.Name} of {Convert.ToHexStringLower(data)}");
            }
        }).Check(Repeatable.WithMaxTest(3000));

    private static void WriteAll(IBufferWriter<byte> buffer, IEnumerable<Token> tokens)
    {
        var writer = new MessagePackWriter(buffer);
        foreach (var token in tokens)
        {
            token.Write(ref writer);
        }

        writer.Flush();
    }

    private static void ReadAll(MessagePackReader reader, IEnumerable<Token> tokens)
    {
        foreach (var token in tokens)
        {
            Assert.That(token.Read(ref reader), Is.EqualTo(token.Expected));
        }

        Assert.That(reader.End);
    }
}
