using System.Buffers.Binary;
using System.Diagnostics;
using DccBridge.AssetFiles;

namespace DccBridge.Tests.AssetFiles;

/// <summary>Two thousand seeded ways to damage each kind of file: facts or an <see cref="AssetFileException"/>, nothing else, and soon.</summary>
[TestFixture]
public sealed class SeededDamageTests
{
    private const int Rounds = 2000;

    [Test]
    public void Damaged_pngs_end_with_facts_or_with_the_error()
    {
        var files = new[]
        {
            File.ReadAllBytes(SampleFolder.PathOf("crate", "T_Crate Stencil_M.png")),
            new PngBuilder(19, 17, 4, 3) { Interlace = 1, Pieces = 4 }.With("PLTE", new byte[48]).With("tRNS", new byte[3]).WithGamma(45455).With("iCCP", "sRGB\0\0xyz"u8.ToArray()).Build(),
            new PngBuilder(16, 16, 16, 6) { Rows = PngDamageTests.Noise(16 * 129, 129) }.With("tEXt", "Software\0Test"u8.ToArray()).Build(),
        };
        Damage(files, "T_Test_D.png", (bytes, random) => random.Next(4) == 0 ? bytes : WithChecksums(bytes));
    }

    [Test]
    public void Damaged_glbs_end_with_facts_or_with_the_error()
    {
        var files = new[]
        {
            File.ReadAllBytes(SampleFolder.PathOf("crate", "SM_CrateBolt.glb")),
            new GlbScene().Build(),
            new SkinnedGlb().Build(),
            new GlbScene { Nodes = "[{'children':[1],'matrix':[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]},{'mesh':0,'scale':[2,2,2]}]", Primitives = "[{'attributes':{'POSITION':0},'mode':5},{'attributes':{'POSITION':0},'indices':2}]" }.Build(),
        };
        Damage(files, "SM_Test.glb", (bytes, random) => random.Next(4) == 0 ? bytes : WithOtherDigits(bytes, random));
    }

    [Test]
    public void Damaged_objs_end_with_facts_or_with_the_error()
    {
        var files = new[]
        {
            "# Test 1.0\nmtllib a.mtl\no SM_A\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvn 0 0 1\nusemtl M_A\nf 1/1/1 2/2/1 3/3/1\nf -1/-1 -2/-2 \\\n -4/-3\no UCX_SM_A\nf 1//1 2//1 3//1 4//1\n"u8.ToArray(),
            "g default\nv 1.5e1 -.5 0 1 1 1\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 2 2 2\nv 3 1 2\ng pCube1\nf 1 2 3 4 5 6\nl 1 2\np 1\n"u8.ToArray(),
        };
        Damage(files, "SM_Test.obj", (bytes, random) => bytes);
    }

    private static void Damage(byte[][] files, string name, Func<byte[], Random, byte[]> finish)
    {
        var watch = Stopwatch.StartNew();
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var bytes = finish(Changed(files[round % files.Length], random), random);
            try
            {
                Reading.Of(bytes, name);
            }
            catch (AssetFileException error)
            {
                refused++;
                Assert.That(error.Message, Does.StartWith(name), $"round {round}");
            }
            catch (Exception error)
            {
                Assert.Fail($"Round {round} ended with {error}");
            }
        }

        // A hang guard, far from what it takes (about a second).
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)));
        Assert.That(refused, Is.InRange(Rounds / 4, Rounds));
    }

    /// <summary>The bytes with one to four changes: bits, bytes, cuts, repeats.</summary>
    internal static byte[] Changed(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    break;
                case 3 when bytes.Count > 64:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                    {
                        bytes[i] = (byte)random.Next(256);
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    // Without right checksums no damage would get past the chunk walk.
    private static byte[] WithChecksums(byte[] bytes)
    {
        for (var at = 8L; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (length > bytes.Length - at - 12)
            {
                break;
            }

            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)(at + 8 + length)), PngBuilder.Checksum(bytes.AsSpan((int)at + 4, (int)length + 4)));
            at += 12 + length;
        }

        return bytes;
    }

    // Most damage makes JSON malformed; other digits keep it well formed and make it wrong. The lengths are made right again.
    private static byte[] WithOtherDigits(byte[] bytes, Random random)
    {
        if (bytes.Length < 20)
        {
            return bytes;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)bytes.Length);
        var json = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)), (uint)bytes.Length - 20);
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = 20 + random.Next(Math.Max(1, (int)json));
            while (at < bytes.Length && !char.IsAsciiDigit((char)bytes[at]))
            {
                at++;
            }

            if (at < bytes.Length)
            {
                bytes[at] = (byte)('0' + random.Next(10));
            }
        }

        return bytes;
    }
}
