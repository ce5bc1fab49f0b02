using System.Net.Sockets;

namespace DccBridge.Tray.DBus;

/// <summary>The session's bus as long as the program runs: connects, connects again after an end, with longer and longer waits, and tells its parts.</summary>
internal sealed class SessionBus : IAsyncDisposable
{
    private readonly Func<string, string?> _environment;
    private readonly BusOptions _options;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IBusPart> _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <summary>Begins to connect.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="parts">Those who work on the bus.</param>
    public SessionBus(Func<string, string?> environment, BusOptions options, TimeProvider time, IReadOnlyList<IBusPart> parts)
    {
        _environment = environment;
        _options = options;
        _time = time;
        _parts = parts;
        _loop = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _loop.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The end that was asked for.
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var wait = _options.FirstRetry;
        while (true)
        {
            long began = _time.GetTimestamp();
            string reason = await OnceAsync().ConfigureAwait(false);
            foreach (var part in _parts)
            {
                part.Detach(reason);
            }

            // A bus that held for a while deserves a quick new attempt; one that ends again and again does not.
            wait = _time.GetElapsedTime(began) > _options.LongestRetry ? _options.FirstRetry : wait;
            await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(false);
            wait = wait * 2 < _options.LongestRetry ? wait * 2 : _options.LongestRetry;
        }
    }

    // Returns when there is no connection, with the reason.
    private async Task<string> OnceAsync()
    {
        try
        {
            var connection = await BusConnection.ConnectAsync(BusAddress.OfSession(_environment), _options, _time, _stop.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                foreach (var part in _parts)
                {
                    await part.AttachAsync(connection, _stop.Token).ConfigureAwait(false);
                }

                return await connection.Ended.WaitAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is BusClosedException or BusFormatException or BusException or TimeoutException or IOException or SocketException)
        {
            return e.Message;
        }
    }
}
