using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Pixels;

/// <summary>Looks at alpha values one after the other and says what they hold together.</summary>
/// <param name="opaque">The value of an opaque pixel: 1, 255 or 65535.</param>
internal sealed class AlphaSurvey(int opaque)
{
    private int _least = int.MaxValue;
    private int _most = -1;
    private bool _between;

    /// <summary>True when no further pixel can change the answer.</summary>
    public bool IsDecided => _between && _least != _most;

    /// <summary>The answer so far; unknown before the first pixel.</summary>
    public AlphaUse Use
    {
        get
        {
            if (_most < 0)
            {
                return AlphaUse.Unknown;
            }

            if (_least == _most)
            {
                return _least == opaque ? AlphaUse.Opaque : AlphaUse.Constant;
            }

            return _between ? AlphaUse.Varying : AlphaUse.Mask;
        }
    }

    /// <summary>Takes in one value.</summary>
    public void Add(int value)
    {
        _least = Math.Min(_least, value);
        _most = Math.Max(_most, value);
        _between |= value != 0 && value != opaque;
    }

    /// <summary>Takes in a value of one byte out of every <paramref name="step"/>, beginning with the byte at <paramref name="first"/>.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes, int first, int step)
    {
        // In locals, so that the loop keeps them in registers.
        var least = _least;
        var most = _most;
        var between = _between;
        for (var i = first; i < bytes.Length; i += step)
        {
            int value = bytes[i];
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            between |= (uint)(value - 1) < (uint)(opaque - 1);
        }

        _least = least;
        _most = most;
        _between = between;
    }

    /// <summary>Takes in values of two bytes each, the higher ones in a row of their own.</summary>
    public void AddWords(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low)
    {
        var least = _least;
        var most = _most;
        var between = _between;
        low = low[..high.Length];
        for (var i = 0; i < high.Length; i++)
        {
            var value = (high[i] << 8) | low[i];
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            between |= (uint)(value - 1) < (uint)(opaque - 1);
        }

        _least = least;
        _most = most;
        _between = between;
    }
}
