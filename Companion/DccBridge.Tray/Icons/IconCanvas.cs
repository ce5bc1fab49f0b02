namespace DccBridge.Tray.Icons;

/// <summary>A square on which shapes are laid, each pixel by how much of it they cover.</summary>
internal sealed class IconCanvas(int size)
{
    // Points looked at in a pixel, across and down.
    private const int Samples = 8;

    private readonly double[] _opacity = new double[size * size];
    private readonly uint[] _color = new uint[size * size];

    /// <summary>Lays a shape over what is there.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="color">Red, green, blue.</param>
    public void Fill(IconShape shape, uint color)
    {
        for (int i = 0; i < _opacity.Length; i++)
        {
            double over = Coverage(shape, i % size, i / size);
            double under = _opacity[i] * (1 - over);
            if (over > 0)
            {
                _color[i] = Mix(color, _color[i], over / (over + under));
                _opacity[i] = over + under;
            }
        }
    }

    /// <summary>Takes a shape away.</summary>
    public void Erase(IconShape shape)
    {
        for (int i = 0; i < _opacity.Length; i++)
        {
            _opacity[i] *= 1 - Coverage(shape, i % size, i / size);
        }
    }

    /// <summary>What was painted.</summary>
    public IconImage Image() => new(size, [.. _opacity.Select((opacity, i) => opacity < 1.0 / 512 ? 0 : ((uint)Math.Round(opacity * 255) << 24) | _color[i])]);

    private static double Coverage(IconShape shape, int column, int row)
    {
        int inside = 0;
        for (int i = 0; i < Samples * Samples; i++)
        {
            inside += shape(column + (((i % Samples) + 0.5) / Samples), row + (((i / Samples) + 0.5) / Samples)) ? 1 : 0;
        }

        return (double)inside / (Samples * Samples);
    }

    private static uint Mix(uint over, uint under, double part)
    {
        uint mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8)
        {
            double value = (((over >> shift) & 0xFF) * part) + (((under >> shift) & 0xFF) * (1 - part));
            mixed |= (uint)Math.Round(value) << shift;
        }

        return mixed;
    }
}
