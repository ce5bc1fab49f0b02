using DccBridge.EndToEnd.Headless;
using DccBridge.EndToEnd.Peers;

namespace DccBridge.EndToEnd.Cli;

/// <summary>Pictures and sounds that other programs wrote travel to a headless editor.</summary>
[TestFixture]
public class SendFileTypesTests : HeadlessFolders
{
    [Test]
    public async Task A_folder_of_pictures_and_sounds_is_sent_and_judged()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Content)!, "Mixed")).FullName;
        var oiio = new OiioPeer();
        foreach (var (name, channels, type) in new[] { ("T_Leaf_D.tga", "4", "uint8"), ("T_Wall_D.jpg", "3", "uint8"), ("T_Floor_D.jpeg", "3", "uint8"), ("T_Sky_D.exr", "3", "half") })
        {
            oiio.Run("--pattern", "checker:width=8", "64x64", channels, "-d", type, "-o", Path.Combine(folder, name));
        }

        var sox = Peer.Require("sox", "apt-get install sox", ["sox"], "--version");
        sox.Run([], "-D", "-n", "-r", "44100", "-c", "1", "-b", "16", Path.Combine(folder, "S_Step.wav"), "synth", "0.2", "sine", "440");
        await File.WriteAllTextAsync(Path.Combine(folder, "T_Broken_D.jpg"), "no picture");

        var result = await CliProcess.RunAsync("send", folder, "--headless", "--json");
        var plan = result.Json().GetProperty("plan").EnumerateArray()
            .ToDictionary(row => Path.GetFileName(row.GetProperty("file").GetString()!), row => $"{row.GetProperty("action").GetString()} {(row.TryGetProperty("assetClass", out var name) ? name.GetString() : null)}");
        Assert.That(plan, Is.EquivalentTo(new Dictionary<string, string>
        {
            ["T_Leaf_D.tga"] = "create Texture2D",
            ["T_Wall_D.jpg"] = "create Texture2D",
            ["T_Floor_D.jpeg"] = "create Texture2D",
            ["T_Sky_D.exr"] = "create Texture2D",
            ["S_Step.wav"] = "create SoundWave",
            ["T_Broken_D.jpg"] = "refused ",
        }), result.Output);
        Assert.That(result.Json().GetProperty("verdicts").GetArrayLength(), Is.EqualTo(5), result.Output);
    }
}
