using DccBridge.Client;
using DccBridge.EndToEnd.Headless;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>kill -9 of a client before and after a verdict was pushed to it.</summary>
[TestFixture]
[NonParallelizable]
public sealed class KilledSubscriberTests : BadDay
{
    private static readonly Guid Subscriber = Guid.Parse("5d3c1f0e-6a74-4a51-9d7c-0f6f3a1b2c4d");

    [Test]
    public async Task What_was_not_acknowledged_comes_again_and_what_was_does_not()
    {
        await using (HeadlessProcess editor = await StartAsync())
        {
            await using EditorClient artist = await ConnectAsync();
            await using (SubscriberProcess killed = await StartSubscriberAsync(durable: true))
            {
                Assert.That(killed.Pending, Is.EqualTo("0"));
                await SendAsync(artist, Texture, "/Game/T_One_D");
                await SendAsync(artist, Texture, "/Game/T_Two_D");
                Assert.That(await killed.VerdictAsync(), Is.EqualTo("/Game/T_One_D"));
                await killed.TakeAsync();

                // Pushed, shown and not acknowledged when the kill comes.
                Assert.That(await killed.VerdictAsync(), Is.EqualTo("/Game/T_Two_D"));
            }

            // Pushed while nobody is there.
            await SendAsync(artist, Texture, "/Game/T_Three_D");
            await using (SubscriberProcess killed = await StartSubscriberAsync(durable: true))
            {
                Assert.That(killed.Pending, Is.EqualTo("2"));
                Assert.That(await killed.VerdictAsync(), Is.EqualTo("/Game/T_Two_D"));
            }

            await editor.KillAsync();
        }

        // The editor was killed too: what it promised is on the disk.
        await using HeadlessProcess restarted = await StartAsync();
        await using (SubscriberProcess subscriber = await StartSubscriberAsync(durable: true))
        {
            Assert.That(await subscriber.VerdictAsync(), Is.EqualTo("/Game/T_Two_D"));
            await subscriber.TakeAsync();
            Assert.That(await subscriber.VerdictAsync(), Is.EqualTo("/Game/T_Three_D"));
            await subscriber.TakeAsync();
            await using EditorClient artist = await ConnectAsync();
            await SendAsync(artist, Texture, "/Game/T_Four_D");
            Assert.That(await subscriber.VerdictAsync(), Is.EqualTo("/Game/T_Four_D"), "and nothing twice before it");
        }
    }

    [Test]
    public async Task A_subscriber_that_is_not_durable_gets_only_what_comes_while_it_is_there()
    {
        await using HeadlessProcess editor = await StartAsync();
        await using EditorClient artist = await ConnectAsync();
        await using (SubscriberProcess killed = await StartSubscriberAsync(durable: false))
        {
            await SendAsync(artist, Texture, "/Game/T_One_D");
            Assert.That(await killed.VerdictAsync(), Is.EqualTo("/Game/T_One_D"));
        }

        await SendAsync(artist, Texture, "/Game/T_Two_D");
        await using SubscriberProcess again = await StartSubscriberAsync(durable: false);
        Assert.That(again.Pending, Is.EqualTo("0"));
        await SendAsync(artist, Texture, "/Game/T_Three_D");
        Assert.That(await again.VerdictAsync(), Is.EqualTo("/Game/T_Three_D"));
    }

    private Task<SubscriberProcess> StartSubscriberAsync(bool durable) => SubscriberProcess.StartAsync(Endpoints, Subscriber, durable);
}
