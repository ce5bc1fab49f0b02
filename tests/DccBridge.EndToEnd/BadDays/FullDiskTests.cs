using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Errors;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>The disk of the editor becomes full at a bad moment, and has room again later.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FullDiskTests : BadDay
{
    [Test]
    public async Task In_mid_upload_it_is_told_and_the_upload_goes_on_when_there_is_room()
    {
        string file = Path.Combine(Desk, "T_Large_D.png");
        LargePng.Write(file, 4096, 4096, seed: 5);
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        var steps = new UploadSteps(16 * 1024 * 1024);
        Task<UploadResult> upload = client.UploadFileAsync(file, steps);
        await steps.Reached;
        await TellAsync(editor, "full-disk on");
        steps.GoOn();
        RpcException failure = await FailureAsync(upload);
        AssertSaysSo(failure.Code, failure.Message, "T_Large_D.png");

        RpcException atOnce = await FailureAsync(client.UploadFileAsync(file));
        AssertSaysSo(atOnce.Code, atOnce.Message, "T_Large_D.png");
        Assert.That(atOnce.Outcome, Is.EqualTo(Outcome.NotStarted));

        await TellAsync(editor, "full-disk off");
        UploadResult rest = await client.UploadFileAsync(file);
        Assert.That(rest.BytesSent, Is.LessThan(rest.Length - (8 * 1024 * 1024)), "it went on where it stood");
        await SendAsync(client, file, "/Game/T_Large_D");
    }

    [TestCase(0)]
    [TestCase(700)]
    [TestCase(3000)]
    [TestCase(6000)]
    public async Task In_an_import_it_is_told_and_nothing_acknowledged_is_lost(int room)
    {
        await using (HeadlessProcess killed = await StartAsync())
        {
            await using EditorClient client = await ConnectOnceAsync();
            await SendAsync(client, Texture, "/Game/T_Before_D");
            ImportItem mesh = await UploadAsync(client, Mesh, "/Game/SM_Crate");
            await TellAsync(killed, $"full-disk {room}");
            (ErrorCode Code, string Message)? failure = await TryAsync(client, mesh);
            if (failure is { } told)
            {
                AssertSaysSo(told.Code, told.Message, "");
                Assert.That(await PathsAsync(client), Is.EqualTo(new[] { "/Game/T_Before_D" }).Or.Length.EqualTo(5), "all of the import or nothing");
            }

            await killed.KillAsync();
        }

        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient again = await ConnectAsync();
        Assert.That((await again.GetAssetAsync("/Game/T_Before_D")).Revision, Is.EqualTo(1));
        await SendAsync(again, Mesh, "/Game/SM_Crate");
        Assert.That(await PathsAsync(again), Has.Length.EqualTo(5));
    }

    [Test]
    public async Task Work_goes_on_in_the_same_editor_when_there_is_room()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        ImportItem item = await UploadAsync(client, Mesh, "/Game/SM_Crate");
        foreach (int room in new[] { 0, 200, 500, 1000, 2000, 4000, 8000 })
        {
            await TellAsync(editor, $"full-disk {room}");
            if (await TryAsync(client, item) is { } failure)
            {
                AssertSaysSo(failure.Code, failure.Message, "");
            }

            Assert.That(await PathsAsync(client), Is.Empty.Or.Length.EqualTo(4), $"with room for {room} bytes");
        }

        await TellAsync(editor, "full-disk off");
        await SendAsync(client, Mesh, "/Game/SM_Crate");
        Assert.That(await PathsAsync(client), Has.Length.EqualTo(4));
    }

    [Test]
    public async Task An_import_that_was_answered_has_its_verdict_and_the_others_get_it_when_sent_again()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        await using EditorClient subscriber = await ConnectAsync(new EditorClientOptions { ClientId = Guid.NewGuid() });
        await subscriber.SubscribeAsync(durable: true);
        ImportItem item = await UploadAsync(client, Texture, "/Game/T_End_D");
        var answered = new List<string>();
        var refused = new List<ImportItem>();
        for (int room = 0; room <= 3000; room += 150)
        {
            ImportItem next = item with { DestinationPath = $"/Game/T_Room{room}_D" };
            await TellAsync(editor, $"full-disk {room}");
            if (await TryAsync(client, next) is null)
            {
                answered.Add(next.DestinationPath);
            }
            else
            {
                refused.Add(next);
            }
        }

        Assert.That(answered, Is.Not.Empty);
        Assert.That(refused, Is.Not.Empty);
        await TellAsync(editor, "full-disk off");
        foreach (ImportItem again in refused)
        {
            Assert.That((await ImportAsync(client, again)).Error, Is.Null);
        }

        Assert.That((await ImportAsync(client, item)).Error, Is.Null);
        var shown = new List<string>();
        using var limit = new CancellationTokenSource(Patience);
        await foreach (VerdictEvent verdict in subscriber.Verdicts(limit.Token))
        {
            if (verdict.Verdict.AssetPath == item.DestinationPath)
            {
                break;
            }

            shown.Add(verdict.Verdict.AssetPath);
        }

        Assert.That(answered, Is.SubsetOf(shown));
        Assert.That(refused.Select(again => again.DestinationPath), Is.SubsetOf(shown));
        Assert.That(await PathsAsync(client), Has.Length.EqualTo(answered.Count + refused.Count + 1));
    }

    /// <summary>Null when the disk had room enough.</summary>
    private static async Task<(ErrorCode Code, string Message)?> TryAsync(EditorClient client, ImportItem item)
    {
        try
        {
            ImportItemResult result = await ImportAsync(client, item).WaitAsync(Patience);
            return result.Error is { } error ? (error.Code, error.Message) : null;
        }
        catch (RpcException exception)
        {
            return (exception.Code, exception.Message);
        }
    }

    private static void AssertSaysSo(ErrorCode code, string message, string name)
    {
        Assert.That(code, Is.EqualTo(ErrorCode.DiskFull), message);
        Assert.That(message, Does.Contain(name).And.Match("Free (space|some room) on "), "it says what to do");
    }
}
