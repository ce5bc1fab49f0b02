using System.Globalization;
using System.Text;
using System.Text.Json;
using DccBridge.Dcc.Brine;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Rpyc;

namespace DccBridge.Dcc.Houdini;

/// <summary>A running Houdini by its hrpyc, with nothing of ours installed: what does the work goes there with the first question. One question is one round trip.</summary>
public sealed class HoudiniClient : DccClient
{
    private static readonly DccScript Script = DccScript.For("houdini");

    private readonly KeptConnection<HoudiniConnection> _connection;
    private readonly int _port;

    /// <param name="port">Port on the loopback.</param>
    /// <param name="options">Null is the defaults.</param>
    public HoudiniClient(int port = HoudiniConnection.DefaultPort, DccClientOptions? options = null)
        : base(DccKind.Houdini, options)
    {
        _port = port;
        _connection = new(connection => !connection.Ended.IsCompleted, ConnectAsync);
    }

    /// <inheritdoc/>
    public override string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <inheritdoc/>
    public override DccCapabilities Capabilities => DccCapabilities.All;

    private protected override async Task<JsonElement> PerformAsync(string method, ReadOnlyMemory<byte> parameters, TimeSpan limit, CancellationToken cancellationToken)
    {
        var connection = await _connection.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var expression = $"{Script.Operations}.as_text({Script.Operations}.perform({Script.Scene}, a[0], m('json').loads(a[1])))";
            var answer = await connection.EvaluateAsync(expression, [method, Encoding.UTF8.GetString(parameters.Span)], limit, cancellationToken).ConfigureAwait(false);
            if (answer is not string text)
            {
                throw DccAnswers.Nonsense(Kind, "it is no text");
            }

            if (text.Length > Options.MaxAnswerBytes)
            {
                throw new DccException(Kind, DccFailure.TooLarge, $"Houdini's answer has {text.Length} bytes, and {Options.MaxAnswerBytes} are allowed. Ask for less.") { IsOutcomeUnknown = true };
            }

            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (RpycTimeoutException e)
        {
            // The connection goes on, but Houdini answers one after the other: the next question would wait behind this one.
            await CloseAsync().ConfigureAwait(false);
            throw TookTooLong(limit, e);
        }
        catch (RemotePythonException e)
        {
            throw new DccException(Kind, DccFailure.Failed, "Houdini's Python failed: " + e.Message, e) { Traceback = e.Traceback };
        }
        catch (RpycConnectionException e)
        {
            await CloseAsync().ConfigureAwait(false);
            throw Translated(e, isAsked: true);
        }
        catch (Exception e) when (e is BrineException or JsonException)
        {
            throw DccAnswers.Nonsense(Kind, e is JsonException ? "it is no JSON" : e.Message, e);
        }
    }

    private protected override ValueTask CloseAsync() => _connection.CloseAsync();

    private async Task<HoudiniConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        // A frame holds the answer, its encoding and what rpyc adds.
        var settings = new RpycOptions { ConnectTimeout = Options.ConnectLimit, RequestTimeout = Options.QueryLimit, MaxFrameBytes = checked(Options.MaxAnswerBytes + (1 << 20)), Time = Options.Time };
        HoudiniConnection? connection = null;
        try
        {
            connection = await HoudiniConnection.ConnectAsync("127.0.0.1", _port, settings, cancellationToken).ConfigureAwait(false);
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
                RpycConnectionException rpyc => Translated(rpyc, isAsked: false),
                RpycTimeoutException timeout => new DccException(Kind, DccFailure.Busy, "Houdini is busy: it does not greet, because it works or shows a dialog. Nothing was done; try again when it answers.", timeout) { IsOutcomeUnknown = false },
                RemotePythonException python => new DccException(Kind, DccFailure.Nonsense, $"What answers on port {_port} is no Houdini: {python.Message}", python) { Traceback = python.Traceback },
                BrineException brine => DccAnswers.Nonsense(Kind, brine.Message, brine),
                _ => e,
            };
        }
    }

    private DccException Translated(RpycConnectionException e, bool isAsked)
    {
        // It took the connection and said nothing.
        if (e is { Reason: RpycEndReason.NotReached, InnerException: RpycConnectionException { InnerException: OperationCanceledException } })
        {
            return new DccException(Kind, DccFailure.Busy, $"Something listens on {Address} and does not greet. If it is Houdini, it works or shows a dialog: look at it. Nothing was done.", e) { IsOutcomeUnknown = false };
        }

        var reason = e.Reason switch
        {
            RpycEndReason.NotReached => DccFailure.NotRunning,
            RpycEndReason.OtherDialect => DccFailure.NotSupported,
            RpycEndReason.ProtocolViolation => DccFailure.Nonsense,
            _ => isAsked ? DccFailure.Lost : DccFailure.NotRunning,
        };
        return new DccException(Kind, reason, e.Message, e) { IsOutcomeUnknown = reason == DccFailure.Lost };
    }
}
