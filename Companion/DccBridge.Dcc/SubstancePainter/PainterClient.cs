using System.Globalization;
using System.Text;
using System.Text.Json;
using DccBridge.Dcc.Clients;

namespace DccBridge.Dcc.SubstancePainter;

/// <summary>
/// A running Substance 3D Painter that was started with --enable-remote-scripting. It has no nodes: what is selected, and can be selected, are texture sets, one at a time; an export gives
/// textures. It tells that it answers by JavaScript whose answers are documented; the work is done by its Python, which leaves the answer in a file of this user.
/// </summary>
/// <param name="port">Port on the loopback.</param>
/// <param name="options">Null is the defaults.</param>
public sealed class PainterClient(int port = PainterClient.DefaultPort, DccClientOptions? options = null) : DccClient(DccKind.SubstancePainter, options)
{
    /// <summary>The port of Painter's remote scripting; it cannot be changed there.</summary>
    public const int DefaultPort = 60041;

    private const string AnswerName = "answer.json";

    private static readonly DccScript Script = DccScript.For("painter");

    private PainterRemote? _remote;

    /// <inheritdoc/>
    public override string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    /// <inheritdoc/>
    public override DccCapabilities Capabilities => DccCapabilities.All;

    private protected override async Task<JsonElement> PerformAsync(string method, ReadOnlyMemory<byte> parameters, TimeSpan limit, CancellationToken cancellationToken)
    {
        var remote = _remote ??= new PainterRemote(port, Options.ConnectLimit);

        // Painter runs on this machine, as this user: only the two can see the folder.
        var folder = Directory.CreateTempSubdirectory("dccbridge-painter-").FullName;
        using var wait = new CancellationTokenSource(limit, Options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellationToken);
        try
        {
            // Whether a project is open is asked first, in JavaScript: what is no Painter never sees our Python.
            var isOpen = await remote.RunJavaScriptAsync("alg.project.isOpen()", both.Token).ConfigureAwait(false);
            if (isOpen.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw DccAnswers.Nonsense(Kind, "whether a project is open has the answer yes or no");
            }

            var answer = Path.Combine(folder, AnswerName);
            await remote.RunPythonAsync(Ask(method, parameters, answer), both.Token).ConfigureAwait(false);
            return Read(answer);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TookTooLong(limit, e);
        }
        finally
        {
            Delete(folder);
        }
    }

    private protected override ValueTask CloseAsync()
    {
        Interlocked.Exchange(ref _remote, null)?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One expression, which is a statement too: it is not documented which of them Painter takes.</summary>
    private static string Ask(string method, ReadOnlyMemory<byte> parameters, string answer)
    {
        // The file comes to its name whole, whatever happens; what cannot be loaded is an answer too.
        var code = $"""
            {Script.Install}
            def _answer():
                import base64, json, os, sys
                text = base64.b64decode('{Convert.ToBase64String(parameters.Span)}').decode('utf-8')
                answer = base64.b64decode('{Convert.ToBase64String(Encoding.UTF8.GetBytes(answer))}').decode('utf-8')
                operations = {Script.Operations}
                with open(answer + '.new', 'w', encoding='ascii') as file:
                    file.write(operations.as_text(operations.perform({Script.Scene}, '{method}', json.loads(text))))
                os.replace(answer + '.new', answer)
            _answer()
            """;
        return $"exec(__import__('base64').b64decode('{Convert.ToBase64String(Encoding.UTF8.GetBytes(code))}').decode('utf-8'),{{'__name__':'__dccbridge__'}})";
    }

    private JsonElement Read(string answer)
    {
        try
        {
            var length = new FileInfo(answer).Length;
            if (length > Options.MaxAnswerBytes)
            {
                throw new DccException(Kind, DccFailure.TooLarge, $"Substance Painter's answer has {length} bytes, and {Options.MaxAnswerBytes} are allowed. Ask for less.") { IsOutcomeUnknown = true };
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(answer));
            return document.RootElement.Clone();
        }
        catch (FileNotFoundException e)
        {
            throw new DccException(Kind, DccFailure.Failed, "Substance Painter took the script and left no answer. Its log (Window > Views > Log) says why; DccBridge needs Painter 7.2 or newer.", e) { IsOutcomeUnknown = true };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw DccAnswers.Nonsense(Kind, e.Message, e);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A Painter that was too slow still writes there. It is a folder for temporary files.
        }
    }
}
