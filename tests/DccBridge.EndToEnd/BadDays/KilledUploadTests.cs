using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Transfer;
using DccBridge.Protocol.Errors;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>kill -9 of the editor while a large file comes in.</summary>
[TestFixture]
[NonParallelizable]
public sealed class KilledUploadTests : BadDay
{
    private const long At = 80L * 1024 * 1024;
    private const string Path0 = "/Game/T_Large_D";
    private string _file = "";

    [SetUp]
    public void WriteLargeFile()
    {
        _file = Path.Combine(Desk, "T_Large_D.png");
        LargePng.Write(_file, 8192, 8192, seed: 11);
    }

    [Test]
    public async Task The_upload_goes_on_at_the_last_good_byte_and_the_import_works()
    {
        (string hash, long length) = await KillInMidUploadAsync();
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        OpenTransferResult opened = await client.OpenTransferAsync(new OpenTransferParams { FileName = "T_Large_D.png", Length = length, ContentHash = hash });
        Assert.That(opened.AlreadyPresent, Is.False);
        Assert.That(opened.Offset, Is.GreaterThan(At / 2).And.LessThan(length));

        UploadResult upload = await client.UploadFileAsync(_file);
        Assert.That(upload.BytesSent, Is.EqualTo(length - opened.Offset), "only the rest");
        await SendAsync(client, _file, Path0);
        AssetRecord record = await client.GetAssetAsync(Path0);
        Assert.That((record.Facts.Texture!.Width, record.Facts.Texture.Height), Is.EqualTo((8192, 8192)));
        Assert.That(record.Source!.ContentHash, Is.EqualTo(hash));
    }

    [Test]
    public async Task Bytes_that_were_damaged_by_the_crash_are_found_at_the_commit_and_the_upload_begins_anew()
    {
        (string hash, long length) = await KillInMidUploadAsync();
        string partial = Directory.EnumerateFiles(Content, hash, SearchOption.AllDirectories).Single();
        using (FileStream stream = File.Open(partial, FileMode.Open))
        {
            stream.Position = 4 * 1024 * 1024;
            int value = stream.ReadByte();
            stream.Position = 4 * 1024 * 1024;
            stream.WriteByte((byte)~value);
        }

        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        RpcException failure = await FailureAsync(client.UploadFileAsync(_file));
        Assert.That(failure.Code, Is.EqualTo(ErrorCode.HashMismatch));
        Assert.That(failure.Message, Does.Contain("T_Large_D.png").And.Contain("Send it again"));
        Assert.That((await client.UploadFileAsync(_file)).BytesSent, Is.EqualTo(length));
    }

    [Test]
    public async Task A_client_that_stays_finishes_the_upload_with_the_editor_that_comes_back()
    {
        var steps = new UploadSteps(At);
        HeadlessProcess killed = await StartAsync();
        await using (killed)
        {
            await using EditorClient client = await ConnectAsync();
            Task<UploadResult> upload = client.UploadFileAsync(_file, steps);
            await steps.Reached;
            await killed.KillAsync();
            await using HeadlessProcess editor = await StartAsync();
            steps.GoOn();
            UploadResult done = await upload.WaitAsync(Patience);
            Assert.That(done.BytesSent, Is.LessThan(new FileInfo(_file).Length + At), "it did not begin anew");
            await SendAsync(client, _file, Path0);
        }
    }

    private async Task<(string Hash, long Length)> KillInMidUploadAsync()
    {
        var steps = new UploadSteps(At);
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectOnceAsync();
        Task<UploadResult> upload = client.UploadFileAsync(_file, steps);
        await steps.Reached;
        await editor.KillAsync();
        steps.GoOn();
        Assert.That((await FailureAsync(upload)).Code, Is.EqualTo(ErrorCode.ConnectionLost));
        using FileStream stream = File.OpenRead(_file);
        return (Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream)), stream.Length);
    }
}
