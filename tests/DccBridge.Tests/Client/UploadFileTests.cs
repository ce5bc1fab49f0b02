using System.Security.Cryptography;
using DccBridge.Client;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Tests.Client;

[TestFixture]
[CancelAfter(30_000)]
public sealed class UploadFileTests
{
    private const int Chunk = 64 * 1024;
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("dccb-upload-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Chunk - 1)]
    [TestCase(Chunk)]
    [TestCase(Chunk + 1)]
    [TestCase(40 * Chunk + 17)]
    public async Task A_file_arrives_whole(int length)
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(length);

        var result = await client.UploadFileAsync(path);

        Assert.Multiple(() =>
        {
            Assert.That(transfers.Received.ToArray().AsSpan().SequenceEqual(bytes), Is.True);
            Assert.That(transfers.Commits, Is.EqualTo(1));
            Assert.That(result.ContentHash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
            Assert.That(result.Length, Is.EqualTo(length));
            Assert.That(result.BytesSent, Is.EqualTo(length));
            Assert.That(result.FileName, Is.EqualTo("mesh.glb"));
            Assert.That(result.AlreadyPresent, Is.False);
        });
    }

    [Test]
    public async Task What_the_editor_has_is_not_sent()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(1000);
        transfers.Committed.Add(Convert.ToHexStringLower(SHA256.HashData(bytes)));

        var result = await client.UploadFileAsync(path);

        Assert.That(result.AlreadyPresent, Is.True);
        Assert.That(result.BytesSent, Is.Zero);
        Assert.That(transfers.Offsets, Is.Empty);
        Assert.That(transfers.Commits, Is.Zero);
    }

    [Test]
    public async Task What_the_editor_has_of_a_file_is_not_sent_again()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(5 * Chunk);
        transfers.Received.Write(bytes, 0, 100_000);

        var result = await client.UploadFileAsync(path);

        Assert.That(transfers.Offsets, Is.EqualTo(new[] { 100_000L }));
        Assert.That(transfers.Received.ToArray().AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(result.BytesSent, Is.EqualTo(bytes.Length - 100_000));
    }

    [Test]
    public async Task After_lost_connections_it_goes_on_where_the_editor_stands()
    {
        var transfers = new FakeTransfers();
        transfers.CutAt.Enqueue(2 * Chunk);
        transfers.CutAt.Enqueue(7 * Chunk);
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(20 * Chunk + 5);

        await client.UploadFileAsync(path);

        Assert.That(transfers.Received.ToArray().AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(transfers.Offsets, Has.Count.EqualTo(3));
        Assert.That(transfers.Offsets[1], Is.GreaterThanOrEqualTo(2 * Chunk));
        Assert.That(transfers.Offsets[2], Is.GreaterThanOrEqualTo(7 * Chunk));
        Assert.That(editor.Connections, Is.EqualTo(3));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_connection_lost_at_the_commit_does_no_harm(bool afterIt)
    {
        var transfers = new FakeTransfers();
        transfers.CutAtCommit.Enqueue(afterIt);
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(3 * Chunk);

        var result = await client.UploadFileAsync(path);

        Assert.That(transfers.Committed, Has.Count.EqualTo(1));
        Assert.That(transfers.Offsets, Has.Count.EqualTo(1), "the bytes are sent once");
        Assert.That(result.BytesSent, Is.EqualTo(bytes.Length));
        Assert.That(result.AlreadyPresent, Is.False);
    }

    [TestCase(ErrorCode.TransferNotFound)]
    [TestCase(ErrorCode.TransferOffset)]
    public async Task An_editor_that_stands_elsewhere_is_asked_again(ErrorCode code)
    {
        var transfers = new FakeTransfers();
        transfers.ChunkErrors.Enqueue(new RpcException(code, "not there", Outcome.NotStarted));
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(3 * Chunk);

        await client.UploadFileAsync(path);

        Assert.That(transfers.Opens, Is.EqualTo(2));
        Assert.That(transfers.Received.ToArray().AsSpan().SequenceEqual(bytes), Is.True);
    }

    [Test]
    public async Task An_editor_that_never_gets_on_is_given_up()
    {
        var transfers = new FakeTransfers();
        for (var i = 0; i < 20; i++)
        {
            transfers.ChunkErrors.Enqueue(new RpcException(ErrorCode.TransferOffset, "not there", Outcome.NotStarted));
        }

        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync(editor.Options() with { MaxResumptions = 3 });
        var (path, _) = WriteFile(Chunk);

        var e = Assert.ThrowsAsync<RpcException>(() => client.UploadFileAsync(path));

        Assert.That(e!.Code, Is.EqualTo(ErrorCode.TransferOffset));
        Assert.That(transfers.Opens, Is.EqualTo(4));
    }

    [Test]
    public async Task An_error_of_the_editor_ends_it()
    {
        var transfers = new FakeTransfers();
        transfers.ChunkErrors.Enqueue(new RpcException(ErrorCode.DiskFull, "no room"));
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, _) = WriteFile(30 * Chunk);

        var e = Assert.ThrowsAsync<RpcException>(() => client.UploadFileAsync(path));

        Assert.That(e!.Code, Is.EqualTo(ErrorCode.DiskFull));
        Assert.That((await client.PingAsync()).UptimeSeconds, Is.EqualTo(1), "the connection goes on");
    }

    [Test]
    public async Task A_file_that_grows_meanwhile_is_named()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, _) = WriteFile(10 * Chunk);
        transfers.OnChunk = received =>
        {
            if (received == Chunk)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                file.Write("more"u8);
            }
        };

        var e = Assert.ThrowsAsync<FileChangedException>(() => client.UploadFileAsync(path));

        Assert.That(e!.Path, Is.EqualTo(path));
        Assert.That(e.Message, Does.Contain($"{10 * Chunk} bytes").And.Contain($"{10 * Chunk + 4}"));
        Assert.That(transfers.Commits, Is.Zero);
    }

    [Test]
    public async Task A_file_that_shrinks_meanwhile_is_named_and_the_connection_goes_on()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, _) = WriteFile(100 * Chunk);
        transfers.OnChunk = received =>
        {
            if (received == Chunk)
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                file.SetLength(Chunk);
            }
        };

        var e = Assert.ThrowsAsync<FileChangedException>(() => client.UploadFileAsync(path));

        Assert.That(e!.Path, Is.EqualTo(path));
        Assert.That((await client.PingAsync()).UptimeSeconds, Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_of_known_hash_is_not_hashed_again()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(3 * Chunk);
        var reports = new Reports();

        await client.UploadFileAsync(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), reports);

        Assert.That(reports.All.Select(r => r.Stage).Distinct(), Is.EqualTo(new[] { UploadStage.Sending, UploadStage.Committing, UploadStage.Done }));
        Assert.That(transfers.Commits, Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_that_has_not_the_known_hash_any_more_is_named()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, _) = WriteFile(Chunk);

        var e = Assert.ThrowsAsync<FileChangedException>(() => client.UploadFileAsync(path, new string('0', 64)));

        Assert.That(e!.Path, Is.EqualTo(path));
    }

    [TestCase("")]
    [TestCase("0123")]
    [TestCase("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    public async Task What_is_no_hash_is_refused(string hash)
    {
        await using var editor = new FakeEditor();
        await using var client = await editor.ConnectAsync();

        Assert.ThrowsAsync<ArgumentException>(async () => await client.UploadFileAsync("mesh.glb", hash));
    }

    [Test]
    public async Task A_missing_file_is_an_io_error_that_names_it()
    {
        await using var editor = new FakeEditor();
        await using var client = await editor.ConnectAsync();

        Assert.ThrowsAsync<FileNotFoundException>(() => client.UploadFileAsync(Path.Combine(_folder, "none.png")));
    }

    [Test]
    public async Task Cancelling_ends_it_and_the_connection_goes_on()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        using var stop = new CancellationTokenSource();
        transfers.OnChunk = _ => stop.Cancel();
        var (path, _) = WriteFile(200 * Chunk);

        Assert.CatchAsync<OperationCanceledException>(() => client.UploadFileAsync(path, null, stop.Token));
        Assert.That((await client.PingAsync()).UptimeSeconds, Is.EqualTo(1));
    }

    [Test]
    public async Task A_client_that_is_disposed_meanwhile_ends_it()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        var client = await editor.ConnectAsync();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        transfers.OnChunk = _ => first.TrySetResult();
        var (path, _) = WriteFile(150 * Chunk);

        var uploading = client.UploadFileAsync(path);
        await first.Task;
        await client.DisposeAsync();

        Assert.ThrowsAsync<ConnectionLostException>(() => uploading);
    }

    [Test]
    public async Task Progress_goes_through_the_stages_and_ends_at_the_length()
    {
        var transfers = new FakeTransfers();
        await using var editor = new FakeEditor { Script = t => transfers.Script(t) };
        await using var client = await editor.ConnectAsync();
        var (path, bytes) = WriteFile(50 * Chunk);
        var reports = new Reports();

        await client.UploadFileAsync(path, reports);

        Assert.That(reports.All.Select(r => r.Stage).Distinct(), Is.EqualTo(new[] { UploadStage.Hashing, UploadStage.Sending, UploadStage.Committing, UploadStage.Done }));
        Assert.That(reports.All.Where(r => r.Stage == UploadStage.Sending).Select(r => r.Bytes), Is.Ordered);
        Assert.That(reports.All.Last(r => r.Stage == UploadStage.Sending).Bytes, Is.EqualTo(bytes.Length));
        Assert.That(reports.All.Count(r => r.Stage == UploadStage.Sending), Is.LessThan(10));
    }

    private (string Path, byte[] Bytes) WriteFile(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var path = Path.Combine(_folder, "mesh.glb");
        File.WriteAllBytes(path, bytes);
        return (path, bytes);
    }

    private sealed class Reports : IProgress<UploadProgress>
    {
        public List<UploadProgress> All { get; } = [];

        public void Report(UploadProgress value) => All.Add(value);
    }
}
