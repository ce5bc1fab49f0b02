using System.Globalization;
using System.Text.Json;
using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.Maya;

/// <summary>A running Maya by its command port for Python, with nothing of ours installed: what does the work goes there with the first question.</summary>
public sealed class MayaClient : DccClient
{
    private static readonly DccScript Script = DccScript.For("maya");

    private readonly KeptConnection<MayaConnection> _connection;
    private readonly int _port;

    /// <param name="port">Port on the loopback.</param>
    /// <param name="options">Null is the defaults.</param>
    public MayaClient(int port = MayaConnection.DefaultPort, DccClientOptions? options = null)
        : base(DccKind.Maya, options)
    {
        _port = port;
        _connection = new(connection => connection.IsOpen, ConnectAsync);
    }

    /// <inheritdoc/>
    public override string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <inheritdoc/>
    public override DccCapabilities Capabilities => DccCapabilities.All;

    private protected override async Task<JsonElement> PerformAsync(string method, ReadOnlyMemory<byte> parameters, TimeSpan limit, CancellationToken cancellationToken)
    {
        var connection = await _connection.GetAsync(cancellationToken).ConfigureAwait(false);
        var isDone = false;
        try
        {
            using var arguments = JsonDocument.Parse(Arguments(method, parameters));
            var answer = await connection.EvaluateAsync($"{Script.Operations}.perform({Script.Scene}, a['method'], a['params'])", arguments.RootElement, limit, cancellationToken).ConfigureAwait(false);
            isDone = true;
            return answer;
        }
        catch (ArgumentException e)
        {
            isDone = true;
            throw new DccException(Kind, DccFailure.TooLarge, "What Maya was asked for is too long. " + e.Message, e);
        }
        catch (RemotePythonException e)
        {
            isDone = true;
            throw new DccException(Kind, DccFailure.Failed, "Maya's Python failed: " + e.Message, e) { Traceback = e.Traceback };
        }
        catch (MayaException e)
        {
            throw Translated(e, isAsked: true);
        }
        catch (JsonException e)
        {
            throw DccAnswers.Nonsense(Kind, "it is no JSON", e);
        }
        finally
        {
            if (!isDone)
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }
    }

    private protected override ValueTask CloseAsync() => _connection.CloseAsync();

    private async Task<MayaConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var settings = new MayaOptions
        {
            ConnectTimeout = Options.ConnectLimit,
            RequestTimeout = Options.QueryLimit,
            BufferSize = Options.MayaBufferSize,
            MaxResultBytes = Options.MaxAnswerBytes,
            Time = Options.Time,
        };
        MayaConnection? connection = null;
        try
        {
            connection = await MayaConnection.ConnectAsync("127.0.0.1", _port, settings, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(Script.Install, cancellationToken: cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            throw e switch
            {
                MayaException maya => Translated(maya, isAsked: false),
                RemotePythonException python => new DccException(Kind, DccFailure.Nonsense, $"What answers on port {_port} is no Maya of version 2023 or newer: {python.Message}", python) { Traceback = python.Traceback },
                _ => e,
            };
        }
    }

    private DccException Translated(MayaException e, bool isAsked)
    {
        var reason = e.Reason switch
        {
            MayaEndReason.NotReached => DccFailure.NotRunning,
            MayaEndReason.TimedOut => DccFailure.Busy,
            MayaEndReason.ClosedByMaya or MayaEndReason.ClosedHere => DccFailure.Lost,
            _ => DccFailure.Nonsense,
        };
        return new DccException(Kind, reason, e.Message, e) { IsOutcomeUnknown = isAsked && reason is DccFailure.Busy or DccFailure.Lost };
    }

    private static byte[] Arguments(string method, ReadOnlyMemory<byte> parameters)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("method", method);
            json.WritePropertyName("params");
            json.WriteRawValue(parameters.Span);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
