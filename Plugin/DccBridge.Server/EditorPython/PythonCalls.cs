using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;

namespace DccBridge.Server.EditorPython;

/// <summary>Calls of the scripts inside the editor: one JSON document in, one out. Installs them when the interpreter has not this version. Engine thread only.</summary>
internal sealed class PythonCalls(IEditorPython python)
{
    private bool _installed;

    /// <summary>Runs one call.</summary>
    /// <exception cref="EditorException">It failed; the code is the script's own, where this version knows it.</exception>
    public TAnswer Call<TArgs, TAnswer>(string name, TArgs args, JsonTypeInfo<TArgs> argsType, JsonTypeInfo<TAnswer> answerType)
        where TAnswer : class
    {
        if (!python.IsAvailable)
        {
            throw new EditorException(ErrorCode.EditorPartMissing, "The editor's Python is off. Switch the plugin \"Python Editor Script Plugin\" on under Edit > Plugins and restart the editor.");
        }

        EnsureInstalled();
        var request = Request(name, args, argsType);
        if (request.Length > PythonLimits.MaxRequest)
        {
            throw new EditorException(ErrorCode.TooLarge, "The call is too large for the editor's Python. Split it into smaller ones.");
        }

        var expression = $"__import__('sys').modules['{PythonScripts.Package}'].call('{Convert.ToBase64String(request)}')";
        return Read(python.Evaluate(expression), answerType);
    }

    private static byte[] Request<TArgs>(string name, TArgs args, JsonTypeInfo<TArgs> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("call", name);
            writer.WritePropertyName("args");
            JsonSerializer.Serialize(writer, args, type);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static TAnswer Read<TAnswer>(string? text, JsonTypeInfo<TAnswer> type)
        where TAnswer : class
    {
        if (text is { Length: > PythonLimits.MaxAnswer })
        {
            throw new EditorException(ErrorCode.TooLarge, "The answer of the editor's Python is too large. Ask for less at a time.");
        }

        try
        {
            var envelope = JsonSerializer.Deserialize(PlainText(text), PythonJson.Default.AnswerEnvelope);
            if (envelope?.Error is { } error)
            {
                throw PythonErrors.From(error);
            }

            if (envelope?.Ok is { ValueKind: JsonValueKind.Object } ok && ok.Deserialize(type) is { } answer)
            {
                return answer;
            }
        }
        catch (JsonException exception)
        {
            throw NotUnderstood(exception);
        }

        throw NotUnderstood(null);
    }

    private static EditorException NotUnderstood(Exception? inner) =>
        new(ErrorCode.EditorScriptFailed, "A script of DccBridge inside the editor gave an answer that cannot be read. The editor's output log says more; restarting the editor installs the scripts again.", inner);

    /// <summary>The string itself. The scripts write no apostrophe and only ASCII, so its repr() differs by the quotes and doubled backslashes alone.</summary>
    private static string PlainText(string? text)
    {
        text = text?.Trim() ?? "";
        return text.Length >= 2 && text[0] == '\'' && text[^1] == '\''
            ? text[1..^1].Replace(@"\\", @"\", StringComparison.Ordinal)
            : text;
    }

    /// <summary>Once per instance: another plugin than this one cannot put its scripts there while this one runs.</summary>
    private void EnsureInstalled()
    {
        if (_installed)
        {
            return;
        }

        var scripts = PythonScripts.Read();
        if (!HasStamp(scripts.Stamp))
        {
            python.Execute(scripts.InstallCode);
            if (!HasStamp(scripts.Stamp))
            {
                throw new EditorException(ErrorCode.EditorScriptFailed, "The scripts of DccBridge could not be installed into the editor's Python. The editor's output log says why.");
            }
        }

        _installed = true;
    }

    private bool HasStamp(string stamp) =>
        PlainText(python.Evaluate($"getattr(__import__('sys').modules.get('{PythonScripts.Package}'), 'STAMP', '')")) == stamp;
}
