using System.Diagnostics;
using DccBridge.AssetFiles;
using static DccBridge.Tests.AssetFiles.Fbx.FbxTestScene;

namespace DccBridge.Tests.AssetFiles.Fbx;

/// <summary>Thousands of seeded ways to damage an FBX: facts or an <see cref="AssetFileException"/>, nothing else, soon, and in bounded memory.</summary>
[TestFixture]
public sealed class FbxDamageTests
{
    private const int Rounds = 3000;
    private const long MostBytes = 256L << 20;

    private static readonly FbxTestScene Rich = new()
    {
        Corners = [0, 1, ~3, 1, 2, ~3],
        Layers = [Normals(), Uv(0, [0, 0, 1, 0, 1, 1, 0, 1], [0, 1, 3, 1, 2, 3]), Uv(1, [0, 0, 1, 0, 1, 1, 0, 1], null, "ByVertice"), Materials("ByPolygon", 0, 1)],
        ModelProperties = [P("Lcl Translation", 1.0, 2.0, 3.0), P("RotationActive", true), P("RotationOrder", 3), P("Lcl Rotation", 10.0, 20.0, 30.0)],
        Objects =
        [
            Thing("Model", 111, "root", "LimbNode"), Thing("Model", 112, "UCX_SM_Quad", "Mesh"), Thing("Material", 301, "M_Second", ""),
            Thing("Deformer", 500, "Skin", "Skin"), Thing("Deformer", 501, "C", "Cluster", FbxPart.Of("Indexes", new[] { 0, 1, 2, 3 }), FbxPart.Of("Weights", new double[] { 1, 1, 1, 1 })),
            Thing("Deformer", 600, "Shapes", "BlendShape"), Thing("Deformer", 601, "Smile", "BlendShapeChannel", FbxPart.Of("DeformPercent", 25.0)),
            Thing("AnimationStack", 700, "Walk", ""), Thing("AnimationLayer", 701, "Base", ""), Thing("AnimationCurveNode", 710, "T", ""),
            Thing("AnimationCurve", 720, "", "", FbxPart.Of("KeyTime", new[] { 0L, 46186158000L }), FbxPart.Of("KeyValueFloat", new[] { 0f, 1f })),
            Thing("Texture", 800, "Tex", "", FbxPart.Of("RelativeFilename", "T.png")), Thing("Video", 801, "Vid", "Clip", FbxPart.Of("Content", new byte[40])),
        ],
        Connections =
        [
            C(111, 0), C(112, Model), C(Mesh, 112), C(301, Model), C(500, Mesh), C(501, 500), C(111, 501), C(600, Mesh), C(601, 600), C(701, 700), C(710, 701),
            C(710, 601, "DeformPercent"), C(720, 710, "d"), C(801, 800), C(800, Material, "DiffuseColor"),
        ],
    };

    [Test]
    public void Damaged_files_end_with_facts_or_with_the_error([Values(7400u, 7700u)] uint version, [Values] bool deflate)
    {
        var whole = (Rich with { Builder = new FbxBuilder { Version = version, Deflate = deflate, Footer = false } }).Build();
        Assert.That(Reading.Of(whole, "SM_Test.fbx").Facts.Mesh!.Triangles, Is.EqualTo(2));
        Damage([whole], Rounds);
    }

    [Test]
    public void Files_with_other_numbers_in_their_lists_and_connections_end_with_facts_or_with_the_error()
    {
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            int[] Numbers(int[] numbers) => [.. numbers.Select(number => random.Next(8) == 0 ? random.Next(4) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-6, 7) : number)];
            double[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(6) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => -1e300, 3 => double.Epsilon, _ => random.NextDouble() })];
            var scene = Rich with
            {
                Positions = Floats(12),
                Corners = Numbers(Rich.Corners),
                Layers = [Uv(0, Floats(8), Numbers([0, 1, 3, 1, 2, 3])), Materials("ByPolygon", Numbers([0, 1]))],
                Connections = [.. Rich.Connections.Select(link => random.Next(6) == 0 ? link with { Properties = [link.Properties[0], Id(random), Id(random), .. link.Properties[3..]] } : link)],
            };
            refused += Read(scene.Build(), round) ? 0 : 1;
        }

        Assert.That(refused, Is.InRange(Rounds / 10, Rounds - 100));
    }

    private static object Id(Random random)
    {
        var ids = new long[] { 0, 100, 111, 112, 200, 300, 500, 501, 600, 601, 700, 701, 710, 720, 800, 801 };
        return ids[random.Next(ids.Length)];
    }

    internal static void Damage(byte[][] files, int rounds)
    {
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var random = new Random(round);
            var bytes = (byte[])files[round % files.Length].Clone();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                var at = random.Next(27, bytes.Length);
                switch (random.Next(5))
                {
                    case 0:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                        break;
                    case 2:
                        random.NextBytes(bytes.AsSpan(at, Math.Min(4, bytes.Length - at)));
                        break;
                    case 3:
                        bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
                        break;
                    default:
                        bytes = [.. bytes[..at], .. bytes[Math.Max(27, at - random.Next(1, 40))..]];
                        break;
                }

                if (bytes.Length < 64)
                {
                    break;
                }
            }

            refused += Read(bytes, round) ? 0 : 1;
        }

        Assert.That(refused, Is.InRange(rounds / 20, rounds - 1));
    }

    private static bool Read(byte[] bytes, int round)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Reading.Of(bytes, "SM_Test.fbx");
            return true;
        }
        catch (AssetFileException error)
        {
            Assert.That(error.Message, Does.StartWith("SM_Test.fbx, byte "), $"round {round}");
            return false;
        }
        catch (Exception error)
        {
            Assert.Fail($"Round {round} ended with {error}");
            return false;
        }
        finally
        {
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostBytes), $"round {round}");

            // A hang guard, far from what it takes (about a millisecond).
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)), $"round {round}");
        }
    }
}
