using DccBridge.Client;
using DccBridge.EndToEnd.Headless;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>The server restarts within the editor, as at a hot reload of the plugin.</summary>
[TestFixture]
[NonParallelizable]
public sealed class RestartInPlaceTests : BadDay
{
    [Test]
    public async Task An_upload_goes_on_over_it()
    {
        string file = Path.Combine(Desk, "T_Large_D.png");
        LargePng.Write(file, 4096, 4096, seed: 3);
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        var steps = new UploadSteps(16 * 1024 * 1024);
        Task<UploadResult> upload = client.UploadFileAsync(file, steps);
        await steps.Reached;
        await RestartAsync(editor);
        steps.GoOn();
        UploadResult done = await upload.WaitAsync(Patience);
        Assert.That(done.BytesSent, Is.LessThan(done.Length + (16 * 1024 * 1024)), "it did not begin anew");
        await SendAsync(client, file, "/Game/T_Large_D");
    }

    [Test]
    public async Task A_subscriber_gets_each_verdict_once([Values] bool durable)
    {
        const int Restarts = 3;
        await using HeadlessProcess editor = await StartAsync();
        var gaps = new List<string>();
        await using EditorClient subscriber = await ConnectAsync(new EditorClientOptions { ClientId = Guid.NewGuid() });
        subscriber.VerdictsLost += gap => gaps.Add(gap.Reason);
        await subscriber.SubscribeAsync(durable);
        await using EditorClient artist = await ConnectAsync();
        var sent = new List<string>();
        for (int i = 0; i < Restarts; i++)
        {
            await ImportNextAsync(artist, sent);
            await RestartAsync(editor);

            // The artist's client is back before the subscriber's, or after: both must do.
            await ImportNextAsync(artist, sent);
        }

        await SendAsync(artist, Texture, "/Game/T_End_D");
        var shown = new List<string>();
        using var limit = new CancellationTokenSource(Patience);
        await foreach (VerdictEvent verdict in subscriber.Verdicts(limit.Token))
        {
            if (verdict.Verdict.AssetPath == "/Game/T_End_D")
            {
                break;
            }

            shown.Add(verdict.Verdict.AssetPath);
        }

        Assert.That(gaps, Is.Empty);
        Assert.That(shown, Is.EqualTo(sent));
    }

    [Test]
    public async Task An_import_that_waits_for_the_engine_is_done_once_after_it()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient client = await ConnectAsync();
        var item = await UploadAsync(client, Mesh, "/Game/SM_Crate");
        await editor.SayAsync("modal 3600 Reload?");
        await editor.LineAsync("modal open");
        var import = ImportAsync(client, item);
        while ((await client.GetStateAsync()).OpenOperations == 0)
        {
            // Each turn is a round trip; the import is on its way on the same connection.
            await client.PingAsync();
        }

        await RestartAsync(editor);
        await TellAsync(editor, "release");
        Assert.That((await import.WaitAsync(Patience)).Error, Is.Null);
        Assert.That(await PathsAsync(client), Has.Length.EqualTo(4));
        Assert.That((await client.GetAssetAsync("/Game/SM_Crate")).Revision, Is.EqualTo(1));
    }

    private static async Task RestartAsync(HeadlessProcess editor)
    {
        await editor.SayAsync("restart");
        await editor.ReadyAsync();
    }

    private static async Task ImportNextAsync(EditorClient artist, List<string> sent)
    {
        string path = $"/Game/T_{sent.Count}_D";
        sent.Add(path);
        await SendAsync(artist, Texture, path);
    }
}
