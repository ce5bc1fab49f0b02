using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.Peers;

/// <summary>Our facts of images that OpenImageIO and libjpeg-turbo write are those that OpenImageIO reads; half of such an image is refused.</summary>
[TestFixture]
public sealed class ImagePeerTests : ImageFolder
{
    private const string Colors = "fill:topleft=1,0,0,1:topright=0,1,0,1:bottomleft=0,0,1,1:bottomright=1,1,1,1";
    private const string Gradient = "fill:topleft=1,0,0,1:topright=0,1,0,0.7:bottomleft=0,0,1,0.2:bottomright=1,1,1,0";
    private const string Mask = "checker:color1=0,0,0,0:color2=1,1,1,1:width=8";
    private const string Half = "constant:color=0.2,0.3,0.1,0.5";

    // Pattern, size, channels, name of the file, and what oiiotool is told between.
    private static readonly object[][] Kinds =
    [
        [Colors, "37x21", "1", "gray.tga", "-d uint8"],
        [Colors, "37x21", "3", "plain.tga", "-d uint8 --compression none"],
        [Colors, "37x21", "3", "rle.tga", "-d uint8 --compression rle"],
        [Gradient, "300x200", "4", "gradient.tga", "-d uint8 --compression rle"],
        [Mask, "300x200", "4", "mask.tga", "-d uint8 --compression rle"],
        [Mask, "64x64", "4", "mask-plain.tga", "-d uint8 --compression none"],
        [Half, "64x64", "4", "half.tga", "-d uint8"],
        [Colors, "64x64", "4", "opaque.tga", "-d uint8"],
        [Colors, "37x21", "1", "gray.png", "-d uint8"],
        [Gradient, "37x21", "2", "gray-alpha.png", "-d uint16 --chnames Y,A"],
        [Colors, "37x21", "3", "color.png", "-d uint16"],
        [Gradient, "300x200", "4", "gradient.png", "-d uint8"],
        [Gradient, "300x200", "4", "gradient16.png", "-d uint16"],
        [Mask, "300x200", "4", "mask.png", "-d uint8"],
        [Mask, "300x200", "4", "mask16.png", "-d uint16"],
        [Half, "64x64", "4", "half.png", "-d uint8"],
        [Colors, "300x200", "4", "opaque.png", "-d uint16"],
        [Colors, "37x21", "1", "gray.jpg", "--quality 80"],
        [Colors, "337x221", "3", "color.jpg", "--quality 95"],
        [Colors, "337x221", "3", "sampled.jpg", "--quality 50 --sattrib jpeg:subsampling 4:1:1"],
        [Colors, "64x40", "1", "gray.exr", "-d half --chnames Y"],
        [Colors, "64x40", "3", "float.exr", "-d float"],
        [Gradient, "64x40", "4", "half.exr", "-d half"],
        [Gradient, "64x40", "4", "ids.exr", "-d uint32"],
        [Gradient, "64x40", "4", "window.exr", "-d half --origin +10-20 --fullsize 100x100+0+0"],
        [Gradient, "64x40", "4", "layer.exr", "-d half --chnames beauty.R,beauty.G,beauty.B,beauty.A"],
        .. from compression in (string[])["none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a", "dwaa", "dwab"]
           from tile in (string[])["--scanline", "--tile 32 16"]
           select new object[] { Gradient, "130x300", "4", $"{compression}{tile[2]}.exr", $"-d half --compression {compression} {tile}" },
    ];

    [TestCaseSource(nameof(Kinds))]
    public void Our_facts_are_those_of_oiiotool(string pattern, string size, string channels, string name, string options)
    {
        var oiio = new OiioPeer();
        oiio.Run(["--pattern", pattern, size, channels, "--nosoftwareattrib", "--sattrib", "Software", "Peer", .. options.Split(' '), "-o", At(name)]);

        Compare(oiio, At(name));
        RefuseHalf(At(name));
    }

    [Test]
    public void An_exr_with_mipmaps_is_whole()
    {
        var oiio = new OiioPeer();
        oiio.Run("--pattern", Gradient, "301x67", "4", "-d", "half", "-otex", At("mips.exr"));

        Compare(oiio, At("mips.exr"));
        RefuseHalf(At("mips.exr"));
    }

    [Test]
    public void Of_an_exr_with_two_parts_the_first_counts()
    {
        var oiio = new OiioPeer();
        oiio.Run("--pattern", Gradient, "64x40", "4", "-d", "half", "-o", At("one.exr"));
        oiio.Run("--pattern", Colors, "64x40", "3", "-d", "float", "-o", At("two.exr"));
        oiio.Run(At("one.exr"), At("two.exr"), "--siappend", "-o", At("both.exr"));

        Compare(oiio, At("both.exr"));
        RefuseHalf(At("both.exr"));
    }

    [TestCase("-progressive")]
    [TestCase("-progressive -grayscale")]
    [TestCase("-restart 1 -optimize")]
    [TestCase("-sample 1x1 -quality 100")]
    public void Our_facts_of_jpegs_by_libjpeg_are_those_of_oiiotool(string options)
    {
        var oiio = new OiioPeer();
        var file = At($"libjpeg{options.Replace(' ', '_')}.jpg");
        Cjpeg(oiio, file, options);

        Compare(oiio, file);
        RefuseHalf(file);
    }

    [Test]
    public void An_arithmetic_coded_jpeg_is_refused_by_name()
    {
        var file = At("arithmetic.jpg");
        Cjpeg(new OiioPeer(), file, "-arithmetic");

        Assert.That(() => AssetFile.Read(file), Throws.TypeOf<AssetFileException>().With.Message.Contains("arithmetic"));
    }

    [Test]
    public void Our_facts_of_the_samples_are_those_of_oiiotool()
    {
        var oiio = new OiioPeer();
        var files = Directory.GetFiles(Path.Combine(Peer.RepositoryRoot, "tests", "Samples"), "*.png", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.GreaterThanOrEqualTo(8));
        foreach (var file in files)
        {
            var copy = At(Path.GetFileName(file));
            File.Copy(file, copy, overwrite: true);
            Compare(oiio, copy, software: false);
        }
    }

    private void Cjpeg(OiioPeer oiio, string file, string options)
    {
        var cjpeg = Peer.Require("cjpeg", "apt-get install libjpeg-turbo-progs", ["cjpeg"], "-version");
        oiio.Run("--pattern", Colors, "337x221", "3", "-d", "uint8", "-o", At("source.ppm"));
        File.WriteAllBytes(file, cjpeg.Run(File.ReadAllBytes(At("source.ppm")), options.Split(' ')));
    }

    private static void Compare(OiioPeer oiio, string file, bool software = true)
    {
        var content = AssetFile.Read(file);
        var facts = content.Facts.Texture!;
        var peer = oiio.Info(file);
        var depth = peer.Format switch
        {
            "uint8" => 8,
            "uint16" or "half" => 16,
            _ => 32,
        };

        // A layer's alpha is no alpha to the peer, which looks for a channel "A" alone.
        var hasAlpha = peer.HasAlpha || Path.GetFileName(file) == "layer.exr";
        Assert.That((facts.Width, facts.Height, facts.Channels, facts.BitDepth, facts.HasAlpha), Is.EqualTo((peer.Width, peer.Height, peer.Channels, depth, hasAlpha)));
        Assert.That(facts.IsFloat, Is.EqualTo(peer.Format is "half" or "float"));
        if (software && peer.Software is { } name)
        {
            // A TGA has a version beside the name, which the peer leaves out.
            Assert.That(content.Dcc, file.EndsWith(".tga", StringComparison.Ordinal) ? Does.StartWith(name[..Math.Min(name.Length, 4)]) : Is.EqualTo(name));
        }

        var looksAtAlpha = facts.HasAlpha && (Path.GetExtension(file) is ".png" or ".tga");
        Assert.That(facts.AlphaUse, Is.EqualTo(looksAtAlpha ? UseOf(oiio.Alpha(file, out var opaque), opaque) : AlphaUse.Unknown));
        Assert.That(AssetFile.Read(file, null, AssetFileDepth.Header).Facts.Texture, Is.EqualTo(facts with { AlphaUse = AlphaUse.Unknown }));
    }

    private static AlphaUse UseOf(int[] alpha, int opaque)
    {
        var values = alpha.ToHashSet();
        return values.Count == 1
            ? values.Single() == opaque ? AlphaUse.Opaque : AlphaUse.Constant
            : values.SetEquals([0, opaque]) ? AlphaUse.Mask : AlphaUse.Varying;
    }

    // The end of a TGA is optional, so only a cut in the pixels shows there.
    private static void RefuseHalf(string file)
    {
        var bytes = File.ReadAllBytes(file);
        int[] lengths = file.EndsWith(".tga", StringComparison.Ordinal) ? [100] : [bytes.Length / 2, bytes.Length - 1];
        foreach (var length in lengths)
        {
            Assert.That(() => AssetFile.Read(new MemoryStream(bytes[..length]), Path.GetFileName(file)), Throws.TypeOf<AssetFileException>(), $"{length} of {bytes.Length} bytes");
        }
    }
}
