using System.Threading.Channels;
using DccBridge.Tests.Protocol.Rpc;
using DccBridge.Tray;
using DccBridge.Tray.DBus;
using DccBridge.Tray.StatusNotifier;

namespace DccBridge.Tests.Tray.StatusNotifier;

/// <summary>The icon on a bus made by hand: what it says, to whom, and when again.</summary>
[TestFixture]
public sealed class StatusNotifierIconTests
{
    private const string Watcher = "org.kde.StatusNotifierWatcher";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TrayMenuItem[] Menu = [new() { Id = "open", Label = "Open" }, new() { Id = "pause", Label = "Pause", IsChecked = false }, new() { Id = "more", Label = "More", Children = [new() { Id = "off", Label = "Off", IsEnabled = false }] }];
    private static readonly TrayView View = new() { Title = "Title", ToolTip = "Tip & <tail>", State = TrayIconState.Connected, Menu = Menu };

    private PlayedBus _bus = null!;
    private ManualClock _clock = null!;
    private TrayDesktop _desktop = null!;
    private Channel<string> _events = null!;

    [SetUp]
    public void Start()
    {
        _bus = new PlayedBus();
        _bus.Answer("RegisterStatusNotifierItem", "");
        _bus.Answer("Get", "v", BusVariant.Of(true));
        _clock = new ManualClock();
        _events = Channel.CreateUnbounded<string>();
        _desktop = TrayDesktop.OpenBus(new TrayOptions { Id = "test", Title = "Test", Environment = _bus.Environment, Time = _clock }, new BusOptions());
        _desktop.Icon.Activated += (_, _) => _events.Writer.TryWrite("activated");
        _desktop.Icon.Chosen += (_, id) => _events.Writer.TryWrite("chosen " + id);
        _desktop.Icon.AvailabilityChanged += (_, now) => _events.Writer.TryWrite(now.IsThere ? "there" : "away: " + now.Reason);
        _desktop.Icon.HandlerFailed += (_, e) => _events.Writer.TryWrite("failed " + e.Message);
    }

    [TearDown]
    public async Task Stop()
    {
        await _desktop.DisposeAsync();
        await _bus.DisposeAsync();
    }

    private async Task<string> EventAsync(string part)
    {
        using var limit = new CancellationTokenSource(Patience);
        await foreach (string line in _events.Reader.ReadAllAsync(limit.Token))
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException();
    }

    private async Task ShowInPanelAsync()
    {
        await _desktop.Icon.ShowAsync(View);
        await EventAsync("no StatusNotifierWatcher");
        await _bus.OwnerChangesAsync(Watcher, ":1.9");
        await EventAsync("there");
    }

    private Task<BusMessage> CallMenuAsync(string member, string signature, params object[] values) => _bus.CallAsync(MenuObject.Path, MenuObject.Interface, member, signature, values);

    [Test]
    public async Task It_registers_when_the_watcher_comes_late_and_again_when_another_comes()
    {
        await ShowInPanelAsync();
        var first = await _bus.TakeCallAsync("RegisterStatusNotifierItem");
        Assert.That(first.Body[0], Is.EqualTo((string)(await _bus.TakeCallAsync("RequestName")).Body[0]).And.StartsWith("org.kde.StatusNotifierItem-"));

        await _bus.OwnerChangesAsync(Watcher, "");
        await EventAsync("away: No panel");
        await _bus.OwnerChangesAsync(Watcher, ":1.10");
        await EventAsync("there");

        Assert.That((await _bus.TakeCallAsync("RegisterStatusNotifierItem")).Destination, Is.EqualTo(":1.10"));
    }

    [Test]
    public async Task A_watcher_that_is_not_ready_is_asked_again_a_little_later()
    {
        _bus.Fail("RegisterStatusNotifierItem", BusNames.UnknownObject);
        await _desktop.Icon.ShowAsync(View);
        await EventAsync("no StatusNotifierWatcher");
        await _bus.OwnerChangesAsync(Watcher, ":1.9");
        await _bus.TakeCallAsync("RegisterStatusNotifierItem");
        _bus.Answer("RegisterStatusNotifierItem", "");
        var there = EventAsync("there");

        while (!there.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10); // the limits of calls pass by the same clock, and an answer needs real time
        }

        await there;
    }

    [Test]
    public async Task A_watcher_without_a_panel_is_told_apart()
    {
        _bus.Answer("Get", "v", BusVariant.Of(false));
        await _desktop.Icon.ShowAsync(View);
        await EventAsync("no StatusNotifierWatcher");
        await _bus.OwnerChangesAsync(Watcher, ":1.9");
        await EventAsync("no panel shows them now");
        _bus.Answer("Get", "v", BusVariant.Of(true));
        await _bus.SignalAsync(":1.9", "/StatusNotifierWatcher", Watcher, "StatusNotifierHostRegistered", "");

        await EventAsync("there");
    }

    [Test]
    public async Task After_the_bus_went_it_comes_back_with_another_connection()
    {
        await ShowInPanelAsync();
        await _bus.TakeCallAsync("RegisterStatusNotifierItem");

        _bus.Drop();
        await EventAsync("away: ");
        var there = EventAsync("there");
        while (!there.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10); // the limits of calls pass by the same clock, and an answer needs real time
        }

        await there;
        await _bus.TakeCallAsync("RegisterStatusNotifierItem");
        Assert.That(_bus.Connections, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task What_is_shown_can_be_read_as_properties()
    {
        await ShowInPanelAsync();

        var answer = await _bus.CallAsync(ItemObject.Path, BusNames.Properties, "GetAll", "s", ItemObject.Interface);

        var properties = ((KeyValuePair<object, object>[])answer.Body[0]).ToDictionary(p => (string)p.Key, p => ((BusVariant)p.Value).Value);
        Assert.That((properties["Title"], properties["Status"], properties["Id"], properties["Menu"], properties["ItemIsMenu"]), Is.EqualTo(("Title", "Active", "test", new ObjectPath(MenuObject.Path), false)));
        Assert.That(((object[])properties["ToolTip"])[3], Is.EqualTo("Tip &amp; &lt;tail&gt;"));
        Assert.That(((object[])properties["IconPixmap"]).Cast<object[]>().Select(p => (p[0], p[1], ((byte[])p[2]).Length)), Is.EqualTo(new[] { 16, 22, 24, 32, 48 }.Select(size => ((object)size, (object)size, size * size * 4))));
    }

    [Test]
    public async Task A_change_is_told_by_the_signals_of_what_changed()
    {
        await ShowInPanelAsync();

        await _desktop.Icon.ShowAsync(View with { State = TrayIconState.Attention, ToolTip = "New" });

        await _bus.TakeSignalAsync("NewIcon");
        await _bus.TakeSignalAsync("NewAttentionIcon");
        Assert.That((await _bus.TakeSignalAsync("NewStatus")).Body, Is.EqualTo(new object[] { "NeedsAttention" }));
        await _bus.TakeSignalAsync("NewToolTip");
        await _desktop.Icon.ShowAsync(View with { IsHidden = true });
        Assert.That((await _bus.TakeSignalAsync("NewStatus")).Body, Is.EqualTo(new object[] { "Passive" }));
    }

    [Test]
    public async Task A_click_and_a_middle_click_activate()
    {
        await ShowInPanelAsync();

        foreach (string member in (string[])["Activate", "SecondaryActivate", "ContextMenu"])
        {
            await _bus.CallAsync(ItemObject.Path, ItemObject.Interface, member, "ii", 1, 2);
            await EventAsync("activated");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That((await _bus.CallAsync(ItemObject.Path, ItemObject.Interface, "Scroll", "is", 1, "vertical")).Kind, Is.EqualTo(BusMessageKind.Return));
    }

    [Test]
    public async Task A_double_click_activates_once()
    {
        await ShowInPanelAsync();

        await _bus.CallAsync(ItemObject.Path, ItemObject.Interface, "Activate", "ii", 1, 2);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        await _bus.CallAsync(ItemObject.Path, ItemObject.Interface, "Activate", "ii", 1, 2);
        await CallMenuAsync("Event", "isvu", 1, "clicked", BusVariant.Of(0), 0u);

        Assert.That((await EventAsync(""), await EventAsync("")), Is.EqualTo(("activated", "chosen open")));
    }

    [Test]
    public async Task The_layout_comes_as_deep_and_with_what_properties_it_is_asked_for()
    {
        await ShowInPanelAsync();

        var all = (object[])(await CallMenuAsync("GetLayout", "iias", 0, -1, Array.Empty<string>())).Body[1];
        var shallow = (object[])(await CallMenuAsync("GetLayout", "iias", 0, 1, new[] { "label" })).Body[1];

        Assert.That(Labels(all), Is.EqualTo("[Open,Pause,More[Off]]"));
        Assert.That(Labels(shallow), Is.EqualTo("[Open,Pause,More]"));
        Assert.That((await CallMenuAsync("GetLayout", "iias", 99, -1, Array.Empty<string>())).ErrorName, Is.EqualTo(BusNames.InvalidArguments));
    }

    [Test]
    public async Task A_chosen_line_is_told_by_its_id_and_what_cannot_be_chosen_is_not()
    {
        await ShowInPanelAsync();
        var data = new BusVariant("i", 0);

        foreach (int line in (int[])[4, 3, 2])
        {
            await CallMenuAsync("Event", "isvu", line, "clicked", data, 0u);
        }

        await CallMenuAsync("Event", "isvu", 1, "hovered", data, 0u);
        var group = await CallMenuAsync("EventGroup", "a(isvu)", [new object[] { new object[] { 1, "clicked", data, 0u }, new object[] { 77, "clicked", data, 0u } }]);

        Assert.That(await EventAsync("chosen"), Is.EqualTo("chosen pause"), "4 is disabled, 3 is a submenu");
        Assert.That(await EventAsync("chosen"), Is.EqualTo("chosen open"));
        Assert.That(group.Body[0], Is.EqualTo(new object[] { 77 }));
        Assert.That((await CallMenuAsync("Event", "isvu", 77, "clicked", data, 0u)).Kind, Is.EqualTo(BusMessageKind.Error));
    }

    [Test]
    public async Task A_new_mark_is_told_as_a_property_and_a_new_line_as_a_layout()
    {
        await ShowInPanelAsync();

        await _desktop.Icon.ShowAsync(View with { Menu = [Menu[0], Menu[1] with { IsChecked = true }, Menu[2]] });
        var told = await _bus.TakeSignalAsync("ItemsPropertiesUpdated");
        await _desktop.Icon.ShowAsync(View with { Menu = [Menu[0], Menu[1] with { IsChecked = null }, Menu[2]] });
        var removed = await _bus.TakeSignalAsync("ItemsPropertiesUpdated");
        await _desktop.Icon.ShowAsync(View with { Menu = [Menu[0]] });
        var layout = await _bus.TakeSignalAsync("LayoutUpdated");

        Assert.That(told.Body[0], Is.EqualTo(new object[] { new object[] { 2, new[] { new KeyValuePair<object, object>("toggle-state", BusVariant.Of(1)) } } }));
        Assert.That(removed.Body[1], Is.EqualTo(new object[] { new object[] { 2, new object[] { "toggle-type", "toggle-state" } } }));
        Assert.That(layout.Body, Is.EqualTo(new object[] { 3u, 0 }));
    }

    [Test]
    public async Task The_other_calls_of_the_menu_are_answered()
    {
        await ShowInPanelAsync();

        Assert.That((await CallMenuAsync("GetProperty", "is", 1, "label")).Body[0], Is.EqualTo(BusVariant.Of("Open")));
        Assert.That((await CallMenuAsync("GetProperty", "is", 1, "toggle-type")).ErrorName, Is.EqualTo(BusNames.UnknownProperty));
        Assert.That(((object[])(await CallMenuAsync("GetGroupProperties", "aias", new object[] { 1, 2 }, Array.Empty<string>())).Body[0]), Has.Length.EqualTo(2));
        Assert.That((await CallMenuAsync("AboutToShow", "i", 0)).Body, Is.EqualTo(new object[] { false }));
        Assert.That((await CallMenuAsync("AboutToShowGroup", "ai", [new object[] { 0, 5 }])).Body, Is.EqualTo(new object[] { Array.Empty<object>(), new object[] { 5 } }));
    }

    [Test]
    public async Task What_a_handler_throws_is_told_and_the_next_event_comes()
    {
        await ShowInPanelAsync();
        _desktop.Icon.Activated += (_, _) => throw new InvalidOperationException("broken handler");

        await _bus.CallAsync(ItemObject.Path, ItemObject.Interface, "Activate", "ii", 0, 0);

        await EventAsync("failed broken handler");
        await CallMenuAsync("Event", "isvu", 1, "clicked", BusVariant.Of(0), 0u);
        await EventAsync("chosen open");
    }

    [Test]
    public async Task Without_any_bus_it_says_what_is_missing_and_takes_views_all_the_same()
    {
        await using var desktop = TrayDesktop.OpenBus(new TrayOptions { Id = "test", Title = "Test", Environment = _ => null, Time = _clock }, new BusOptions());
        var told = new TaskCompletionSource<TrayAvailability>();
        desktop.Icon.AvailabilityChanged += (_, now) => told.TrySetResult(now);
        await desktop.Icon.ShowAsync(View);

        var now = desktop.Icon.Availability.Reason.Contains("DBUS", StringComparison.Ordinal) ? desktop.Icon.Availability : await told.Task.WaitAsync(Patience);

        Assert.That((now.IsThere, now.Reason), Is.EqualTo((false, "There is no D-Bus session: DBUS_SESSION_BUS_ADDRESS and XDG_RUNTIME_DIR are not set. Start the program inside the desktop session.")));
        Assert.That(await desktop.Notifier.ShowAsync(new TrayNotification { Key = "k", Title = "t" }), Is.EqualTo(new NotificationOutcome(false, now.Reason)));
    }

    private static string Labels(object[] node)
    {
        var properties = (KeyValuePair<object, object>[])node[1];
        string label = properties.Where(p => (string)p.Key == "label").Select(p => (string)((BusVariant)p.Value).Value).FirstOrDefault("");
        string below = string.Join(',', ((object[])node[2]).Select(child => Labels((object[])((BusVariant)child).Value)));
        return below.Length == 0 ? label : $"{label}[{below}]";
    }
}
