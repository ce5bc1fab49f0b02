using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Editor;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Serialization;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Handlers;

/// <summary>asset.show and editor.notify.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EditorWindowTests : IAsyncDisposable
{
    private readonly ServerUnderTest _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task Assets_are_shown_with_the_paths_that_the_editor_writes()
    {
        _server.Editor.Add("/Game/T_Wood");
        var client = await _server.ConnectAsync();
        await _server.TickAsync(Show(client, "/game/t_wood"));
        Assert.That(_server.Editor.Shown, Is.EqualTo(new[] { "/Game/T_Wood" }));
    }

    [Test]
    public async Task An_unknown_path_is_an_error_and_nothing_is_shown()
    {
        _server.Editor.Add("/Game/T_Wood");
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(new ValueTask<EmptyMessage>(_server.TickAsync(Show(client, "/Game/T_Wood", "/Game/None"))));
        Assert.That(error.Code, Is.EqualTo(ErrorCode.AssetNotFound));
        Assert.That(error.Message, Does.Contain("/Game/None"));
        Assert.That(_server.Editor.Shown, Is.Empty);
    }

    [Test]
    public async Task No_path_and_one_outside_are_refused_without_the_engine()
    {
        var client = await _server.ConnectAsync();
        Assert.That((await TestClient.ErrorOf(Show(client))).Code, Is.EqualTo(ErrorCode.InvalidParams));
        Assert.That((await TestClient.ErrorOf(Show(client, "/Game/../secret"))).Code, Is.EqualTo(ErrorCode.InvalidAssetPath));
    }

    [TestCase(1, 1)]
    [TestCase(500, 60)]
    public async Task A_notification_within_its_caps_is_shown(int characters, double seconds)
    {
        var client = await _server.ConnectAsync();
        var text = new string('a', characters);
        await _server.TickAsync(Notify(client, new NotifyParams { Text = text, Seconds = seconds, Severity = Severity.Error }));
        Assert.That(_server.Editor.Shown, Is.EqualTo(new[] { text }));
    }

    [TestCase("", 5, 0, "'text'")]
    [TestCase("bell\a", 5, 0, "'text'")]
    [TestCase("text", 0.5, 0, "'seconds'")]
    [TestCase("text", 61, 0, "'seconds'")]
    [TestCase("text", double.NaN, 0, "'seconds'")]
    [TestCase("text", 5, 99, "'severity'")]
    public async Task What_is_outside_its_caps_is_refused_and_the_field_is_named(string text, double seconds, int severity, string field)
    {
        var client = await _server.ConnectAsync();
        var error = await TestClient.ErrorOf(Notify(client, new NotifyParams { Text = text, Seconds = seconds, Severity = (Severity)severity }));
        Assert.That((error.Code, error.Outcome), Is.EqualTo((ErrorCode.InvalidParams, Outcome.NotStarted)), error.Message);
        Assert.That(error.Message, Does.Contain(field));
        Assert.That(_server.Server.Dispatcher.State.QueueDepth, Is.Zero);
    }

    [Test]
    public async Task A_text_of_501_characters_is_refused_and_line_feeds_are_not()
    {
        var client = await _server.ConnectAsync();
        Assert.That((await TestClient.ErrorOf(Notify(client, new NotifyParams { Text = new string('a', 501) }))).Code, Is.EqualTo(ErrorCode.InvalidParams));
        await _server.TickAsync(Notify(client, new NotifyParams { Text = "one\ntwo" }));
        Assert.That(_server.Editor.Shown, Is.EqualTo(new[] { "one\ntwo" }));
    }

    private static ValueTask<EmptyMessage> Show(TestClient client, params string[] paths) =>
        client.CallAsync<ShowAssetsParams, EmptyMessage>(MethodNames.Asset.Show, new ShowAssetsParams { Paths = paths });

    private static ValueTask<EmptyMessage> Notify(TestClient client, NotifyParams parameters) =>
        client.CallAsync<NotifyParams, EmptyMessage>(MethodNames.Editor.Notify, parameters);
}
