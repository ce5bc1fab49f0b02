using DccBridge.Tests.Protocol.Rpc;
using DccBridge.Tray;
using DccBridge.Tray.DBus;

namespace DccBridge.Tests.Tray.Notifications;

[TestFixture]
public sealed class BusNotifierTests
{
    private const string Service = "org.freedesktop.Notifications";
    private const string Path = "/org/freedesktop/Notifications";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TrayNotification Notice = new() { Key = "run", Title = "3 findings", Body = "a < b & c\nnext", DefaultAction = "Show", Urgency = NotificationUrgency.Critical };

    private PlayedBus _bus = null!;
    private TrayDesktop _desktop = null!;

    [SetUp]
    public async Task Start()
    {
        _bus = new PlayedBus();
        _bus.Answer("GetCapabilities", "as", (object)new[] { "actions", "body", "body-markup" });
        _bus.Answer("Notify", "u", 5u);
        _desktop = TrayDesktop.OpenBus(new TrayOptions { Id = "test", Title = "Test", Environment = _bus.Environment, Time = new ManualClock() }, new BusOptions());
        // Icon's name, three signals of its own, then three of the notifier.
        for (int i = 0; i < 6; i++)
        {
            await _bus.TakeCallAsync("AddMatch");
        }
    }

    [TearDown]
    public async Task Stop()
    {
        await _desktop.DisposeAsync();
        await _bus.DisposeAsync();
    }

    // The last AddMatch was seen, and its answer may still be on its way.
    private async Task<NotificationOutcome> ShowAsync(TrayNotification notification)
    {
        using var limit = new CancellationTokenSource(Patience);
        NotificationOutcome outcome;
        do
        {
            outcome = await _desktop.Notifier.ShowAsync(notification, limit.Token);
            await Task.Yield();
        }
        while (outcome.Reason.Contains("not reached yet", StringComparison.Ordinal));
        return outcome;
    }

    [Test]
    public async Task It_says_what_it_was_given_in_the_words_of_the_desktop()
    {
        Assert.That(await ShowAsync(Notice), Is.EqualTo(new NotificationOutcome(true, "")));

        var call = await _bus.TakeCallAsync("Notify");
        Assert.That(call.Body.Take(5), Is.EqualTo(new object[] { "Test", 0u, "", "3 findings", "a &lt; b &amp; c\nnext" }));
        Assert.That(call.Body[5], Is.EqualTo(new object[] { "default", "Show" }));
        var hints = ((KeyValuePair<object, object>[])call.Body[6]).ToDictionary(p => (string)p.Key, p => ((BusVariant)p.Value).Value);
        Assert.That((hints["urgency"], hints["desktop-entry"]), Is.EqualTo(((byte)2, "test")));
        Assert.That(((object[])hints["image-data"]).Take(6), Is.EqualTo(new object[] { 48, 48, 192, true, 8, 4 }));
        Assert.That(call.Body[7], Is.EqualTo(-1));
    }

    [Test]
    public async Task A_desktop_without_markup_and_actions_gets_neither()
    {
        _bus.Answer("GetCapabilities", "as", (object)new[] { "body" });
        await ShowAsync(Notice);

        var call = await _bus.TakeCallAsync("Notify");
        Assert.That((call.Body[4], call.Body[5]), Is.EqualTo((Notice.Body, Array.Empty<object>())));
    }

    [Test]
    public async Task A_second_one_of_the_same_key_replaces_the_first_and_one_of_another_key_does_not()
    {
        await ShowAsync(Notice);
        await ShowAsync(Notice);
        await ShowAsync(Notice with { Key = "other" });

        Assert.That(new[] { (await _bus.TakeCallAsync("Notify")).Body[1], (await _bus.TakeCallAsync("Notify")).Body[1], (await _bus.TakeCallAsync("Notify")).Body[1] }, Is.EqualTo(new object[] { 0u, 5u, 0u }));
    }

    [Test]
    public async Task After_another_notification_service_took_over_no_number_of_the_first_is_used()
    {
        await ShowAsync(Notice);
        var heard = new TaskCompletionSource<string>();
        _desktop.Notifier.Clicked += (_, key) => heard.TrySetResult(key);
        await _bus.OwnerChangesAsync(Service, ":1.9");
        await _bus.SignalAsync(":1.9", Path, Service, "ActionInvoked", "us", 5u, "default");
        await _bus.CallAsync("/", BusNames.Peer, "Ping", ""); // comes after the signals
        _bus.Answer("Notify", "u", 6u);
        await ShowAsync(Notice);
        await ShowAsync(Notice with { Key = "second" });
        await _bus.SignalAsync(":1.9", Path, Service, "ActionInvoked", "us", 6u, "default");
        await _bus.TakeCallAsync("Notify");

        Assert.That((await _bus.TakeCallAsync("Notify")).Body[1], Is.Zero);
        Assert.That(await heard.Task.WaitAsync(Patience), Is.EqualTo("second"), "the first click was of a number that the service before gave");
    }

    [Test]
    public async Task A_click_is_told_by_its_key_also_after_the_notification_closed()
    {
        await ShowAsync(Notice with { Key = "earlier" });
        _bus.Answer("Notify", "u", 6u);
        await ShowAsync(Notice);
        var heard = new TaskCompletionSource<string>();
        _desktop.Notifier.Clicked += (_, key) => heard.TrySetResult(key);

        await _bus.SignalAsync(":1.9", Path, Service, "ActionInvoked", "us", 99u, "default");
        await _bus.SignalAsync(":1.8", Path, Service, "ActionInvoked", "us", 5u, "default");
        await _bus.SignalAsync(":1.9", Path, Service, "ActionInvoked", "us", 5u, "other");
        await _bus.SignalAsync(":1.9", Path, Service, "NotificationClosed", "uu", 6u, 2u);
        await _bus.SignalAsync(":1.9", Path, Service, "ActionInvoked", "us", 6u, "default");

        Assert.That(await heard.Task.WaitAsync(Patience), Is.EqualTo("run"), "neither an unknown number, nor another program's word, nor another action is a click");
    }

    [Test]
    public async Task A_desktop_without_notifications_is_an_outcome_and_no_failure()
    {
        _bus.Fail("GetCapabilities", "org.freedesktop.DBus.Error.ServiceUnknown");

        var outcome = await ShowAsync(Notice);

        Assert.That((outcome.IsShown, outcome.Reason), Is.EqualTo((false, "The desktop did not take the notification: played")));
    }
}
