using System.Numerics;

namespace DccBridge.AssetFiles.Exr;

/// <summary>Place of a tile: column and row in its level, and the level in each direction.</summary>
internal readonly record struct ExrTile(int Column, int Row, int LevelX, int LevelY);

/// <summary>The levels of a tiled part and their tiles, in the order of the offset table: level by level, row by row.</summary>
internal static class ExrTileLevels
{
    /// <summary>Number of tiles over all levels.</summary>
    public static long Count(ExrWindow window, ExrTiles tiles) =>
        Levels(window, tiles).Sum(level => (long)Divide(level.Width, tiles.Width) * Divide(level.Height, tiles.Height));

    /// <summary>All tiles.</summary>
    public static IEnumerable<ExrTile> All(ExrWindow window, ExrTiles tiles)
    {
        foreach (var level in Levels(window, tiles))
        {
            var columns = Divide(level.Width, tiles.Width);
            var rows = Divide(level.Height, tiles.Height);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    yield return new ExrTile(column, row, level.X, level.Y);
                }
            }
        }
    }

    private static IEnumerable<(int X, int Y, int Width, int Height)> Levels(ExrWindow window, ExrTiles tiles)
    {
        var width = (int)window.Width;
        var height = (int)window.Height;
        switch (tiles.Levels)
        {
            case ExrLevels.One:
                yield return (0, 0, width, height);
                break;
            case ExrLevels.MipMap:
                for (var level = 0; level < LevelCount(Math.Max(width, height), tiles.RoundsUp); level++)
                {
                    yield return (level, level, Side(width, level, tiles.RoundsUp), Side(height, level, tiles.RoundsUp));
                }

                break;
            default:
                for (var y = 0; y < LevelCount(height, tiles.RoundsUp); y++)
                {
                    for (var x = 0; x < LevelCount(width, tiles.RoundsUp); x++)
                    {
                        yield return (x, y, Side(width, x, tiles.RoundsUp), Side(height, y, tiles.RoundsUp));
                    }
                }

                break;
        }
    }

    private static int LevelCount(int side, bool up) => 1 + BitOperations.Log2((uint)side) + (up && !BitOperations.IsPow2(side) ? 1 : 0);

    private static int Side(int side, int level, bool up) => Math.Max(1, up ? (int)((side + (1L << level) - 1) >> level) : side >> level);

    private static int Divide(int side, int tile) => (int)(((long)side + tile - 1) / tile);
}
