using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace DccBridge.Companion.Logs;

/// <summary>
/// How a line of the log looks: "2026-01-02T03:04:05.678Z WRN message". Only entries begin with a time: what a message has beyond its first line is moved in, so
/// that no text of an editor or a request can pass for an entry, and control characters are shown as '?'.
/// </summary>
internal sealed class LogLineFormat : ITextFormatter
{
    /// <summary>Length of the time at the start of an entry.</summary>
    public const int TimeLength = 24;

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // Texts as they are, without quotation marks.
    private readonly MessageTemplateTextFormatter _message = new("{Message:l}", CultureInfo.InvariantCulture);

    /// <summary>The words of the levels, from the worst on.</summary>
    public static IReadOnlyList<(string Name, string Word)> Levels { get; } = [("error", "ERR"), ("warning", "WRN"), ("information", "INF"), ("debug", "DBG")];

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        output.Write(' ');
        output.Write(logEvent.Level switch
        {
            LogEventLevel.Fatal or LogEventLevel.Error => "ERR",
            LogEventLevel.Warning => "WRN",
            LogEventLevel.Information => "INF",
            _ => "DBG",
        });
        output.Write(' ');
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, message);
        Write(message.ToString(), output);
        output.Write('\n');
        if (logEvent.Exception is { } exception)
        {
            output.Write("    ");
            Write(exception.ToString(), output);
            output.Write('\n');
        }
    }

    private static void Write(string text, TextWriter output)
    {
        foreach (var character in text)
        {
            if (character == '\n')
            {
                output.Write("\n    ");
            }
            else if (character != '\r')
            {
                output.Write(char.IsControl(character) && character != '\t' ? '?' : character);
            }
        }
    }
}
