using System.Globalization;
using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Benchmarks.Files;

/// <summary>Reads the facts of one file in a process of its own, as <c>assimp info</c> does, and prints some of them.</summary>
internal static class FactsCommand
{
    public static void Run(string path)
    {
        AssetFileContent content = AssetFile.Read(path);
        MeshFacts? mesh = content.Facts.Mesh;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{content.Class} triangles {mesh?.Triangles} vertices {mesh?.Vertices} uvs {mesh?.UvChannels} slots {mesh?.Slots.Count}"));
    }
}
