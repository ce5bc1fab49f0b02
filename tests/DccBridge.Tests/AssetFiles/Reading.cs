using DccBridge.AssetFiles;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles;

/// <summary>Reads bytes as a file of a name.</summary>
internal static class Reading
{
    public static AssetFileContent Of(byte[] bytes, string name, AssetFileLimits? limits = null) => AssetFile.Read(new MemoryStream(bytes), name, limits);

    public static TextureFacts Png(byte[] bytes, string name = "T_Test_D.png") => Of(bytes, name).Facts.Texture!;

    public static MeshFacts Glb(byte[] bytes) => Of(bytes, "SM_Test.glb").Facts.Mesh!;

    /// <summary>The error that reading must end with.</summary>
    public static AssetFileException Failure(byte[] bytes, string name, AssetFileLimits? limits = null)
    {
        var error = Assert.Throws<AssetFileException>(() => Of(bytes, name, limits))!;
        Assert.That(error.Message, Does.StartWith($"{name}, byte {error.Offset}: ").And.EndsWith("."));
        Assert.That(error.Offset, Is.InRange(0, bytes.Length));
        return error;
    }
}
