using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using DccBridge.Companion.Api;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Tests.Companion.Api;

/// <summary>The feed of changes over HTTP, read with .NET's own reader of Server-Sent Events.</summary>
[TestFixture]
public sealed class EventStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private ApiBench _bench = null!;

    [SetUp]
    public async Task Start() => _bench = await ApiBench.StartAsync(new ApiOptions { Heartbeat = TimeSpan.FromMilliseconds(50), MaxEventStreams = 2 });

    [TearDown]
    public async Task Stop() => await _bench.DisposeAsync();

    private async Task<HttpResponseMessage> OpenAsync(string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        return await _bench.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<List<SseItem<string>>> ReadAsync(HttpResponseMessage answer, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        var items = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(limit.Token)).EnumerateAsync(limit.Token))
        {
            items.Add(item);
            if (items.Count == count)
            {
                break;
            }
        }

        return items;
    }

    [Test]
    public async Task The_first_event_is_the_status_and_changes_follow_in_order()
    {
        using var answer = await OpenAsync();
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        var reading = ReadAsync(answer, 4);
        await WaitForSubscribersAsync(1);
        var activity = _bench.Resident.PlayedActivities.Begin(ActivityKind.Send, "Send\nwith a break", "api", []);
        _bench.Resident.Feed.Push(ChangeKind.Findings, null);
        _bench.Resident.PlayedDccs.Put(new DccView { Id = "maya-1", Kind = "maya", Name = "Maya", Address = "127.0.0.1:7005" });
        var items = await reading;
        Assert.Multiple(() =>
        {
            Assert.That(items.Select(item => item.EventType), Is.EqualTo(new[] { "status", "activity", "findings", "dccs" }));
            Assert.That(items.Select(item => item.EventId ?? ""), Is.EqualTo(new[] { "", "1", "2", "3" }));
            Assert.That(JsonDocument.Parse(items[1].Data).RootElement.GetProperty("id").GetGuid(), Is.EqualTo(activity.Id));
            Assert.That(items[2].Data, Is.EqualTo("null"));
            Assert.That(JsonDocument.Parse(items[3].Data).RootElement[0].GetProperty("id").GetString(), Is.EqualTo("maya-1"));
        });
    }

    [Test]
    public async Task Every_kind_of_change_can_be_sent()
    {
        using var answer = await OpenAsync();
        var reading = ReadAsync(answer, 9);
        await WaitForSubscribersAsync(1);
        _bench.Resident.Set(status => status);
        _bench.Resident.PlayedActivities.Begin(ActivityKind.Send, "Send", "api", []);
        _bench.Resident.Feed.Push(ChangeKind.Findings, null);
        _bench.Resident.PlayedDccs.Put();
        _bench.Resident.PlayedSources.Put();
        await _bench.Resident.PlayedNotices.NotifyAsync(new NoticeView("n", "Title", "Body", true, "findings"));
        _bench.Resident.Feed.Push(ChangeKind.Settings, _bench.Resident.Settings.View);
        _bench.Resident.Feed.Push(ChangeKind.Lost, null);
        Assert.That((await reading).Select(item => item.EventType), Is.EqualTo(new[] { "status", "status", "activity", "findings", "dccs", "sources", "notice", "settings", "lost" }));
    }

    [Test]
    public async Task Who_comes_back_is_told_to_ask_for_everything_again()
    {
        using var answer = await OpenAsync("41");
        Assert.That((await ReadAsync(answer, 2)).Select(item => item.EventType), Is.EqualTo(new[] { "status", "lost" }));
    }

    [Test]
    public async Task A_quiet_stream_shows_that_it_lives()
    {
        using var answer = await OpenAsync();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var comments = 0;
        while (comments < 2)
        {
            comments += await reader.ReadLineAsync().WaitAsync(Patience) == ":" ? 1 : 0;
        }
    }

    [Test]
    public async Task A_reader_that_goes_is_let_go_of_and_a_slow_one_loses_the_oldest()
    {
        using (await OpenAsync())
        {
            await WaitForSubscribersAsync(1);
        }

        await WaitForSubscribersAsync(0);
        using var slow = await OpenAsync();
        await WaitForSubscribersAsync(1);
        var large = new string('x', 100_000);
        for (var i = 0; i < 3000; i++)
        {
            _bench.Resident.Feed.Push(ChangeKind.Notice, new NoticeView("n", large, "", false, "findings"));
        }

        _bench.Resident.Feed.Push(ChangeKind.Settings, _bench.Resident.Settings.View);
        using var limit = new CancellationTokenSource(Patience);
        var lost = 0;
        var notices = 0;
        await foreach (var item in SseParser.Create(await slow.Content.ReadAsStreamAsync(limit.Token)).EnumerateAsync(limit.Token))
        {
            lost += item.EventType == "lost" ? 1 : 0;
            notices += item.EventType == "notice" ? 1 : 0;
            if (item.EventType == "settings")
            {
                break;
            }
        }

        Assert.That(lost, Is.GreaterThan(0));
        Assert.That(notices, Is.LessThan(3000));
    }

    [Test]
    public async Task Streams_are_bounded()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        await WaitForSubscribersAsync(2);
        await ApiBench.ProblemAsync(await OpenAsync(), HttpStatusCode.TooManyRequests, "tooManyStreams");
    }

    [Test]
    public async Task Streams_end_when_the_server_stops()
    {
        using var answer = await OpenAsync();
        var reading = ReadAsync(answer, int.MaxValue);
        await WaitForSubscribersAsync(1);
        await _bench.Server.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.That(await reading, Has.Count.EqualTo(1));
        Assert.That(_bench.Log.Text, Does.Not.Contain("broken off"));
    }

    private async Task WaitForSubscribersAsync(int count)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (_bench.Resident.Feed.Subscribers != count)
        {
            Assert.That(Environment.TickCount64, Is.LessThan(end), $"{count} subscribers");
            await Task.Delay(5);
        }
    }
}
