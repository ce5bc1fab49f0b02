using DccBridge.EndToEnd.Processes;
using System.Buffers.Binary;
using System.Text.Json;
using DccBridge.Client;
using DccBridge.EndToEnd.Cli;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>Files that are not what they say, and names that want out, through the command line and past it.</summary>
[TestFixture]
public sealed class BadFilesTests : BadDay
{
    [Test]
    public async Task Each_bad_file_is_named_with_its_offset_and_the_good_ones_are_imported()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Desk, "mixed")).FullName;
        File.Copy(Texture, Path.Combine(folder, "T_Good_D.png"));
        byte[] png = await File.ReadAllBytesAsync(Texture);
        byte[] glb = await File.ReadAllBytesAsync(Mesh);
        var bad = new Dictionary<string, byte[]>
        {
            ["T_Cut_D.png"] = png[..(png.Length / 2)],
            ["T_Huge_D.png"] = Header(65535, 65535),
            ["T_Endless_D.png"] = With(png, 8, [0x7F, 0xFF, 0xFF, 0xFF]),
            ["T_Sum_D.png"] = With(png, 20, [(byte)~png[20]]),
            ["T_Text_D.png"] = "This is no image."u8.ToArray(),
            ["SM_Cut.glb"] = glb[..(glb.Length / 2)],
            ["SM_Length.glb"] = With(glb, 8, [0xFF, 0xFF, 0xFF, 0xFF]),
            ["SM_Chunk.glb"] = With(glb, 12, [0xFF, 0xFF, 0xFF, 0x7F]),
            ["SM_Json.glb"] = With(glb, 20, "[[[["u8),
            ["SM_Magic.glb"] = With(glb, 0, "GLTF"u8),
        };
        foreach ((string name, byte[] bytes) in bad)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
        }

        await using HeadlessProcess editor = await StartAsync();
        ProcessEnd result = await CliProcess.RunAsync("send", folder, "--endpoint-folder", Endpoints, "--json");
        Assert.That(result.Code, Is.EqualTo(2), result.Errors);
        JsonElement json = result.Json();
        Dictionary<string, JsonElement> plan = json.GetProperty("plan").EnumerateArray().ToDictionary(row => row.GetProperty("assetPath").GetString()!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("imported").EnumerateArray().Select(asset => asset.GetProperty("assetPath").GetString()), Is.EqualTo(new[] { "/Game/mixed/T_Good_D" }));
            foreach (string name in bad.Keys)
            {
                JsonElement row = plan["/Game/mixed/" + Path.GetFileNameWithoutExtension(name)];
                Assert.That(row.GetProperty("action").GetString(), Is.EqualTo("refused"), name);
                Assert.That(row.GetProperty("note").GetString(), Does.Match($@"{name}, byte \d+: "), name);
            }
        }

        ProcessEnd text = await CliProcess.RunAsync("send", folder, "--endpoint-folder", Endpoints);
        Assert.That(text.Code, Is.EqualTo(2));
        Assert.That(bad.Keys, Is.All.Matches<string>(name => (text.Output + text.Errors).Contains(name, StringComparison.Ordinal)), text.Output + text.Errors);
    }

    [Test]
    public async Task The_editor_refuses_the_same_files_from_a_client_that_did_not_look()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        byte[] glb = await File.ReadAllBytesAsync(Mesh);
        foreach ((string name, byte[] bytes) in new[] { ("T_Huge_D.png", Header(65535, 65535)), ("SM_Cut.glb", glb[..(glb.Length / 2)]) })
        {
            string file = Path.Combine(Desk, name);
            await File.WriteAllBytesAsync(file, bytes);
            ImportItemResult result = await ImportAsync(client, await UploadAsync(client, file, "/Game/" + Path.GetFileNameWithoutExtension(name)));
            Assert.That(result.Error?.Code, Is.EqualTo(ErrorCode.MalformedFile).Or.EqualTo(ErrorCode.UnsupportedFile), name);
            Assert.That(result.Error!.Message, Does.Match($@"{name}, byte \d+: "));
        }

        await SendAsync(client, Texture, "/Game/T_Good_D");
        Assert.That(await PathsAsync(client), Is.EqualTo(new[] { "/Game/T_Good_D" }));
    }

    [TestCase("/Game/../../T_Out_D")]
    [TestCase("/Game/./T_Out_D")]
    [TestCase("/Game//T_Out_D")]
    [TestCase("/Game/..\\..\\T_Out_D")]
    [TestCase("../T_Out_D")]
    [TestCase("/etc/T_Out_D")]
    [TestCase("C:\\T_Out_D")]
    [TestCase("/Game/T_Out_D\0")]
    public async Task A_path_that_leads_out_is_refused_by_the_editor(string path)
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        ImportItem item = await UploadAsync(client, Texture, path);
        Assert.That((await ImportAsync(client, item)).Error?.Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
        Assert.That(await PathsAsync(client), Is.Empty);
        AssertNothingOutside();
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows allows neither the names nor links for every user.")]
    public async Task Names_and_links_that_want_out_stay_in()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Desk, "names")).FullName;
        string[] names = ["..\\..\\T_Out_D.png", "%2e%2e%2fT_Out_D.png", "T_Escape\u001b[2J_D.png", "..png", "T_Good_D.png"];
        foreach (string name in names)
        {
            File.Copy(Texture, Path.Combine(folder, name));
        }

        string secret = Directory.CreateDirectory(Path.Combine(Desk, "secret")).FullName;
        File.Copy(Texture, Path.Combine(secret, "T_Secret_D.png"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "link"), secret);
        File.CreateSymbolicLink(Path.Combine(folder, "T_Link_D.png"), Path.Combine(secret, "T_Secret_D.png"));

        await using HeadlessProcess editor = await StartAsync();
        ProcessEnd result = await CliProcess.RunAsync("send", folder, "--endpoint-folder", Endpoints);
        ProcessEnd outside = await CliProcess.RunAsync("send", Texture, "--to", "/Game/../..", "--endpoint-folder", Endpoints);
        await using EditorClient client = await ConnectAsync();
        string[] paths = await PathsAsync(client);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paths, Does.Contain("/Game/names/T_Good_D"));
            Assert.That(paths, Is.All.StartsWith("/Game/names/").And.All.Not.Contain(".."));
            Assert.That(paths, Has.None.Contain("Secret").And.None.Contain("T_Link"));
            Assert.That(result.Output + result.Errors, Does.Not.Contain("\u001b"), "no escape sequence reaches the terminal");
            Assert.That(outside.Code, Is.EqualTo(2));
            Assert.That(outside.Errors, Does.Contain("--to"));
        }

        AssertNothingOutside();
    }

    /// <summary>Records are below the content folder and nowhere else on this desk.</summary>
    private void AssertNothingOutside()
    {
        string[] records = Directory.GetFiles(Desk, "*.asset.json", SearchOption.AllDirectories);
        Assert.That(records, Is.All.StartsWith(Path.Combine(Content, "Game") + Path.DirectorySeparatorChar));
    }

    private static byte[] With(byte[] bytes, int offset, ReadOnlySpan<byte> change)
    {
        byte[] changed = [.. bytes];
        change.CopyTo(changed.AsSpan(offset));
        return changed;
    }

    /// <summary>A PNG with a correct header that claims such a size, and next to nothing in it.</summary>
    private static byte[] Header(int width, int height)
    {
        using var stream = new MemoryStream();
        stream.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        LargePng.Chunk(stream, "IHDR"u8, header);
        LargePng.Chunk(stream, "IDAT"u8, [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
        LargePng.Chunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }
}
