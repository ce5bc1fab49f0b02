using DccBridge.AssetFiles.Gltf.Data;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The times of the keys of a curve, in seconds. They are read through a window and not kept.</summary>
/// <param name="Accessor">Where they are.</param>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Shortest">Shortest distance of two that follow each other; infinite for a single key.</param>
internal sealed record GltfKeyTimes(GltfAccessor Accessor, float First, float Last, float Shortest)
{
    /// <summary>Fewer keys in a second are no frame rate: somebody set these keys by hand.</summary>
    private const double LeastRate = 5;

    /// <summary>More keys in a second come from two keys that should be one.</summary>
    private const double GreatestRate = 1000;

    /// <summary>How far a distance may be from a whole number of frames, as a part of a frame: 32-bit times of an hour are that coarse.</summary>
    private const double Tolerance = 0.1;

    /// <summary>How many keys there are.</summary>
    public int Count => Accessor.Count;

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="AssetFileException">They are no numbers, or do not rise.</exception>
    public static GltfKeyTimes Read(GltfJson json, ElementBudget budget, GltfAccessor accessor)
    {
        if (accessor.Components != 1 || accessor.Component != GltfComponent.Float)
        {
            throw json.Error(accessor.Element, "the key times of an animation must be SCALAR of floats; export it again");
        }

        budget.Spend(accessor.Element, accessor.Count);
        var elements = new GltfElements(json, accessor);
        float first = 0, last = 0, shortest = float.PositiveInfinity;
        for (var i = 0; i < accessor.Count; i++)
        {
            var time = elements.ScalarAt(i);
            if (!float.IsFinite(time) || (i > 0 && time < last))
            {
                throw elements.Error(i, "the key times of an animation must be finite and rise; export it again");
            }

            first = i == 0 ? time : first;
            shortest = i > 0 && time > last ? Math.Min(shortest, time - last) : shortest;
            last = time;
        }

        return new GltfKeyTimes(accessor, first, last, shortest);
    }

    /// <summary>Frames from the first key to the last, when every distance is a whole number of frames; null when one is not.</summary>
    public long? Frames(GltfJson json, ElementBudget budget, double frame)
    {
        budget.Spend(Accessor.Element, Accessor.Count);
        var elements = new GltfElements(json, Accessor);
        long frames = 0;
        var before = (double)First;
        for (var i = 1; i < Accessor.Count; i++)
        {
            var time = (double)elements.ScalarAt(i);
            var exact = (time - before) / frame;
            var whole = Math.Round(exact);
            // The shortest distance is rounded itself, and its fault grows with the number of frames.
            if (Math.Abs(exact - whole) > Tolerance * Math.Max(1, whole / 10))
            {
                return null;
            }

            frames += (long)whole;
            before = time;
        }

        return frames;
    }

    /// <summary>Frames per second: the whole number when it is that within a thousandth, else with three decimals; 0 when it is no rate of frames.</summary>
    public static double Rate(long frames, double seconds)
    {
        var rate = seconds > 0 ? frames / seconds : 0;
        var whole = Math.Round(rate);
        return rate is < LeastRate or > GreatestRate ? 0
            : Math.Abs(rate - whole) <= 0.0005 * whole ? whole
            : Math.Round(rate, 3);
    }
}
