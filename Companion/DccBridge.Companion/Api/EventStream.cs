using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api;

/// <summary>The feed of changes as Server-Sent Events. What waits for a slow reader is bounded by the feed; a reader that takes nothing at all is let go of by the server.</summary>
internal sealed class EventStream(ApiParts parts)
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();
    private static readonly byte[] Retry = "retry: 2000\n\n"u8.ToArray();

    private int _open;

    /// <summary>Serves one reader until it goes or the server stops.</summary>
    /// <exception cref="ApiFailure">There are too many already.</exception>
    public async Task RunAsync(ApiCall call)
    {
        if (Interlocked.Increment(ref _open) > parts.Options.MaxEventStreams)
        {
            Interlocked.Decrement(ref _open);
            throw new ApiFailure(StatusCodes.Status429TooManyRequests, "tooManyStreams", $"At most {parts.Options.MaxEventStreams} event streams at once. Close one that is not needed.") { RetryAfterSeconds = 10 };
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, parts.Stopping);
            await SendAsync(call, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader is gone, or the server stops.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task SendAsync(ApiCall call, CancellationToken end)
    {
        var response = call.Context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        await response.Body.WriteAsync(Retry, end).ConfigureAwait(false);

        // Subscribed before the first state is read, so that no change falls between the two.
        await using var changes = parts.Resident.Changes.SubscribeAsync(end).GetAsyncEnumerator(end);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            await WriteAsync(response, null, ChangeKind.Status, parts.Resident.Status, end).ConfigureAwait(false);
            if (call.Context.Request.Headers["Last-Event-ID"].Count > 0)
            {
                // What happened while it was away is not kept: it is to ask for everything again.
                await WriteAsync(response, null, ChangeKind.Lost, null, end).ConfigureAwait(false);
            }

            while (true)
            {
                if (!next.IsCompleted)
                {
                    await response.Body.FlushAsync(end).ConfigureAwait(false);
                }

                if (await IsQuietAsync(next, end).ConfigureAwait(false))
                {
                    await response.Body.WriteAsync(Comment, end).ConfigureAwait(false);
                    continue;
                }

                if (!await next.ConfigureAwait(false))
                {
                    return;
                }

                await WriteAsync(response, changes.Current.Id, changes.Current.Kind, changes.Current.Data, end).ConfigureAwait(false);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator must not be disposed while it is asked for the next one; what it says then is not wanted any more.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsQuietAsync(Task<bool> next, CancellationToken end)
    {
        if (next.IsCompleted)
        {
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end);
        var first = await Task.WhenAny(next, Task.Delay(parts.Options.Heartbeat, parts.Time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first != next && !end.IsCancellationRequested;
    }

    private static async Task WriteAsync(HttpResponse response, long? id, ChangeKind kind, object? data, CancellationToken end)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
        var json = data is null ? "null" : JsonSerializer.Serialize(data, TypeOf(data));
        var number = id is { } value ? string.Create(CultureInfo.InvariantCulture, $"id: {value}\n") : "";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"{number}event: {name}\ndata: {json}\n\n"), end).ConfigureAwait(false);
    }

    // A list may be of any class that is one; the generated types are those of the interfaces.
    private static JsonTypeInfo TypeOf(object data) => data switch
    {
        StatusView => ApiJson.Default.StatusView,
        ActivityView => ApiJson.Default.ActivityView,
        NoticeView => ApiJson.Default.NoticeView,
        SettingsView => ApiJson.Default.SettingsView,
        CompanionSettings => ApiJson.Default.CompanionSettings,
        FindingPage => ApiJson.Default.FindingPage,
        IReadOnlyList<DccView> => ApiJson.Default.Dccs,
        IReadOnlyList<WatchedSourceView> => ApiJson.Default.Sources,
        _ => throw new InvalidOperationException($"A change holds a {data.GetType()}, which has no JSON: add it to EventStream and ApiJson."),
    };
}
