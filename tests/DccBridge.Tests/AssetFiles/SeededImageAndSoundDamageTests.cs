using System.Diagnostics;
using DccBridge.AssetFiles;
using DccBridge.Tests.AssetFiles.Exr;
using DccBridge.Tests.AssetFiles.Jpeg;
using DccBridge.Tests.AssetFiles.Tga;
using DccBridge.Tests.AssetFiles.Wav;

namespace DccBridge.Tests.AssetFiles;

/// <summary>Two thousand seeded ways to damage each kind of picture and sound: facts or an <see cref="AssetFileException"/>, soon, and with little memory.</summary>
[TestFixture]
public sealed class SeededImageAndSoundDamageTests
{
    private const int Rounds = 2000;

    // All that is allocated, freed or not, so more than is ever held.
    private const long MostBytes = 16L << 20;

    [Test]
    public void Damaged_tgas_end_with_facts_or_with_the_error() => Damage(
        "T_Test_D.tga",
        new TgaBuilder(2, 16, 16, 32, 8) { Version2 = true, Software = "X", SoftwareVersion = (100, 'a'), Gamma = (22, 10) }.Build(),
        new TgaBuilder(10, 150, 9, 32, 8).Build(),
        new TgaBuilder(9, 20, 9, 8, 8) { MapBits = 32, Map = new byte[64], MapFirst = 2, Id = [1, 2, 3] }.Build(),
        new TgaBuilder(11, 30, 30, 16, 8).Build());

    [Test]
    public void Damaged_jpegs_end_with_facts_or_with_the_error() => Damage(
        "T_Test_D.jpg",
        new JpegBuilder().With(0xE1, JpegBuilder.Exif("Program", 1, true)).WithProfile(JpegBuilder.Profile("sRGB", 4), 3).Build(),
        new JpegBuilder(64, 64, 1).With(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]).With(0xE1, JpegBuilder.Exif("Program", 1, false)).Build(),
        new JpegBuilder(frame: 0xC2) { Scans = [[1, 2, 3], [1], [2], [3]] }.WithProfile(JpegBuilder.Profile("sRGB", 2)).Build());

    [Test]
    public void Damaged_exrs_end_with_facts_or_with_the_error()
    {
        var tiled = new ExrPartBuilder { Tiles = (4, 4, 1), DataWindow = [0, 0, 7, 7], Places = [[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 2, 2], [0, 0, 3, 3]] };
        Damage(
            "T_Sky_D.exr",
            ExrBuilder.Single(new ExrPartBuilder().WithText("software", "X").With("chromaticities", "chromaticities", new byte[32])),
            ExrBuilder.Single(tiled),
            new ExrBuilder(new ExrPartBuilder { Compression = 3, Lines = 16 }, tiled).Build());
    }

    [Test]
    public void Damaged_wavs_end_with_facts_or_with_the_error() => Damage(
        "S_Test.wav",
        new WavBuilder().With("LIST", WavBuilder.Info("Program")).WithAfter("cue ", 1, 2, 3).Build(),
        new WavBuilder(6, 48_000, 24) { Extensible = (20, 1), Samples = new byte[180] }.Build(),
        new WavBuilder(1, 8000, 32, 3) { Container = "RF64" }.With("bext", 1, 2, 3).Build());

    private static void Damage(string name, params byte[][] files)
    {
        foreach (var file in files)
        {
            Assert.That(() => Reading.Of(file, name), Throws.Nothing, "before the damage");
        }

        var watch = Stopwatch.StartNew();
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var bytes = SeededDamageTests.Changed(files[round % files.Length], random);
            var depth = (AssetFileDepth)random.Next(3);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                AssetFile.Read(new MemoryStream(bytes), name, null, depth);
            }
            catch (AssetFileException error)
            {
                refused++;
                Assert.That(error.Message, Does.StartWith(name), $"round {round}");
                Assert.That(error.Offset, Is.InRange(0, bytes.Length), $"round {round}: {error.Message}");
            }
            catch (Exception error)
            {
                Assert.Fail($"Round {round} ended with {error}");
            }

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostBytes), $"round {round}");
        }

        // A hang guard, far from what it takes (less than a second).
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)));
        Assert.That(refused, Is.InRange(Rounds / 10, Rounds - 1));
    }
}
