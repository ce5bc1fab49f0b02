namespace DccBridge.Dcc.Clients;

/// <summary>The one connection of a client: kept from question to question, and made anew when it has ended. Questions come one at a time; closing may come at any time.</summary>
/// <typeparam name="TConnection">The connection of that program.</typeparam>
/// <param name="isOpen">Whether a connection can still be used.</param>
/// <param name="connect">Makes one, within the limit for it.</param>
internal sealed class KeptConnection<TConnection>(Func<TConnection, bool> isOpen, Func<CancellationToken, Task<TConnection>> connect)
    where TConnection : class, IAsyncDisposable
{
    private TConnection? _connection;

    /// <summary>The connection that is open, else a new one.</summary>
    public async Task<TConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } open)
        {
            if (isOpen(open))
            {
                return open;
            }

            await CloseAsync().ConfigureAwait(false);
        }

        var made = await connect(cancellationToken).ConfigureAwait(false);
        _connection = made;
        return made;
    }

    /// <summary>Closes it, when there is one.</summary>
    public async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
