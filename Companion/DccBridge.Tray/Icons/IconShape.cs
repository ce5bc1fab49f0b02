namespace DccBridge.Tray.Icons;

/// <summary>A shape: whether a point, in pixels from the top left corner, lies inside.</summary>
internal delegate bool IconShape(double x, double y);

/// <summary>Shapes that icons are made of.</summary>
internal static class IconShapes
{
    /// <summary>A rectangle.</summary>
    public static IconShape Box(double left, double top, double right, double bottom) => (x, y) => x >= left && x < right && y >= top && y < bottom;

    /// <summary>A rectangle with round corners.</summary>
    public static IconShape RoundBox(double left, double top, double right, double bottom, double radius) => (x, y) =>
    {
        double dx = Math.Max(Math.Max(left + radius - x, x - (right - radius)), 0);
        double dy = Math.Max(Math.Max(top + radius - y, y - (bottom - radius)), 0);
        return (dx * dx) + (dy * dy) <= radius * radius;
    };

    /// <summary>A disc.</summary>
    public static IconShape Disc(double centerX, double centerY, double radius) => (x, y) => ((x - centerX) * (x - centerX)) + ((y - centerY) * (y - centerY)) <= radius * radius;

    /// <summary>A convex shape with straight edges, and all that is no farther from it than the radius.</summary>
    public static IconShape RoundPolygon(double radius, params (double X, double Y)[] corners)
    {
        var line = Line(radius, [.. corners, corners[0]]);
        return (x, y) => IsInside(corners, x, y) || (radius > 0 && line(x, y));
    }

    /// <summary>A line through points, with round ends.</summary>
    /// <param name="reach">Half its width.</param>
    /// <param name="points">Where it goes.</param>
    public static IconShape Line(double reach, params (double X, double Y)[] points) => (x, y) =>
    {
        for (int i = 1; i < points.Length; i++)
        {
            if (SquaredDistance(points[i - 1], points[i], x, y) <= reach * reach)
            {
                return true;
            }
        }

        return false;
    };

    /// <summary>What lies in one of them.</summary>
    public static IconShape Or(this IconShape shape, IconShape other) => (x, y) => shape(x, y) || other(x, y);

    /// <summary>What lies in this and not in the other.</summary>
    public static IconShape Without(this IconShape shape, IconShape other) => (x, y) => shape(x, y) && !other(x, y);

    private static bool IsInside((double X, double Y)[] corners, double x, double y)
    {
        int left = 0;
        int right = 0;
        for (int i = 0; i < corners.Length; i++)
        {
            var (fromX, fromY) = corners[i];
            var (toX, toY) = corners[(i + 1) % corners.Length];
            double side = ((toX - fromX) * (y - fromY)) - ((toY - fromY) * (x - fromX));
            left += side <= 0 ? 1 : 0;
            right += side >= 0 ? 1 : 0;
        }

        return left == corners.Length || right == corners.Length;
    }

    private static double SquaredDistance((double X, double Y) from, (double X, double Y) to, double x, double y)
    {
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        double square = (dx * dx) + (dy * dy);
        double along = square == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / square, 0, 1);
        double offX = x - (from.X + (along * dx));
        double offY = y - (from.Y + (along * dy));
        return (offX * offX) + (offY * offY);
    }
}
