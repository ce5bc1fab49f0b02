using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using DccBridge.Companion.Api;
using DccBridge.Companion.Api.Contracts;
using DccBridge.Companion.Platform;

namespace DccBridge.Companion.Instance;

/// <summary>
/// The companion that runs, as other starts of this program reach it: through <c>companion.json</c> and its API. The token goes over a connection only when the
/// lock is held, and the file still the same, after that connection was made: a companion that ends removes the file before it gives up its port, and one that is
/// killed loses its lock with it. Whoever has the port by then is told nothing.
/// </summary>
internal sealed class RunningCompanion(CompanionFolders folders, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long a companion may take from its lock to its first answer, and from its last one to the end of its lock.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Makes a connection.</summary>
    public Func<EndPoint, CancellationToken, Task<Stream>> Dial { get; init; } = DialAsync;

    /// <summary>Asks it for a link that opens the dashboard; waits for one that is just starting.</summary>
    /// <param name="page">The page; null is the first.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>The link; null when no companion runs.</returns>
    /// <exception cref="InstanceException">One runs and does not answer.</exception>
    public async Task<Uri?> DashboardLinkAsync(string? page, CancellationToken cancellation)
    {
        var answer = await CallAsync(async client =>
        {
            using var response = await client.PostAsJsonAsync("api/dashboard-link", new LinkRequest { Page = page }, ApiJson.Default.LinkRequest, cancellation).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            var link = await response.Content.ReadFromJsonAsync(ApiJson.Default.LinkView, cancellation).ConfigureAwait(false);
            return new Uri(link!.Url);
        }, cancellation).ConfigureAwait(false);

        // It is given to a browser: nothing but our own address may be in it.
        return answer is null || answer is { Scheme: "http", Host: "127.0.0.1" } ? answer : throw Silent(null);
    }

    /// <summary>Ends it, and waits until it is gone.</summary>
    /// <returns>False when none runs.</returns>
    /// <exception cref="InstanceException">One runs and does not answer, or does not end.</exception>
    public async Task<bool> QuitAsync(CancellationToken cancellation)
    {
        var asked = await CallAsync(async client =>
        {
            using var response = await client.PostAsync("api/quit", null, cancellation).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            return client.BaseAddress;
        }, cancellation).ConfigureAwait(false);
        if (asked is null)
        {
            return false;
        }

        var began = time.GetTimestamp();
        while (InstanceLock.IsHeld(folders))
        {
            if (time.GetElapsedTime(began) > Patience)
            {
                throw Silent(null);
            }

            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task<Stream> DialAsync(EndPoint end, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private HttpClient Connect(CompanionEndpoint endpoint)
    {
        // A proxy of the environment must not see the token.
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var stream = await Dial(context.DnsEndPoint, cancellation).ConfigureAwait(false);
                try
                {
                    return InstanceLock.IsHeld(folders) && CompanionEndpoint.Read(folders) == endpoint
                        ? stream
                        : throw new InstanceException(InstanceException.NotRunning, "The companion has ended meanwhile, or was started anew.");
                }
                catch
                {
                    await stream.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            },
        };
        var client = new HttpClient(handler) { BaseAddress = endpoint.Url, Timeout = CallLimit };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Token);
        return client;
    }

    private async Task<Uri?> CallAsync(Func<HttpClient, Task<Uri?>> call, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        Exception? last = null;
        while (InstanceLock.IsHeld(folders))
        {
            try
            {
                if (CompanionEndpoint.Read(folders) is { } endpoint)
                {
                    using var client = Connect(endpoint);
                    return await call(client).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is HttpRequestException or InstanceException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                // It may just be starting, or ending; a file of an earlier one may still lie there.
                last = e;
            }

            if (time.GetElapsedTime(began) > Patience || last is HttpRequestException { StatusCode: HttpStatusCode.BadRequest })
            {
                throw Silent(last);
            }

            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }

        return null;
    }

    private InstanceException Silent(Exception? last)
    {
        string who;
        try
        {
            who = CompanionEndpoint.Read(folders) is { } endpoint ? $"process {endpoint.ProcessId}" : "a process that has not said where it listens";
        }
        catch (InstanceException e)
        {
            return e;
        }

        return new InstanceException(InstanceException.Silent, $"The companion runs ({who}) and does not answer{(last is null ? "" : $": {last.Message}")}. Look into the files in {folders.Logs}; end that process and start it again with 'dccbridge tray'.", last);
    }
}
