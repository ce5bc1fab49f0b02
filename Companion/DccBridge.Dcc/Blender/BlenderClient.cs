using System.Globalization;
using System.Text.Json;
using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Blender;

/// <summary>
/// A running Blender with our add-on (Companion/Python). The endpoint file is read again for each connection, so that a Blender whose add-on was switched off and on is found again.
/// </summary>
public sealed class BlenderClient : DccClient
{
    /// <summary>Blender itself says that it is busy and that nothing was done, just after the limit; that is worth waiting for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly string _endpointFile;
    private readonly KeptConnection<BlenderConnection> _connection;
    private int _port;

    /// <param name="endpointFile">The endpoint file that the add-on wrote.</param>
    /// <param name="options">Null is the defaults.</param>
    public BlenderClient(string endpointFile, DccClientOptions? options = null)
        : base(DccKind.Blender, options)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointFile);
        _endpointFile = endpointFile;
        _connection = new(connection => connection.IsOpen, ConnectAsync);
    }

    /// <inheritdoc/>
    public override string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <inheritdoc/>
    public override DccCapabilities Capabilities => DccCapabilities.All;

    private protected override async Task<JsonElement> PerformAsync(string method, ReadOnlyMemory<byte> parameters, TimeSpan limit, CancellationToken cancellationToken)
    {
        var connection = await _connection.GetAsync(cancellationToken).ConfigureAwait(false);
        using var wait = new CancellationTokenSource(limit + Grace, Options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellationToken);
        var isDone = false;
        try
        {
            var answer = await connection.AskAsync(method, parameters, limit, both.Token).ConfigureAwait(false);
            isDone = true;
            return answer;
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TookTooLong(limit, e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new DccException(Kind, DccFailure.Lost, "Blender was closed, or crashed, before it answered. Whether what was asked was done is not known: look at it, then try again.", e);
        }
        finally
        {
            if (!isDone)
            {
                // What comes later would be taken for the answer to the next request.
                await CloseAsync().ConfigureAwait(false);
            }
        }
    }

    private protected override ValueTask CloseAsync() => _connection.CloseAsync();

    private async Task<BlenderConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var endpoint = BlenderEndpoint.Read(_endpointFile)
            ?? throw new DccException(Kind, DccFailure.NotRunning, $"Blender does not run any more ('{_endpointFile}' is gone). Start Blender, and enable DccBridge under Edit > Preferences > Add-ons.");
        using var wait = new CancellationTokenSource(Options.ConnectLimit, Options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellationToken);
        try
        {
            _port = endpoint.Port;
            return await BlenderConnection.ConnectAsync(endpoint, Options.MaxAnswerBytes, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new DccException(Kind, DccFailure.Busy, $"{endpoint} does not greet. If it is not Blender that has this port, restart Blender.", e) { IsOutcomeUnknown = false };
        }
    }
}
