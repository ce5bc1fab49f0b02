using static DccBridge.Tray.Icons.IconShapes;

namespace DccBridge.Tray.Icons;

/// <summary>
/// Paints the icon in any size; edges lie on whole pixels. Colours are of middle lightness, so that they stand out on dark and on light panels; every state has
/// a shape of its own as well.
/// </summary>
internal static class IconPainter
{
    /// <summary>Sizes that panels ask for.</summary>
    public static readonly IReadOnlyList<int> Sizes = [16, 22, 24, 32, 48];

    private const uint Gray = 0x8A8F98;
    private const uint PaleBlue = 0x4C93C4;
    private const uint Blue = 0x1B7FBD;
    private const uint Violet = 0x7E57C2;
    private const uint Amber = 0xFFB300;
    private const uint Red = 0xD93A32;
    private const uint White = 0xFFFFFF;
    private const uint Black = 0x1A1A1A;

    /// <summary>Paints in colours.</summary>
    /// <param name="state">What the icon says.</param>
    /// <param name="badge">The number on the badge of findings.</param>
    /// <param name="size">Pixels of an edge, from 16 on.</param>
    public static IconImage Paint(TrayIconState state, int badge, int size) => Paint(state, badge, size, isTemplate: false);

    /// <summary>Paints in one colour with holes, for menu bars that choose the colour themselves.</summary>
    public static IconImage PaintTemplate(TrayIconState state, int badge, int size) => Paint(state, badge, size, isTemplate: true);

    private static IconImage Paint(TrayIconState state, int badge, int size, bool isTemplate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        var layers = new Layers(new IconCanvas(size), isTemplate);
        switch (state)
        {
            case TrayIconState.NoEditor:
                layers.Solid(Frame(size).Or(Bridge(size).Without(Gap(size))), Gray);
                break;
            case TrayIconState.Connecting:
                layers.Solid(Frame(size).Or(Dots(size)), PaleBlue);
                break;
            case TrayIconState.Connected:
                layers.Solid(Tile(size), Blue);
                layers.Glyph(Bridge(size), White);
                break;
            case TrayIconState.Busy:
                layers.Solid(Tile(size), Violet);
                layers.Glyph(Hourglass(size), White);
                break;
            case TrayIconState.Findings:
                layers.Solid(Tile(size), Blue);
                layers.Glyph(RaisedBridge(size), White);
                PaintBadge(layers, badge, size);
                break;
            case TrayIconState.Attention:
                layers.Solid(Warning(size), Red);
                layers.Glyph(Exclamation(size), White);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state.");
        }

        return layers.Canvas.Image();
    }

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private static IconShape Tile(int size, double inset = 0)
    {
        double margin = (size / 32) + inset;
        return RoundBox(margin, margin, size - margin, size - margin, Math.Max(0, (size * 0.22) - inset));
    }

    private static IconShape Frame(int size) => Tile(size).Without(Tile(size, Round(size / 10.0)));

    private static IconShape Bridge(int size) => Bridge(size, Round(size * 0.16), Round(size * 0.36), Round(size * 0.70));

    // Makes room for the badge.
    private static IconShape RaisedBridge(int size) => Bridge(size, Round(size * 0.16), Round(size * 0.18), Round(size * 0.52));

    private static IconShape Bridge(int size, int side, int top, int bottom)
    {
        int thickness = Round(size * 0.125);
        double center = size / 2.0;
        double reach = center - side - thickness;
        double rise = bottom - top - thickness;
        IconShape arch = (x, y) => y <= bottom && Square((x - center) / reach) + Square((y - bottom) / rise) < 1;
        return Box(side, top, size - side, bottom).Without(arch);
    }

    private static double Square(double value) => value * value;

    private static IconShape Gap(int size)
    {
        int half = Round(size * 0.07);
        return Box((size / 2) - half, 0, size - (size / 2) + half, size);
    }

    private static IconShape Dots(int size)
    {
        double step = Round(size * 0.25);
        double center = size / 2.0;
        double reach = size < 20 ? 1.125 : size * 0.085;
        return Disc(center - step, center, reach).Or(Disc(center, center, reach)).Or(Disc(center + step, center, reach));
    }

    private static IconShape Hourglass(int size)
    {
        int side = Round(size * 0.25);
        int top = Round(size * 0.19);
        int bar = Round(size * 0.11);
        double center = size / 2.0;
        double inner = size * 0.06;
        return Box(side, top, size - side, top + bar)
            .Or(Box(side, size - top - bar, size - side, size - top))
            .Or(RoundPolygon(0, (side + inner, top + bar), (size - side - inner, top + bar), (center + (inner / 2), center), (center - (inner / 2), center)))
            .Or(RoundPolygon(0, (side + inner, size - top - bar), (size - side - inner, size - top - bar), (center + (inner / 2), center), (center - (inner / 2), center)));
    }

    private static IconShape Warning(int size)
    {
        double round = size * 0.09;
        double bottom = size - (size / 16) - round;
        return RoundPolygon(round, (size / 2.0, round + (size * 0.02)), (size - round, bottom), (round, bottom));
    }

    private static IconShape Exclamation(int size)
    {
        // As wide as keeps it in the middle of whole pixels.
        int width = Math.Max(2, Round(size * 0.15 / 2) * 2) + (size % 2);
        double left = (size - width) / 2.0;
        int dot = Round(size * 0.86);
        int gap = Math.Max(1, Round(size * 0.05));
        return Box(left, Round(size * 0.34), left + width, dot - width - gap).Or(Box(left, dot - width, left + width, dot));
    }

    private static void PaintBadge(Layers layers, int badge, int size)
    {
        string text = badge <= 0 ? "" : badge <= 9 ? ((char)('0' + badge)).ToString() : "9+";
        int height = Round(size * 0.56);
        height += text.Length > 0 && size < 20 && height % 2 == 0 ? 1 : 0;
        int width = text.Length < 2 ? height : Round(size * 0.78);
        double left = size - width;
        double top = size - height;
        double ring = Math.Max(1, Round(size / 20.0));
        layers.Hole(RoundBox(left - ring, top - ring, size + ring, size + ring, (height / 2.0) + ring));
        layers.Solid(RoundBox(left, top, size, size, height / 2.0), Amber);
        if (size < 20)
        {
            int characters = (text.Length * 4) - 1;
            layers.Glyph(IconDigits.Pixels(text, (int)(left + ((width - characters) / 2)), (int)(top + ((height - 5) / 2))), Black);
            return;
        }

        double digit = height * (text.Length < 2 ? 0.34 : 0.32);
        double between = height * 0.2;
        double whole = (text.Length * digit) + ((text.Length - 1) * between);
        layers.Glyph(IconDigits.Stroked(text, left + ((width - whole) / 2), top + ((height - (digit * IconDigits.Height)) / 2), digit, between, Math.Max(0.75, height * 0.068)), Black);
    }

    /// <summary>What is solid, what stands on it, and holes: in colours, or as one colour with holes.</summary>
    private sealed record Layers(IconCanvas Canvas, bool IsTemplate)
    {
        public void Solid(IconShape shape, uint color) => Canvas.Fill(shape, IsTemplate ? 0 : color);

        public void Hole(IconShape shape) => Canvas.Erase(shape);

        public void Glyph(IconShape shape, uint color)
        {
            if (IsTemplate)
            {
                Canvas.Erase(shape);
            }
            else
            {
                Canvas.Fill(shape, color);
            }
        }
    }
}
