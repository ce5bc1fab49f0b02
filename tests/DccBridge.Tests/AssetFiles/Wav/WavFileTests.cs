using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Wav;

[TestFixture]
public sealed class WavFileTests
{
    private const string Name = "S_Step.wav";

    private static SoundFacts Facts(WavBuilder builder) => Reading.Of(builder.Build(), Name).Facts.Sound!;

    private static string Message(WavBuilder builder) => Reading.Failure(builder.Build(), Name).Message;

    [TestCase(1, 8_000u, 8, 1, false)]
    [TestCase(2, 44_100u, 16, 1, false)]
    [TestCase(6, 48_000u, 24, 1, false)]
    [TestCase(1, 192_000u, 32, 1, false)]
    [TestCase(2, 48_000u, 32, 3, true)]
    [TestCase(2, 48_000u, 64, 3, true)]
    public void Rate_channels_depth_and_length_come_from_the_format(int channels, uint rate, int bits, int tag, bool isFloat)
    {
        var frames = 90;
        var facts = Facts(new WavBuilder((ushort)channels, rate, (ushort)bits, (ushort)tag) { Samples = new byte[frames * channels * bits / 8] });

        Assert.That((facts.SampleRate, facts.Channels, facts.BitDepth, facts.IsFloat), Is.EqualTo(((int)rate, channels, bits, isFloat)));
        Assert.That(facts.Seconds, Is.EqualTo(frames / (double)rate));
        Assert.That(Reading.Of(new WavBuilder().Build(), Name).Class, Is.EqualTo(AssetClasses.SoundWave));
    }

    [TestCase(24, 20, 1, 20, false)]
    [TestCase(32, 24, 1, 24, false)]
    [TestCase(16, 0, 1, 16, false)]
    [TestCase(32, 32, 3, 32, true)]
    public void An_extensible_format_says_how_many_bits_are_valid(int bits, int valid, int subformat, int depth, bool isFloat)
    {
        var facts = Facts(new WavBuilder(bits: (ushort)bits) { Extensible = ((ushort)valid, (ushort)subformat) });

        Assert.That((facts.BitDepth, facts.IsFloat), Is.EqualTo((depth, isFloat)));
    }

    [TestCase("RF64")]
    [TestCase("BW64")]
    public void Files_for_more_than_4_GiB_say_their_lengths_in_ds64(string container) =>
        Assert.That(Facts(new WavBuilder { Container = container }).Seconds, Is.EqualTo(48 / 48_000.0));

    [Test]
    public void A_length_of_more_than_4_GiB_that_the_file_does_not_have_is_refused()
    {
        var bytes = new WavBuilder { Container = "RF64" }.Build();
        bytes[20 + 5] = 1;

        Assert.That(Reading.Failure(bytes, Name).Message, Does.Contain("claims 10995"));
    }

    [Test]
    public void Chunks_of_odd_length_are_padded_and_others_are_passed_over()
    {
        var builder = new WavBuilder(1, 8000, 8) { Samples = new byte[7] }.With("bext", 1, 2, 3).With("cue ", 1).WithAfter("smpl", 1, 2, 3, 4);

        Assert.That(Facts(builder).Seconds, Is.EqualTo(7 / 8000.0));
    }

    [Test]
    public void The_last_pad_byte_may_be_missing_whether_the_length_counts_it_or_not()
    {
        var bytes = new WavBuilder(1, 8000, 8) { Samples = new byte[7] }.Build()[..^1];
        Assert.That(Reading.Of(bytes, Name).Facts.Sound!.Seconds, Is.EqualTo(7 / 8000.0));
        bytes[4]--;
        Assert.That(Reading.Of(bytes, Name).Facts.Sound!.Seconds, Is.EqualTo(7 / 8000.0));
    }

    [Test]
    public void Bytes_after_the_end_that_the_head_claims_do_not_matter() =>
        Assert.That(Reading.Of([.. new WavBuilder().Build(), 1, 2, 3, 4, 5, 6, 7, 8, 9], Name).Facts.Sound!.Channels, Is.EqualTo(2));

    [Test]
    public void The_list_of_information_names_the_program()
    {
        Assert.That(Reading.Of(new WavBuilder().With("LIST", WavBuilder.Info("Reaper 7")).Build(), Name).Dcc, Is.EqualTo("Reaper 7"));
        Assert.That(Reading.Of(new WavBuilder().WithAfter("LIST", WavBuilder.Info("Reaper 7")).Build(), Name).Dcc, Is.EqualTo("Reaper 7"));
        Assert.That(Reading.Of(new WavBuilder().With("LIST", [.. "adtl"u8, 1, 2]).Build(), Name).Dcc, Is.Null);
        Assert.That(Reading.Of(new WavBuilder().With("LIST", WavBuilder.Info("Reaper 7")[..^6]).Build(), Name).Dcc, Is.Null);
    }

    [Test]
    public void A_wav_cut_at_any_byte_names_an_offset_at_both_depths()
    {
        foreach (var container in (string[])["RIFF", "RF64"])
        {
            var whole = new WavBuilder { Container = container }.With("bext", 1, 2, 3, 4).WithAfter("LIST", WavBuilder.Info("X")).Build();
            Assert.That(Reading.Of(whole, Name).Dcc, Is.EqualTo("X"));
            for (var length = 0; length < whole.Length; length++)
            {
                Reading.Failure(whole[..length], Name);
                Assert.Throws<AssetFileException>(() => AssetFile.Read(new MemoryStream(whole[..length]), Name, null, AssetFileDepth.Header));
            }
        }
    }

    [TestCase(0x0002, "ADPCM")]
    [TestCase(0x0006, "A-law")]
    [TestCase(0x0055, "MP3")]
    [TestCase(0x1234, "1234")]
    public void Compressed_samples_are_refused_by_name(int tag, string name) =>
        Assert.That(Message(new WavBuilder(tag: (ushort)tag)), Does.Contain(name).And.Contain("PCM"));

    [Test]
    public void A_subformat_of_one_maker_is_refused()
    {
        var bytes = new WavBuilder { Extensible = (16, 1) }.Build();
        bytes[12 + 8 + 30] ^= 0xFF;

        Assert.That(Reading.Failure(bytes, Name).Message, Does.Contain("only its maker"));
    }

    [TestCase(1, 12)]
    [TestCase(1, 0)]
    [TestCase(3, 16)]
    [TestCase(3, 24)]
    public void Depths_that_do_not_exist_are_refused(int tag, int bits) =>
        Assert.That(Message(new WavBuilder(bits: (ushort)bits, tag: (ushort)tag)), Does.Contain($"{bits} bits"));

    [Test]
    public void A_format_that_cannot_be_is_refused()
    {
        Assert.That(Message(new WavBuilder(channels: 0)), Does.Contain("0 channels"));
        Assert.That(Message(new WavBuilder(rate: 0)), Does.Contain("0 Hz"));
        Assert.That(Message(new WavBuilder { FrameBytes = 3 }), Does.Contain("3 bytes"));
        Assert.That(Message(new WavBuilder { Extensible = (20, 1) }), Does.Contain("20 bits"));
    }

    [Test]
    public void Chunks_missing_twice_or_out_of_order_are_refused()
    {
        Assert.That(Message(new WavBuilder { Format = false, Data = false }), Does.Contain("without the format"));
        Assert.That(Message(new WavBuilder { Data = false }), Does.Contain("without samples"));
        Assert.That(Message(new WavBuilder { Format = false }), Does.Contain("before their format"));
        Assert.That(Message(new WavBuilder().WithAfter("data", 1, 2)), Does.Contain("two chunks"));
        Assert.That(Message(new WavBuilder().WithAfter("fmt ", new byte[16])), Does.Contain("twice"));
        Assert.That(Message(new WavBuilder { Format = false }.With("fmt ", 1, 2)), Does.Contain("needs 16"));
        Assert.That(Message(new WavBuilder().With("\u0001abc", 1)), Does.Contain("four letters"));
    }

    [Test]
    public void Lengths_that_a_program_never_filled_in_are_refused()
    {
        Assert.That(Message(new WavBuilder { ClaimedLength = uint.MaxValue, ClaimedData = uint.MaxValue }), Does.Contain("not finished"));
        Assert.That(Message(new WavBuilder { ClaimedData = uint.MaxValue }), Does.Contain("data claims 4294967295"));
    }

    [Test]
    public void Another_kind_of_file_is_told_so() =>
        Assert.That(Reading.Failure("OggS\0\0\0\0\0\0\0\0\0\0"u8.ToArray(), Name).Message, Does.Contain("WAVE header"));
}
