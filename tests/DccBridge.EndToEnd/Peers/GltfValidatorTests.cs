using DccBridge.AssetFiles;

namespace DccBridge.EndToEnd.Peers;

/// <summary>Our figures of the sample meshes are those of Khronos' own validator, which finds no error in them.</summary>
[TestFixture]
public sealed class GltfValidatorTests
{
    [Test]
    public async Task Our_figures_of_the_samples_are_those_of_the_gltf_validator()
    {
        var repository = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "DccBridge.slnx")))
        {
            repository = repository.Parent ?? throw new InvalidOperationException("The tests must run from a build folder inside the repository.");
        }

        var files = Directory.GetFiles(Path.Combine(repository.FullName, "tests", "Samples"), "*.glb", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.GreaterThanOrEqualTo(5));

        foreach (var report in await GltfValidatorPeer.ValidateAsync(repository.FullName, files))
        {
            var content = AssetFile.Read(report.File);
            var mesh = content.Facts.Mesh!;

            Assert.That(report.Errors, Is.Zero, report.File);
            Assert.That((mesh.Triangles, mesh.Vertices, content.Dcc), Is.EqualTo((report.Triangles, report.Vertices, report.Generator)), report.File);
            Assert.That(mesh.UvChannels, Is.LessThanOrEqualTo(report.MaxUvs), report.File);
        }
    }
}
