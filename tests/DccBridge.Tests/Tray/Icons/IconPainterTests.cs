using DccBridge.Tray;
using DccBridge.Tray.Icons;

namespace DccBridge.Tests.Tray.Icons;

/// <summary>The icons; the pictures are kept beside the test results, to be looked at.</summary>
[TestFixture]
public sealed class IconPainterTests
{
    private static readonly TrayIconState[] States = Enum.GetValues<TrayIconState>();

    [Test]
    public void States_are_told_apart_without_colours_in_every_size([ValueSource(typeof(IconPainter), nameof(IconPainter.Sizes))] int size)
    {
        // As on a screen without colours: a tenth of the pixels must differ by a quarter of the way from black to white.
        var images = States.Select(state => IconPainter.Paint(state, 3, size)).ToList();
        foreach (var (one, other) in images.SelectMany((image, i) => images.Skip(i + 1).Select(second => (image, second))))
        {
            double different = one.Pixels.Zip(other.Pixels).Count(p => Math.Abs(Gray(p.First) - Gray(p.Second)) > 0.25) / (double)(size * size);
            Assert.That(different, Is.GreaterThan(0.1), $"{States[images.IndexOf(one)]} and {States[images.IndexOf(other)]} at {size} pixels");
        }
    }

    [Test]
    public void Every_icon_stands_out_on_dark_and_on_light_panels([ValueSource(nameof(States))] TrayIconState state, [Values(0.014, 0.87)] double panel)
    {
        // Contrast of WCAG 2 against a panel of #202020 and of #F0F0F0, of the pixels that are solid.
        var solid = IconPainter.Paint(state, 0, 32).Pixels.Where(pixel => pixel >> 24 > 200).ToList();
        double visible = solid.Count(pixel => Contrast(Luminance(pixel), panel) >= 2.5) / (double)(32 * 32);

        Assert.That(visible, Is.GreaterThan(0.12));
    }

    [Test]
    public void Numbers_differ_and_beyond_nine_is_one_picture([ValueSource(typeof(IconPainter), nameof(IconPainter.Sizes))] int size)
    {
        var images = Enumerable.Range(0, 11).Select(badge => Convert.ToHexString(IconPainter.Paint(TrayIconState.Findings, badge, size).Argb())).ToList();

        Assert.That(images.Distinct().Count(), Is.EqualTo(11));
        Assert.That(Convert.ToHexString(IconPainter.Paint(TrayIconState.Findings, 4711, size).Argb()), Is.EqualTo(images[10]));
    }

    [Test]
    public void Templates_are_black_with_holes([ValueSource(nameof(States))] TrayIconState state) =>
        Assert.That(IconPainter.PaintTemplate(state, 3, 36).Pixels.Select(pixel => pixel & 0xFFFFFF), Is.All.Zero);

    [TestCase(16)]
    [TestCase(20)]
    [TestCase(40)]
    [TestCase(64)]
    public void Any_size_from_16_on_is_painted(int size) => Assert.That(IconPainter.Paint(TrayIconState.Findings, 12, size).Pixels, Has.Length.EqualTo(size * size));

    [Test]
    public void The_orders_of_bytes_are_those_that_systems_want()
    {
        var image = new IconImage(1, [0x11223344]);

        Assert.That((image.Argb(), image.Rgba(), image.Bgra()), Is.EqualTo((new byte[] { 0x11, 0x22, 0x33, 0x44 }, new byte[] { 0x22, 0x33, 0x44, 0x11 }, new byte[] { 0x44, 0x33, 0x22, 0x11 })));
    }

    [Test]
    public void A_picture_of_all_icons_is_kept()
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "icons");
        Directory.CreateDirectory(folder);
        foreach (var (state, badge) in States.Select(state => (state, 3)).Append((TrayIconState.Findings, 12)))
        {
            foreach (int size in IconPainter.Sizes)
            {
                string file = Path.Combine(folder, $"{(int)state}-{state}-{badge}-{size}.png");
                File.WriteAllBytes(file, IconPng.Write(IconPainter.Paint(state, badge, size)));
                TestContext.AddTestAttachment(file);
            }

            File.WriteAllBytes(Path.Combine(folder, $"template-{(int)state}-{state}-{badge}.png"), IconPng.Write(IconPainter.PaintTemplate(state, badge, 36)));
        }

        Assert.That(Directory.EnumerateFiles(folder, "*.png").Count(), Is.EqualTo(7 * 6));
    }

    private static double Gray(uint pixel)
    {
        // On a black panel.
        double opacity = (pixel >> 24) / 255.0;
        return (opacity * ((0.299 * Channel(pixel, 16)) + (0.587 * Channel(pixel, 8)) + (0.114 * Channel(pixel, 0))));
    }

    private static double Luminance(uint pixel) => (0.2126 * Linear(Channel(pixel, 16))) + (0.7152 * Linear(Channel(pixel, 8))) + (0.0722 * Linear(Channel(pixel, 0)));

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static double Channel(uint pixel, int shift) => ((pixel >> shift) & 0xFF) / 255.0;

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
