using System.Globalization;
using System.Text;
using DccBridge.AssetFiles;

namespace DccBridge.EndToEnd.Peers;

/// <summary>Our facts of sounds that SoX writes are those that SoX reads; half of such a sound is refused.</summary>
[TestFixture]
public sealed class SoundPeerTests : ImageFolder
{
    private static Peer Sox() => Peer.Require("sox", "apt-get install sox", ["sox"], "--version");

    [TestCase(8_000, 1, "-b 8", "0.5")]
    [TestCase(44_100, 2, "-b 16", "1.25")]
    [TestCase(48_000, 6, "-b 24", "0.123")]
    [TestCase(96_000, 1, "-b 32", "0.1")]
    [TestCase(48_000, 2, "-e floating-point -b 32", "0.333")]
    [TestCase(48_000, 3, "-e floating-point -b 64", "0.333")]
    public void Our_facts_are_those_of_sox(int rate, int channels, string encoding, string seconds)
    {
        var sox = Sox();
        var file = At($"{rate}-{channels}{encoding.Replace(' ', '_')}.wav");
        sox.Run([], ["-D", "-n", "-r", $"{rate}", "-c", $"{channels}", .. encoding.Split(' '), file, "synth", seconds, "sine", "440"]);
        string Ask(string option) => Encoding.UTF8.GetString(sox.Run([], "--i", option, file)).Trim();

        var facts = AssetFile.Read(file).Facts.Sound!;
        Assert.That($"{facts.SampleRate} {facts.Channels} {facts.BitDepth}", Is.EqualTo($"{Ask("-r")} {Ask("-c")} {Ask("-b")}"));
        Assert.That(facts.Seconds * rate, Is.EqualTo(double.Parse(Ask("-s"), CultureInfo.InvariantCulture)).Within(1e-6));
        Assert.That(facts.IsFloat, Is.EqualTo(Ask("-e").Contains("Float", StringComparison.OrdinalIgnoreCase)));

        var bytes = File.ReadAllBytes(file);
        Assert.That(() => AssetFile.Read(new MemoryStream(bytes[..(bytes.Length / 2)]), "S_Half.wav"), Throws.TypeOf<AssetFileException>());
    }

    [TestCase("a-law", "A-law")]
    [TestCase("mu-law", "mu-law")]
    [TestCase("ms-adpcm", "Microsoft ADPCM")]
    [TestCase("ima-adpcm", "IMA ADPCM")]
    public void Compressed_sounds_are_refused_by_name(string encoding, string name)
    {
        var file = At(encoding + ".wav");
        Sox().Run([], "-D", "-n", "-r", "44100", "-c", "1", "-e", encoding, file, "synth", "0.2", "sine", "440");

        Assert.That(() => AssetFile.Read(file), Throws.TypeOf<AssetFileException>().With.Message.Contains(name));
    }

    [Test]
    public void A_sound_written_into_a_pipe_has_no_lengths_and_is_refused_as_not_finished()
    {
        var bytes = Sox().Run([], "-D", "-n", "-r", "44100", "-c", "1", "-t", "wav", "-", "synth", "0.2", "sine", "440");

        Assert.That(() => AssetFile.Read(new MemoryStream(bytes), "S_Pipe.wav"), Throws.TypeOf<AssetFileException>().With.Message.Contains("not finished"));
    }
}
