using System.Numerics;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Companion.Thumbnails;

/// <summary>
/// Triangles as one sees them from above the front right corner of an asset, without perspective, in one plain material. Which side of a triangle is the front makes no
/// difference: formats do not agree on it, and a mesh that is inside out shall be seen too.
/// </summary>
internal sealed class MeshView
{
    /// <summary>Triangles of the largest mesh that is drawn; each takes 36 bytes of memory meanwhile.</summary>
    public const int MaxTriangles = 1 << 20;

    private const int TrianglesInBlock = 1 << 13;

    /// <summary>Each pixel is the average of so many by so many; without that, thin parts fall apart.</summary>
    private const int Finer = 2;

    /// <summary>Pixels that are looked at before a mesh of many large triangles, one behind the other, is given up: about a second.</summary>
    private const long MaxLookedAt = 1L << 28;

    /// <summary>How much of the picture stays empty on each side.</summary>
    private const float Margin = 0.04f;

    private const float LeastLight = 0.18f;

    // Unreal's axes: X to the front, Y to the right, Z up. From the asset to the viewer; to the right and upwards as the viewer sees it.
    private static readonly Vector3 ToViewer = Vector3.Normalize(new Vector3(1, 0.65f, 0.6f));
    private static readonly Vector3 Right = Vector3.Normalize(Vector3.Cross(ToViewer, Vector3.UnitZ));
    private static readonly Vector3 Up = Vector3.Cross(Right, ToViewer);

    // In the viewer's axes: to the right, up, to the viewer.
    private static readonly Vector3 ToLight = Vector3.Normalize(new Vector3(-0.35f, 0.55f, 0.85f));
    private static readonly Vector3 Colour = new(0.47f, 0.53f, 0.62f);

    private readonly List<Triangle[]> _blocks = [];
    private Vector3 _least = new(float.PositiveInfinity);
    private Vector3 _most = new(float.NegativeInfinity);
    private int _count;
    private bool _isTooLarge;

    /// <summary>Takes a triangle: centimetres, Unreal's axes. One with a corner that is nowhere is passed over.</summary>
    public void Add(Vector3D a, Vector3D b, Vector3D c)
    {
        var triangle = new Triangle(Seen(a), Seen(b), Seen(c));
        if (_count == MaxTriangles)
        {
            _isTooLarge = true;
            return;
        }

        if (!triangle.IsFinite)
        {
            return;
        }

        if (_count % TrianglesInBlock == 0)
        {
            _blocks.Add(new Triangle[TrianglesInBlock]);
        }

        _blocks[^1][_count++ % TrianglesInBlock] = triangle;
        _least = Vector3.Min(_least, triangle.Least);
        _most = Vector3.Max(_most, triangle.Most);
    }

    /// <summary>The picture as a PNG with a clear ground; null when there is nothing to see, or too much.</summary>
    /// <param name="side">Its width and height in pixels.</param>
    /// <param name="cancellation">Ends when nobody wants it any more.</param>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public byte[]? Draw(int side, CancellationToken cancellation)
    {
        var size = _most - _least;
        var extent = Math.Max(size.X, size.Y);
        if (_isTooLarge || !(extent > 0) || !float.IsFinite(extent))
        {
            return null;
        }

        var fine = side * Finer;
        var scale = fine * (1 - (2 * Margin)) / extent;
        var middle = (_least + _most) / 2;
        var canvas = new Canvas(fine);
        for (var i = 0; i < _count; i++)
        {
            if (i % TrianglesInBlock == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            canvas.Draw(_blocks[i / TrianglesInBlock][i % TrianglesInBlock].Placed(middle, scale, fine / 2f));
            if (canvas.LookedAt > MaxLookedAt)
            {
                return null;
            }
        }

        return SmallPng.Encode(side, side, canvas.Rows(side));
    }

    private static Vector3 Seen(Vector3D p) => new(Along(p, Right), Along(p, Up), Along(p, ToViewer));

    private static float Along(Vector3D p, Vector3 axis) => (float)((p.X * axis.X) + (p.Y * axis.Y) + (p.Z * axis.Z));

    /// <summary>A triangle in the viewer's axes.</summary>
    private readonly record struct Triangle(Vector3 A, Vector3 B, Vector3 C)
    {
        public bool IsFinite => float.IsFinite(A.X + A.Y + A.Z + B.X + B.Y + B.Z + C.X + C.Y + C.Z);

        public Vector3 Least => Vector3.Min(A, Vector3.Min(B, C));

        public Vector3 Most => Vector3.Max(A, Vector3.Max(B, C));

        /// <summary>In pixels, rows from the top.</summary>
        public Triangle Placed(Vector3 middle, float scale, float centre)
        {
            return new Triangle(Place(A), Place(B), Place(C));

            Vector3 Place(Vector3 p)
            {
                var moved = (p - middle) * scale;
                return new Vector3(centre + moved.X, centre - moved.Y, moved.Z);
            }
        }

        /// <summary>How much light it gives to the viewer, 0 to 1. Of a triangle in pixels, whose rows run downwards.</summary>
        public float Light()
        {
            var normal = Vector3.Cross(B - A, C - A);
            var length = normal.Length();
            if (!(length > 0))
            {
                return 0;
            }

            normal = new Vector3(normal.X, -normal.Y, normal.Z) / (normal.Z < 0 ? -length : length);
            return LeastLight + ((1 - LeastLight) * Math.Max(0, Vector3.Dot(normal, ToLight)));
        }
    }

    /// <summary>Pixels with their distances.</summary>
    private sealed class Canvas(int side)
    {
        private readonly float[] _depth = Filled(side * side, float.NegativeInfinity);
        private readonly float[] _light = new float[side * side];

        public long LookedAt { get; private set; }

        public void Draw(Triangle triangle)
        {
            var (a, b, c) = triangle;
            var area = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
            if (area == 0 || !float.IsFinite(area))
            {
                return;
            }

            var (least, most) = (triangle.Least, triangle.Most);
            int left = Math.Max(0, (int)(least.X + 0.5f)), right = Math.Min(side - 1, (int)(most.X - 0.5f));
            int top = Math.Max(0, (int)(least.Y + 0.5f)), bottom = Math.Min(side - 1, (int)(most.Y - 0.5f));
            if (left > right || top > bottom)
            {
                return;
            }

            LookedAt += (long)(right - left + 1) * (bottom - top + 1);
            var light = triangle.Light();
            for (var y = top; y <= bottom; y++)
            {
                for (var x = left; x <= right; x++)
                {
                    var (px, py) = (x + 0.5f, y + 0.5f);
                    var atC = (((b.X - a.X) * (py - a.Y)) - ((b.Y - a.Y) * (px - a.X))) / area;
                    var atB = (((px - a.X) * (c.Y - a.Y)) - ((py - a.Y) * (c.X - a.X))) / area;
                    if (atB < 0 || atC < 0 || atB + atC > 1)
                    {
                        continue;
                    }

                    var depth = a.Z + (atB * (b.Z - a.Z)) + (atC * (c.Z - a.Z));
                    var pixel = (y * side) + x;
                    if (depth > _depth[pixel])
                    {
                        (_depth[pixel], _light[pixel]) = (depth, light);
                    }
                }
            }
        }

        /// <summary>Rows as <see cref="SmallPng"/> takes them.</summary>
        public byte[] Rows(int small)
        {
            var rows = new byte[((small * 4) + 1) * small];
            for (var y = 0; y < small; y++)
            {
                for (var x = 0; x < small; x++)
                {
                    var (light, covered) = Average(x, y);
                    if (covered > 0)
                    {
                        var pixel = rows.AsSpan(((small * 4) + 1) * y + 1 + (x * 4), 4);
                        var colour = Colour * light;
                        (pixel[0], pixel[1], pixel[2], pixel[3]) = (Display(colour.X), Display(colour.Y), Display(colour.Z), (byte)(255 * covered / (Finer * Finer)));
                    }
                }
            }

            return rows;
        }

        private (float Light, int Covered) Average(int x, int y)
        {
            float light = 0;
            var covered = 0;
            for (var i = 0; i < Finer * Finer; i++)
            {
                var pixel = (((y * Finer) + (i / Finer)) * side) + (x * Finer) + (i % Finer);
                if (float.IsFinite(_depth[pixel]))
                {
                    light += _light[pixel];
                    covered++;
                }
            }

            return (covered == 0 ? 0 : light / covered, covered);
        }

        // From light to what screens show, near enough to sRGB.
        private static byte Display(float light) => (byte)(255 * MathF.Pow(Math.Clamp(light, 0, 1), 1 / 2.2f));

        private static float[] Filled(int count, float value)
        {
            var values = new float[count];
            Array.Fill(values, value);
            return values;
        }
    }
}
