namespace DccBridge.EndToEnd.Tray;

/// <summary>A rectangle of pixels; right and bottom lie outside.</summary>
internal sealed record Area(int Left, int Top, int Right, int Bottom)
{
    public (int X, int Y) Center => ((Left + Right) / 2, (Top + Bottom) / 2);
}

/// <summary>A picture of the screen.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Rgb">Three bytes a pixel, row after row.</param>
internal sealed record Screenshot(int Width, int Height, byte[] Rgb)
{
    private const int Near = 6;

    /// <summary>The box around all pixels of a colour, or one close to it; null when there are fewer than wanted.</summary>
    public Area? Find(uint color, int least = 20)
    {
        int red = (int)(color >> 16);
        int green = (int)((color >> 8) & 0xFF);
        int blue = (int)(color & 0xFF);
        return Box(0, least, at => Math.Abs(Rgb[at] - red) <= Near && Math.Abs(Rgb[at + 1] - green) <= Near && Math.Abs(Rgb[at + 2] - blue) <= Near);
    }

    /// <summary>The box around all pixels below a line that differ from another picture; null when there are fewer than wanted.</summary>
    public Area? Changed(Screenshot before, int below, int least = 2000) =>
        Box(below, least, at => Rgb[at] != before.Rgb[at] || Rgb[at + 1] != before.Rgb[at + 1] || Rgb[at + 2] != before.Rgb[at + 2]);

    /// <summary>Where lines of text lie in a menu: bands of dark pixels on a light ground, high enough to be letters and no line between groups.</summary>
    public IReadOnlyList<int> TextRows(Area menu)
    {
        const int Border = 3;
        var rows = new List<int>();
        int start = -1;
        int lastDark = -10;
        for (int y = menu.Top + Border; y <= menu.Bottom; y++)
        {
            bool isDark = y < menu.Bottom - Border && Enumerable.Range(menu.Left + Border, menu.Right - menu.Left - (2 * Border)).Count(x => IsDark(x, y)) >= 2;
            if (isDark)
            {
                start = start < 0 ? y : start;
                lastDark = y;
            }
            else if (start >= 0 && y - lastDark > 2)
            {
                if (lastDark - start >= 5)
                {
                    rows.Add((start + lastDark) / 2);
                }

                start = -1;
            }
        }

        return rows;
    }

    private Area? Box(int from, int least, Func<int, bool> isMeant)
    {
        var (left, top, right, bottom, count) = (Width, Height, 0, 0, 0);
        for (int y = from; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (isMeant(((y * Width) + x) * 3))
                {
                    (left, top, right, bottom, count) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), y + 1, count + 1);
                }
            }
        }

        return count >= least ? new Area(left, top, right, bottom) : null;
    }

    private bool IsDark(int x, int y)
    {
        int at = ((y * Width) + x) * 3;
        return Rgb[at] + Rgb[at + 1] + Rgb[at + 2] < 300;
    }
}
