using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.Peers;

/// <summary>What assimp found in a file: in units and axes of the file, polygons made into triangles.</summary>
/// <param name="Faces">Triangles of all meshes.</param>
/// <param name="Vertices">Vertices of all meshes.</param>
/// <param name="Bones">Bones of all meshes.</param>
/// <param name="Animations">Animations.</param>
/// <param name="Min">Least corner of the box around all meshes.</param>
/// <param name="Max">Greatest corner.</param>
internal sealed record AssimpReport(int Faces, int Vertices, int Bones, int Animations, Vector3D Min, Vector3D Max);

/// <summary>The Open Asset Import Library's command (Debian package assimp-utils).</summary>
internal static class AssimpPeer
{
    /// <summary>Asks it about a file. A missing peer skips the test, or fails it where DCCBRIDGE_REQUIRE_PEERS is 1.</summary>
    public static AssimpReport Info(string file)
    {
        var peer = Peer.Require("assimp", "apt-get install assimp-utils", ["assimp"], "version");
        var text = Encoding.UTF8.GetString(peer.Run([], "info", file));
        return new AssimpReport(Number(text, "Faces"), Number(text, "Vertices"), Number(text, "Bones"), Number(text, "Animations"), Point(text, "Minimum"), Point(text, "Maximum"));
    }

    private static int Number(string text, string name) =>
        int.Parse(Regex.Match(text, $@"^{name}:\s+(\d+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups[1].Value, CultureInfo.InvariantCulture);

    private static Vector3D Point(string text, string name)
    {
        var found = Regex.Match(text, $@"^{name} point\s+\((\S+) (\S+) (\S+)\)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        double Axis(int axis) => double.Parse(found.Groups[axis].Value, CultureInfo.InvariantCulture);
        return new Vector3D(Axis(1), Axis(2), Axis(3));
    }
}
