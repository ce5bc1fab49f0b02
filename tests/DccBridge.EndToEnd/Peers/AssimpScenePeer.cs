using System.Text.Json;

namespace DccBridge.EndToEnd.Peers;

/// <summary>The program assimp: an independent reader of FBX, and a writer of version 7500 with wide record heads.</summary>
internal sealed class AssimpScenePeer
{
    private readonly Peer _peer = Peer.Require("assimp", "apt-get install assimp-utils", ["assimp"], "version");

    /// <summary>What it reads.</summary>
    public AssimpScene Read(string file)
    {
        var json = file + ".json";
        _peer.Run([], "export", file, json, "-fassjson");
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        return AssimpScene.Of(document.RootElement);
    }

    /// <summary>Writes a file again as binary FBX of its own making.</summary>
    public void WriteFbx(string from, string to) => _peer.Run([], "export", from, to, "-ffbx");

    /// <summary>Writes a file again as FBX in text form.</summary>
    public void WriteTextFbx(string from, string to) => _peer.Run([], "export", from, to, "-ffbxa");
}

/// <summary>A node that carries meshes; the corners of their triangles are where the node puts them, in units and axes of the file.</summary>
internal sealed record AssimpNode(string Name, IReadOnlyList<AssimpMesh> Meshes, IReadOnlyList<(double X, double Y, double Z)> Points);

/// <summary>A mesh with one material.</summary>
/// <param name="Material">Name of the material.</param>
/// <param name="Triangles">Its polygons cut into triangles.</param>
/// <param name="Points">Its different positions.</param>
/// <param name="UvChannels">Its UV channels.</param>
/// <param name="HasNormals">Whether it has normals.</param>
/// <param name="Weights">The positions that each bone moves.</param>
internal sealed record AssimpMesh(
    string Material, int Triangles, IReadOnlySet<(double, double, double)> Points, int UvChannels, bool HasNormals, IReadOnlyDictionary<string, HashSet<(double, double, double)>> Weights);

/// <summary>An animation.</summary>
internal sealed record AssimpAnimation(string Name, double Seconds, double TicksPerSecond);

/// <summary>A scene as assimp tells it in its JSON.</summary>
internal sealed record AssimpScene(IReadOnlyList<AssimpNode> Nodes, IReadOnlyList<string> NodeNames, IReadOnlyList<AssimpAnimation> Animations)
{
    /// <summary>Reads the JSON.</summary>
    public static AssimpScene Of(JsonElement root)
    {
        var materials = Array(root, "materials").Select(material =>
            material.GetProperty("properties").EnumerateArray().First(property => property.GetProperty("key").GetString() == "?mat.name").GetProperty("value").GetString()!).ToArray();
        var meshes = Array(root, "meshes").Select(mesh => (Json: mesh, Mesh: ReadMesh(mesh, materials))).ToArray();
        var nodes = new List<AssimpNode>();
        var names = new List<string>();
        Walk(root.GetProperty("rootnode"), Identity());
        return new AssimpScene(nodes, names, [.. Array(root, "animations").Select(animation => new AssimpAnimation(
            animation.GetProperty("name").GetString()!,
            animation.GetProperty("duration").GetDouble() / animation.GetProperty("tickspersecond").GetDouble(),
            animation.GetProperty("tickspersecond").GetDouble()))]);

        void Walk(JsonElement node, double[] parent)
        {
            var world = Times(parent, [.. node.GetProperty("transformation").EnumerateArray().Select(number => number.GetDouble())]);
            names.Add(node.GetProperty("name").GetString()!);
            var own = Array(node, "meshes").Select(index => meshes[index.GetInt32()]).ToArray();
            if (own.Length > 0)
            {
                nodes.Add(new AssimpNode(names[^1], [.. own.Select(entry => entry.Mesh)], [.. own.SelectMany(entry => Positions(entry.Json)).Select(point => Apply(world, point))]));
            }

            foreach (var child in Array(node, "children"))
            {
                Walk(child, world);
            }
        }
    }

    private static AssimpMesh ReadMesh(JsonElement mesh, string[] materials)
    {
        var points = Positions(mesh).ToArray();
        return new AssimpMesh(
            materials[mesh.GetProperty("materialindex").GetInt32()],
            mesh.GetProperty("faces").EnumerateArray().Sum(face => Math.Max(0, face.GetArrayLength() - 2)),
            points.ToHashSet(),
            Array(mesh, "texturecoords").Count(),
            mesh.TryGetProperty("normals", out _),
            Array(mesh, "bones").ToDictionary(
                bone => bone.GetProperty("name").GetString()!,
                bone => bone.GetProperty("weights").EnumerateArray().Where(weight => weight[1].GetDouble() != 0).Select(weight => points[weight[0].GetInt32()]).ToHashSet()));
    }

    private static IEnumerable<(double X, double Y, double Z)> Positions(JsonElement mesh) =>
        mesh.GetProperty("vertices").EnumerateArray().Select(number => number.GetDouble()).Chunk(3).Select(point => (point[0], point[1], point[2]));

    private static IEnumerable<JsonElement> Array(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static double[] Identity() => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

    private static double[] Times(double[] a, double[] b) =>
        [.. Enumerable.Range(0, 16).Select(cell => Enumerable.Range(0, 4).Sum(i => a[(cell / 4 * 4) + i] * b[(i * 4) + (cell % 4)]))];

    private static (double X, double Y, double Z) Apply(double[] m, (double X, double Y, double Z) p) => (
        (m[0] * p.X) + (m[1] * p.Y) + (m[2] * p.Z) + m[3],
        (m[4] * p.X) + (m[5] * p.Y) + (m[6] * p.Z) + m[7],
        (m[8] * p.X) + (m[9] * p.Y) + (m[10] * p.Z) + m[11]);
}
