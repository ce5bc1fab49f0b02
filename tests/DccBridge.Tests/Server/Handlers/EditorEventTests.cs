using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Serialization;
using DccBridge.Server.Editor;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

/// <summary>editor.subscribe and editor.event.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EditorEventTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task Only_the_kinds_that_were_asked_for_come_and_a_later_call_replaces_an_earlier_one()
    {
        var client = await _server.ConnectAsync();
        Publish(EditorEventKind.MapSaved, "before");
        await client.SubscribeEditorAsync(EditorEventKind.MapSaved, EditorEventKind.AssetsSaved);
        Publish(EditorEventKind.SelectionChanged, "not asked for");
        Publish(EditorEventKind.MapSaved, "/Game/Yard");
        await client.SubscribeEditorAsync(EditorEventKind.SelectionChanged);
        Publish(EditorEventKind.MapSaved, "no longer");
        Publish(EditorEventKind.SelectionChanged, "Crate_2");
        await ServerUnderTest.UntilAsync(() => client.EditorEvents.Count == 2);
        Assert.That(client.EditorEvents.Select(e => (e.Kind, e.Names[0], e.Total, e.Missed)), Is.EqualTo(new[]
        {
            (EditorEventKind.MapSaved, "/Game/Yard", 1, 0),
            (EditorEventKind.SelectionChanged, "Crate_2", 1, 0),
        }));
    }

    [Test]
    public async Task An_empty_list_ends_the_subscription()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeEditorAsync(EditorEventKind.MapSaved);
        await client.SubscribeEditorAsync();
        Publish(EditorEventKind.MapSaved, "nobody listens");
        await client.SubscribeEditorAsync(EditorEventKind.MapSaved);
        Publish(EditorEventKind.MapSaved, "somebody listens");
        await ServerUnderTest.UntilAsync(() => client.EditorEvents.Count > 0);
        Assert.That(client.EditorEvents.Single().Names, Is.EqualTo(new[] { "somebody listens" }));
    }

    [Test]
    public async Task Kinds_of_a_newer_client_are_ignored_and_too_many_are_refused()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeEditorAsync((EditorEventKind)63, (EditorEventKind)64, (EditorEventKind)(-1), EditorEventKind.MapOpened);
        Publish(EditorEventKind.AssetsImported, "bit 0 is not 64");
        Publish(EditorEventKind.MapOpened, "/Game/Yard");
        await ServerUnderTest.UntilAsync(() => client.EditorEvents.Count > 0);
        Assert.That(client.EditorEvents.Single().Kind, Is.EqualTo(EditorEventKind.MapOpened));
        var tooMany = new SubscribeEditorParams { Kinds = [.. Enumerable.Repeat(EditorEventKind.MapOpened, 65)] };
        var error = await TestClient.ErrorOf(client.CallAsync<SubscribeEditorParams, EmptyMessage>(MethodNames.Editor.Subscribe, tooMany));
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.InvalidParams, Outcome.NotStarted)));
    }

    [Test]
    public async Task Of_many_names_the_first_thousand_come_and_all_are_counted()
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeEditorAsync(EditorEventKind.ActorsChanged);
        Publish(EditorEventKind.ActorsChanged, [.. Enumerable.Range(0, EditorEventFeed.MaxNames + 1).Select(i => $"Crate_{i}")]);
        await ServerUnderTest.UntilAsync(() => client.EditorEvents.Count > 0);
        var happened = client.EditorEvents.Single();
        Assert.That((happened.Names.Count, happened.Names[^1], happened.Total), Is.EqualTo((EditorEventFeed.MaxNames, "Crate_999", EditorEventFeed.MaxNames + 1)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_subscription_holds_over_a_reconnect_and_a_restart_and_what_was_missed_is_counted(bool restart)
    {
        var client = await _server.ConnectAsync();
        await client.SubscribeEditorAsync(EditorEventKind.MapSaved);
        await client.Connection.DisposeAsync();
        if (restart)
        {
            await _server.RestartAsync();
        }

        var observer = await _server.ConnectAsync();
        await ServerUnderTest.UntilAsync(() => SessionsOf(observer) == 1);
        Publish(EditorEventKind.MapSaved, "first");
        Publish(EditorEventKind.SelectionChanged, "not asked for");
        Publish(EditorEventKind.MapSaved, "second");
        var again = await _server.ConnectAsync(client.ClientId, resumeToken: client.Session.ResumeToken);
        Assert.That(again.Session.Resumed, Is.True);
        Publish(EditorEventKind.MapSaved, "third");
        Publish(EditorEventKind.MapSaved, "fourth");
        await ServerUnderTest.UntilAsync(() => again.EditorEvents.Count == 2);
        Assert.That(again.EditorEvents.Select(e => (e.Names[0], e.Missed)), Is.EqualTo(new[] { ("third", 2), ("fourth", 0) }));
    }

    [Test]
    public async Task A_client_that_does_not_keep_up_misses_events_and_hears_how_many()
    {
        const int Published = 2_000;
        var client = await _server.ConnectAsync();
        using var goOn = new ManualResetEventSlim();
        client.OnEditorEvent = () => goOn.Wait(TimeSpan.FromSeconds(20));
        await client.SubscribeEditorAsync(EditorEventKind.ActorsChanged);
        string[] names = [.. Enumerable.Range(0, EditorEventFeed.MaxNames).Select(i => $"/Game/Maps/Yard.Yard:PersistentLevel.Crate_{i}")];
        var published = 0;
        while (published < Published)
        {
            Publish(EditorEventKind.ActorsChanged, [$"{published++}", .. names]);
        }

        goOn.Set();
        await ServerUnderTest.UntilAsync(() =>
        {
            // The first one that there is room for again carries what was missed before it.
            Publish(EditorEventKind.ActorsChanged, $"{published++}");
            return client.EditorEvents.Any(e => e.Total == 1);
        });
        Assert.That(client.EditorEvents, Has.Some.Property(nameof(EditorEvent.Missed)).Positive);
        var accounted = 0;
        foreach (var happened in client.EditorEvents)
        {
            accounted += happened.Missed + 1;
            Assert.That(happened.Names[0], Is.EqualTo($"{accounted - 1}"), "none is lost without being counted");
        }
    }

    private void Publish(EditorEventKind kind, params string[] names) => _server.Server.Events.Publish(kind, names);

    private static int SessionsOf(TestClient client) => client.CallAsync<EditorState>(MethodNames.Editor.State).AsTask().GetAwaiter().GetResult().Sessions;
}
