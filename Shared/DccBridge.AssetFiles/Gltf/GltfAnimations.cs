using System.Text.Json;
using DccBridge.AssetFiles.Gltf.Data;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.AssetFiles.Gltf;

/// <summary>The animations of a glTF (glTF 2.0 specification, 3.11). Only key times and weights of morph targets are read.</summary>
internal sealed class GltfAnimations
{
    private readonly GltfJson _json;
    private readonly GltfAccessorList _accessors;
    private readonly ElementBudget _budget;
    private readonly GltfScene _scene;
    private readonly GltfMorphs _morphs;
    private readonly Dictionary<int, GltfKeyTimes> _times = [];
    private readonly HashSet<int> _moved = [];

    private GltfAnimations(GltfJson json, GltfAccessorList accessors, ElementBudget budget, GltfScene scene, GltfMorphs morphs)
    {
        _json = json;
        _accessors = accessors;
        _budget = budget;
        _scene = scene;
        _morphs = morphs;
    }

    /// <summary>The animations in the order of the file.</summary>
    public IReadOnlyList<AnimationFacts> Facts { get; private set; } = [];

    /// <summary>Entries of "nodes" that an animation moves, turns or scales.</summary>
    public IReadOnlySet<int> MovedNodes => _moved;

    /// <summary>Reads them, and widens the ranges of morph targets that they move.</summary>
    public static GltfAnimations Read(GltfJson json, GltfAccessorList accessors, ElementBudget budget, GltfScene scene, GltfMorphs morphs)
    {
        var animations = new GltfAnimations(json, accessors, budget, scene, morphs);
        animations.Facts = [.. json.Objects(json.Root, "animations").Select(animations.ReadOne)];
        return animations;
    }

    private AnimationFacts ReadOne(JsonElement animation, int index)
    {
        var samplers = _json.Objects(animation, "samplers").Select(ReadSampler).ToArray();
        var moved = new HashSet<int>();
        var morphed = new HashSet<int>();
        var used = new List<GltfKeyTimes>();
        long keys = 0;
        foreach (var channel in _json.Objects(animation, "channels"))
        {
            var sampler = samplers[_json.Index(channel, "sampler", "samplers", samplers.Length) ?? throw _json.Error(channel, "\"sampler\" is missing here; export it again")];
            if (!_json.TryGet(channel, "target", JsonValueKind.Object, out var target))
            {
                throw _json.Error(channel, "\"target\" is missing here; export it again");
            }

            // Without a node it moves something of an extension (KHR_animation_pointer).
            if (_json.Index(target, "node", "nodes", _scene.NodeCount) is not { } node)
            {
                continue;
            }

            used.Add(sampler.Times);
            keys += sampler.Times.Count;
            if (_json.Text(target, "path") == "weights")
            {
                AddWeights(sampler, node, morphed);
            }
            else
            {
                moved.Add(node);
                _moved.Add(node);
            }
        }

        return new AnimationFacts
        {
            Name = _json.Name(animation, $"Animation_{index}"),
            StartSeconds = used.Select(times => (double)times.First).DefaultIfEmpty().Min(),
            EndSeconds = used.Select(times => (double)times.Last).DefaultIfEmpty().Max(),
            FramesPerSecond = FrameRate(used),
            Tracks = (int)Math.Min(moved.Count + morphed.Sum(node => (long)TargetsOf(node)), int.MaxValue),
            Keys = keys,
        };
    }

    private (GltfKeyTimes Times, GltfAccessor Output, bool IsCubic) ReadSampler(JsonElement sampler)
    {
        var input = Required(sampler, "input");
        var output = Required(sampler, "output");
        if (!_times.TryGetValue(input, out var times))
        {
            _times[input] = times = GltfKeyTimes.Read(_json, _budget, _accessors[input]);
        }

        return (times, _accessors[output], _json.Text(sampler, "interpolation") == "CUBICSPLINE");
    }

    private int Required(JsonElement sampler, string name) =>
        _json.Index(sampler, name, "accessors", _accessors.Count) ?? throw _json.Error(sampler, $"\"{name}\" is missing here; export it again");

    private void AddWeights((GltfKeyTimes Times, GltfAccessor Output, bool IsCubic) sampler, int node, HashSet<int> morphed)
    {
        var mesh = MeshOf(node);
        var targets = TargetsOf(node);
        if (targets == 0)
        {
            return;
        }

        // A cubic spline has two tangents with each value: in, value, out.
        var perKey = sampler.IsCubic ? 3L : 1L;
        if (sampler.Output.Components != 1 || sampler.Output.Count != sampler.Times.Count * perKey * targets)
        {
            throw _json.Error(sampler.Output.Element, $"an animation of {targets} morph targets over {sampler.Times.Count} keys has {sampler.Output.Count} weights; export it again");
        }

        _budget.Spend(sampler.Output.Element, sampler.Output.Count);
        var weights = new GltfElements(_json, sampler.Output);
        for (var i = 0; i < sampler.Output.Count; i++)
        {
            var weight = weights.ScalarAt(i);
            if (!sampler.IsCubic || i / targets % 3 == 1)
            {
                _morphs.Widen(mesh, i % targets, weight);
            }
        }

        morphed.Add(node);
    }

    private int MeshOf(int node) => _scene.PlaceOf(node) is >= 0 and var place ? _scene.Nodes[place].Mesh : -1;

    private int TargetsOf(int node) => _morphs.CountOf(MeshOf(node));

    // The shortest distance of two keys is a frame when all others are whole multiples of it.
    private double FrameRate(List<GltfKeyTimes> used)
    {
        var curves = used.Distinct<GltfKeyTimes>(ReferenceEqualityComparer.Instance).ToArray();
        var shortest = curves.Select(times => (double)times.Shortest).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (double.IsInfinity(shortest))
        {
            return 0;
        }

        double seconds = 0;
        long frames = 0;
        foreach (var times in curves)
        {
            if (times.Frames(_json, _budget, shortest) is not { } count)
            {
                return 0;
            }

            if (times.Last - times.First > seconds)
            {
                (seconds, frames) = (times.Last - times.First, count);
            }
        }

        return GltfKeyTimes.Rate(frames, seconds);
    }
}
