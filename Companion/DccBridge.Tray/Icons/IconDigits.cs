namespace DccBridge.Tray.Icons;

/// <summary>The numbers on badges: as pixels where only a few are there, as strokes elsewhere.</summary>
internal static class IconDigits
{
    /// <summary>Height of a stroked digit in widths.</summary>
    public const double Height = 1.6;

    // Three pixels across, five down; a bit per pixel, from the top left one on.
    private static readonly IReadOnlyDictionary<char, int> Dots = new Dictionary<char, int>
    {
        ['1'] = 0b010_110_010_010_111,
        ['2'] = 0b111_001_111_100_111,
        ['3'] = 0b111_001_111_001_111,
        ['4'] = 0b101_101_111_001_001,
        ['5'] = 0b111_100_111_001_111,
        ['6'] = 0b111_100_111_101_111,
        ['7'] = 0b111_001_010_010_010,
        ['8'] = 0b111_101_111_101_111,
        ['9'] = 0b111_101_111_001_111,
        ['+'] = 0b000_010_111_010_000,
    };

    private static readonly IReadOnlyDictionary<char, (double X, double Y)[]> Strokes = new Dictionary<char, (double X, double Y)[]>
    {
        ['1'] = [(0.15, 0.4), (0.6, 0), (0.6, 1.6)],
        ['2'] = [(0.03, 0.42), (0.15, 0.12), (0.5, 0), (0.85, 0.12), (0.97, 0.42), (0.85, 0.75), (0, 1.6), (1, 1.6)],
        ['3'] = [(0.05, 0.16), (0.5, 0), (0.88, 0.12), (0.95, 0.4), (0.8, 0.68), (0.4, 0.75), (0.8, 0.84), (1, 1.15), (0.9, 1.45), (0.5, 1.6), (0, 1.42)],
        ['4'] = [(0.75, 1.6), (0.75, 0), (0, 1.15), (1, 1.15)],
        ['5'] = [(0.92, 0), (0.14, 0), (0.08, 0.72), (0.5, 0.62), (0.9, 0.78), (1, 1.1), (0.88, 1.45), (0.48, 1.6), (0, 1.42)],
        ['6'] = [(0.85, 0.06), (0.5, 0), (0.15, 0.3), (0, 0.9), (0.1, 1.4), (0.5, 1.6), (0.9, 1.4), (1, 1.1), (0.88, 0.78), (0.5, 0.66), (0.12, 0.8)],
        ['7'] = [(0, 0), (1, 0), (0.4, 1.6)],
        ['8'] = [(0.5, 0.75), (0.15, 0.6), (0.08, 0.3), (0.5, 0), (0.92, 0.3), (0.85, 0.6), (0.5, 0.75), (0.1, 0.95), (0, 1.25), (0.15, 1.5), (0.5, 1.6), (0.85, 1.5), (1, 1.25), (0.9, 0.95), (0.5, 0.75)],
        ['9'] = [(0.15, 1.54), (0.5, 1.6), (0.85, 1.3), (1, 0.7), (0.9, 0.2), (0.5, 0), (0.1, 0.2), (0, 0.5), (0.12, 0.82), (0.5, 0.94), (0.88, 0.8)],
        ['+'] = [(0.5, 0.45), (0.5, 1.25), (0.5, 0.85), (0.08, 0.85), (0.92, 0.85)],
    };

    /// <summary>A number in whole pixels, three wide and five high a character, one between.</summary>
    public static IconShape Pixels(string text, int left, int top) => (x, y) =>
    {
        int column = (int)Math.Floor(x) - left;
        int row = (int)Math.Floor(y) - top;
        int character = column / 4;
        return column >= 0 && row is >= 0 and < 5 && column % 4 < 3 && character < text.Length && (Dots[text[character]] >> (14 - ((row * 3) + (column % 4))) & 1) != 0;
    };

    /// <summary>A number in strokes.</summary>
    /// <param name="text">Digits and plus.</param>
    /// <param name="left">Where the line of the first character may begin.</param>
    /// <param name="top">Where the lines begin.</param>
    /// <param name="width">How wide a character is.</param>
    /// <param name="gap">How much is between two.</param>
    /// <param name="reach">Half the width of the line.</param>
    public static IconShape Stroked(string text, double left, double top, double width, double gap, double reach)
    {
        IconShape all = (_, _) => false;
        for (int i = 0; i < text.Length; i++)
        {
            double start = left + (i * (width + gap));
            all = all.Or(IconShapes.Line(reach, [.. Strokes[text[i]].Select(point => (start + (point.X * width), top + (point.Y * width)))]));
        }

        return all;
    }
}
