using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace DccBridge.Dcc.Maya;

/// <summary>
/// A running Maya, by its command port for Python (<c>maya.cmds.commandPort(name="127.0.0.1:7002", sourceType="python")</c>), with nothing of ours installed.
/// Code and data travel as base64 in ASCII, in pieces that fit the port's buffer; results come back as JSON. Requests wait for each other: Maya runs them
/// one after the other on its main thread.
/// </summary>
/// <remarks>A command port has no password: whoever reaches it runs code in Maya, so open it on 127.0.0.1 only.</remarks>
public sealed class MayaConnection : IAsyncDisposable
{
    /// <summary>The port that the documentation and most scripts use for Python.</summary>
    public const int DefaultPort = 7002;

    private readonly CommandPort _port;
    private readonly MayaOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private MayaException? _ended;

    private MayaConnection(CommandPort port, MayaOptions options)
    {
        _port = port;
        _options = options;
    }

    /// <summary>Connects.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Port.</param>
    /// <param name="options">Null is the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MayaException">Maya cannot be reached, or the port is none for Python; the message says what to run in Maya.</exception>
    public static async Task<MayaConnection> ConnectAsync(string host = "127.0.0.1", int port = DefaultPort, MayaOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MayaOptions();
        var connection = new MayaConnection(await CommandPort.ConnectAsync(host, port, options, cancellationToken).ConfigureAwait(false), options);
        try
        {
            await connection.InstallAsync(port, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Evaluates an expression.</summary>
    /// <param name="expression">One expression of Python; <c>a</c> is what <paramref name="arguments"/> holds.</param>
    /// <param name="arguments">JSON for the expression; null is None.</param>
    /// <param name="limit">Longest wait; null is that of the options.</param>
    /// <param name="cancellationToken">Gives up; Maya goes on, and the connection is closed because its answer would be taken for the next one.</param>
    /// <returns>The result as JSON.</returns>
    /// <exception cref="RemotePythonException">Python raised, or the result cannot be written as JSON.</exception>
    /// <exception cref="MayaException">The connection has ended; after a time-out whether it happened is not known.</exception>
    public Task<JsonElement> EvaluateAsync(string expression, JsonElement? arguments = null, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RunAsync("eval", expression, arguments, limit, cancellationToken);

    /// <summary>Runs statements. What they define is there for later code of this connection.</summary>
    /// <param name="code">Statements of Python; <c>a</c> is what <paramref name="arguments"/> holds.</param>
    /// <param name="arguments">JSON for the code; null is None.</param>
    /// <param name="limit">Longest wait; null is that of the options.</param>
    /// <param name="cancellationToken">Gives up; Maya goes on, and the connection is closed because its answer would be taken for the next one.</param>
    /// <exception cref="RemotePythonException">Python raised.</exception>
    /// <exception cref="MayaException">The connection has ended; after a time-out whether it happened is not known.</exception>
    public Task ExecuteAsync(string code, JsonElement? arguments = null, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        RunAsync("exec", code, arguments, limit, cancellationToken);

    /// <summary>It can be used, as far as this side knows; asked between two requests.</summary>
    internal bool IsOpen => _ended is null && _port.IsOpen;

    /// <summary>Closes the connection; Maya goes on.</summary>
    public ValueTask DisposeAsync()
    {
        _ended ??= new MayaException(MayaEndReason.ClosedHere, "The connection was closed here.");
        return _port.DisposeAsync();
    }

    private async Task<JsonElement> RunAsync(string kind, string code, JsonElement? arguments, TimeSpan? limit, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        var request = Convert.ToBase64String(Request(kind, code, arguments));
        if (request.Length > _options.MaxRequestCharacters)
        {
            throw new ArgumentException($"The request has {request.Length} characters and {_options.MaxRequestCharacters} are allowed; write large data to a file and name that.", nameof(code));
        }

        var most = Math.Max(256, _options.BufferSize - 64);
        var answer = await TakeTurnAsync(
            async token =>
            {
                foreach (var piece in MayaScript.Pieces(request, _options.BufferSize))
                {
                    Expect(await AskAsync(MayaScript.Part(piece), token).ConfigureAwait(false), "ok");
                }

                var first = await AskAsync(MayaScript.Run(most), token).ConfigureAwait(false);
                var colon = first.IndexOf(':', StringComparison.Ordinal);
                if (colon < 1 || !int.TryParse(first.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                {
                    throw new InvalidDataException("Maya answered with something else than a result.");
                }

                return await RestAsync(first[(colon + 1)..], length, most, token).ConfigureAwait(false);
            },
            limit ?? _options.RequestTimeout,
            cancellationToken).ConfigureAwait(false);
        return Result(answer);
    }

    private async Task<byte[]> RestAsync(string first, int length, int most, CancellationToken cancellationToken)
    {
        if (length > _options.MaxResultBytes / 3 * 4)
        {
            throw new InvalidDataException($"The result has about {length / 4 * 3} bytes and {_options.MaxResultBytes} are allowed; write large data to a file and give its name.");
        }

        var text = new StringBuilder(first, length);
        while (text.Length < length)
        {
            var piece = await AskAsync(MayaScript.More(text.Length, most), cancellationToken).ConfigureAwait(false);
            if (piece.Length == 0 || piece.Length > length - text.Length)
            {
                throw new InvalidDataException("Maya gave another piece of the result than was asked for.");
            }

            text.Append(piece);
        }

        try
        {
            return Convert.FromBase64String(text.ToString());
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException("Maya's result is no base64.", exception);
        }
    }

    private async Task InstallAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            await TakeTurnAsync(
                async token =>
                {
                    foreach (var command in MayaScript.Install(_options.BufferSize))
                    {
                        _ = await AskAsync(command, token).ConfigureAwait(false);
                    }

                    Expect(await AskAsync(MayaScript.Part(""), token).ConfigureAwait(false), "ok");
                    return true;
                },
                _options.RequestTimeout,
                cancellationToken).ConfigureAwait(false);
        }
        catch (MayaException exception) when (exception.Reason == MayaEndReason.ProtocolViolation)
        {
            throw new MayaException(
                MayaEndReason.NotAPythonPort,
                $"What answers on port {port} is no command port for Python. In Maya open one with sourceType=\"python\" (a MEL port is another one), or give its port.",
                exception);
        }
    }

    private async Task<T> TakeTurnAsync<T>(Func<CancellationToken, Task<T>> run, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(wait, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var begun = false;
        try
        {
            await _turn.WaitAsync(both.Token).ConfigureAwait(false);
            begun = true;
            if (_ended is { } ended)
            {
                throw new MayaException(ended.Reason, ended.Message, ended);
            }

            return await run(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            if (!begun)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new MayaException(MayaEndReason.TimedOut, FormattableString.Invariant($"Earlier requests kept Maya busy for {wait.TotalSeconds:0.#} s. Nothing was asked; try again when they are done."), exception);
            }

            await EndAsync(new MayaException(MayaEndReason.TimedOut, FormattableString.Invariant($"Maya did not answer within {wait.TotalSeconds:0.#} s: it renders, works or shows a dialog. Whether what was asked happened is not known; connect again when Maya answers."), exception)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw _ended!;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            await EndAsync(new MayaException(MayaEndReason.ClosedByMaya, "Maya closed the connection. Either it was closed, or its command port was: open the port again (close it first: maya.cmds.commandPort(name=\"...\", close=True)), and give BufferSize as it was opened. Whether what was asked last happened is not known.", exception)).ConfigureAwait(false);
            throw _ended!;
        }
        catch (InvalidDataException exception)
        {
            await EndAsync(new MayaException(MayaEndReason.ProtocolViolation, exception.Message + " The connection was closed.", exception)).ConfigureAwait(false);
            throw _ended!;
        }
        finally
        {
            if (begun)
            {
                _turn.Release();
            }
        }
    }

    private async Task EndAsync(MayaException reason)
    {
        _ended ??= reason;
        await _port.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        var answer = await _port.AskAsync(command, Math.Max(64 * 1024, 2 * _options.BufferSize), cancellationToken).ConfigureAwait(false);

        // Some versions give the text, some its repr().
        return answer is ['\'', .., '\''] or ['"', .., '"'] ? answer[1..^1] : answer is ['u', '\'', .., '\''] ? answer[2..^1] : answer;
    }

    private static void Expect(string answer, string expected)
    {
        if (answer != expected)
        {
            throw new InvalidDataException($"Maya answered \"{(answer.Length > 200 ? answer[..200] : answer)}\" where \"{expected}\" belongs.");
        }
    }

    private static byte[] Request(string kind, string code, JsonElement? arguments)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("code", code);
            json.WritePropertyName("arguments");
            if (arguments is { } given)
            {
                given.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static JsonElement Result(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        if (root.TryGetProperty("type", out var type))
        {
            throw new RemotePythonException(type.GetString() ?? "", root.GetProperty("text").GetString() ?? "", root.GetProperty("traceback").GetString() ?? "");
        }

        return root.GetProperty("ok").Clone();
    }
}
