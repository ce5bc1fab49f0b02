using System.Globalization;
using System.Text;
using DccBridge.Companion.Thumbnails;
using DccBridge.Tests.AssetFiles;
using DccBridge.Tests.AssetFiles.Jpeg;

namespace DccBridge.Tests.Companion.Thumbnails;

/// <summary>Small pictures of source files of each kind.</summary>
[TestFixture]
public sealed class SourceThumbnailsTests
{
    // A cube of a metre, Z up: bottom, top, and the sides to -Y, +X, +Y and -X as the file writes it.
    private const string Cube = """
        v -50 -50 0
        v 50 -50 0
        v 50 50 0
        v -50 50 0
        v -50 -50 100
        v 50 -50 100
        v 50 50 100
        v -50 50 100
        f 1 4 3 2
        f 5 6 7 8
        f 1 2 6 5
        f 2 3 7 6
        f 3 4 8 7
        f 4 1 5 8
        """;

    private readonly SourceThumbnails _thumbnails = new();
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccbridge-thumbnails-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_cube_shows_three_sides_in_three_shades_the_top_brightest_on_a_clear_ground()
    {
        var picture = await PictureAsync("SM_Cube.obj", Cube);
        var (size, at) = Pixels(picture!);
        Assert.That(size, Is.EqualTo(PngThumbnail.Side));
        var (top, front, side) = (at(size / 2, size / 5), at(size * 3 / 4, size * 3 / 5), at(size / 5, size * 3 / 5));
        Assert.That(at(2, 2)[3], Is.Zero, "the ground is clear");
        Assert.That(new[] { top[3], front[3], side[3] }, Is.All.EqualTo(255));
        Assert.That(new[] { top[0], front[0], side[0] }, Is.Unique);
        Assert.That(top[0], Is.GreaterThan(front[0]).And.GreaterThan(side[0]));
        Assert.That(Math.Abs(front[0] - side[0]), Is.GreaterThan(20));
    }

    [Test]
    public async Task What_is_in_front_hides_what_is_behind_whatever_the_order_and_the_side()
    {
        // A small plate that leans out before the front side.
        var plate = "v 60 -20 30\nv 60 20 30\nv 80 20 70\nv 80 -20 70\nf 9 10 11 12\n";
        var before = Pixels((await PictureAsync("a.obj", Cube))!);
        var first = Pixels((await PictureAsync("b.obj", Cube + "\n" + plate))!);
        var turned = Pixels((await PictureAsync("c.obj", Cube + "\n" + plate.Replace("9 10 11 12", "12 11 10 9", StringComparison.Ordinal)))!);
        Assert.That(Different(first, turned), Is.Zero);
        Assert.That(Different(before, first), Is.GreaterThan(100));
    }

    [TestCase("crate/SM_Crate.glb")]
    [TestCase("clean/SM_Barrel.glb")]
    [TestCase("fbx/SM_CrateLods.fbx")]
    public async Task The_sample_meshes_fill_their_pictures(string sample)
    {
        var picture = await _thumbnails.OfAsync(SampleFolder.PathOf(sample.Split('/')), CancellationToken.None);
        var (size, at) = Pixels(picture!);
        var covered = Enumerable.Range(0, size * size).Count(i => at(i % size, i / size)[3] > 0);
        Assert.That(covered, Is.InRange(size * size / 4, size * size * 9 / 10));
        TestContext.AddTestAttachment(Keep(sample, picture!));
    }

    [Test]
    public async Task A_jpeg_is_given_as_it_is_and_what_only_bears_its_name_is_not()
    {
        var file = Path.Combine(_folder, "T_A_D.jpg");
        var bytes = new JpegBuilder().Build();
        await File.WriteAllBytesAsync(file, bytes);
        var picture = await _thumbnails.OfAsync(file, CancellationToken.None);
        Assert.That((picture!.MediaType, picture.Bytes), Is.EqualTo((Thumbnail.Jpeg, bytes)));
        await File.WriteAllTextAsync(file, "<script>alert(1)</script>");
        Assert.That(await _thumbnails.OfAsync(file, CancellationToken.None), Is.Null);
    }

    [TestCase("SM_A.glb", "no mesh")]
    [TestCase("SM_A.obj", "v 0 0 0\nv 0 0 0\nv 0 0 0\nf 1 2 3\n")]
    [TestCase("SM_A.obj", "v nan 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")]
    [TestCase("T_A.png", "no picture")]
    [TestCase("A.wav", "RIFF")]
    public async Task What_cannot_be_drawn_has_none(string name, string content) => Assert.That(await PictureAsync(name, content), Is.Null);

    [Test]
    public async Task Many_large_triangles_behind_each_other_are_given_up()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"v {i} -9999 0\nv {i} 9999 0\nv {i} 0 9999\nf -3 -2 -1\n");
        }

        Assert.That(await PictureAsync("SM_Stack.obj", text.ToString()), Is.Null);
    }

    [Test]
    public async Task A_picture_is_made_anew_when_its_file_changes_and_kept_while_it_does_not()
    {
        var first = await PictureAsync("SM_A.obj", Cube);
        Assert.That(await _thumbnails.OfAsync(Path.Combine(_folder, "SM_A.obj"), CancellationToken.None), Is.SameAs(first));
        Assert.That(await PictureAsync("SM_A.obj", Cube + "\nv 0 0 300\nf 1 2 9\n"), Is.Not.SameAs(first));
        File.Delete(Path.Combine(_folder, "SM_A.obj"));
        Assert.That(await _thumbnails.OfAsync(Path.Combine(_folder, "SM_A.obj"), CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_large_jpeg_is_read_again_and_not_kept()
    {
        var file = Path.Combine(_folder, "T_A_D.jpg");
        await File.WriteAllBytesAsync(file, new JpegBuilder { Data = [.. Enumerable.Repeat((byte)0x55, 200_000)] }.Build());
        var first = await _thumbnails.OfAsync(file, CancellationToken.None);
        var second = await _thumbnails.OfAsync(file, CancellationToken.None);
        Assert.That(second!.Bytes, Is.EqualTo(first!.Bytes).And.Not.SameAs(first.Bytes));
    }

    [Test, Platform("Linux")]
    public async Task A_file_that_does_not_answer_keeps_nobody_waiting_and_holds_one_thread()
    {
        // A pipe: whoever opens it waits for its other end, as for a file on a dead drive.
        var silent = Path.Combine(_folder, "T_Silent.png");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [silent]))
        {
            await made.WaitForExitAsync();
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "SM_A.obj"), Cube);
        var thumbnails = new SourceThumbnails(TimeSpan.FromMilliseconds(200));
        Assert.That(await thumbnails.OfAsync(silent, CancellationToken.None), Is.Null);
        Assert.That(await thumbnails.OfAsync(Path.Combine(_folder, "SM_A.obj"), CancellationToken.None), Is.Null, "the turn is taken");
        await using (new FileStream(silent, FileMode.Open, FileAccess.Write))
        {
            // It answers, with nothing.
        }

        Assert.That(async () => await thumbnails.OfAsync(Path.Combine(_folder, "SM_A.obj"), CancellationToken.None), Is.Not.Null.After(10_000, 50));
    }

    [Test]
    public void Who_went_away_is_not_drawn_for()
    {
        File.WriteAllText(Path.Combine(_folder, "SM_A.obj"), Cube);
        Assert.That(async () => await _thumbnails.OfAsync(Path.Combine(_folder, "SM_A.obj"), new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    private async Task<Thumbnail?> PictureAsync(string name, string content)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, content);
        return await _thumbnails.OfAsync(file, CancellationToken.None);
    }

    private static int Different((int Size, Func<int, int, byte[]> At) a, (int Size, Func<int, int, byte[]> At) b) =>
        Enumerable.Range(0, a.Size * a.Size).Count(i => !a.At(i % a.Size, i / a.Size).SequenceEqual(b.At(i % a.Size, i / a.Size)));

    // Read by the reader that its own tests compare pixel by pixel.
    private static (int Size, Func<int, int, byte[]> At) Pixels(Thumbnail picture)
    {
        using var stream = new MemoryStream(picture.Bytes);
        var image = PngImage.Open(stream)!;
        var rows = Enumerable.Range(0, image.Height).Select(_ =>
        {
            var row = new byte[image.Width * 4];
            image.ReadRow(row);
            return row;
        }).ToArray();
        return (image.Width, (x, y) => rows[y].AsSpan(x * 4, 4).ToArray());
    }

    private static string Keep(string sample, Thumbnail picture)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "thumbnail-" + Path.GetFileNameWithoutExtension(sample) + ".png");
        File.WriteAllBytes(file, picture.Bytes);
        return file;
    }
}
