using Spectre.Console;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>What the output can show.</summary>
/// <param name="HasColors">Colours are wanted and understood.</param>
/// <param name="IsInteractive">Bars may be drawn too.</param>
/// <param name="Width">Columns; null lets the terminal say.</param>
internal sealed record Terminal(bool HasColors, bool IsInteractive, int? Width)
{
    /// <summary>Looks at the streams and at NO_COLOR and TERM.</summary>
    public static Terminal Detect(Func<string, string?> variable) => Of(Console.IsOutputRedirected, Console.IsErrorRedirected, variable);

    /// <summary>As <see cref="Detect"/>, the streams given.</summary>
    internal static Terminal Of(bool outputRedirected, bool errorRedirected, Func<string, string?> variable)
    {
        var isPlain = outputRedirected || variable("NO_COLOR") is { Length: > 0 } || variable("TERM") == "dumb";
        return new Terminal(!isPlain, !isPlain && !errorRedirected, outputRedirected ? Theme.PipedWidth : null);
    }

    /// <summary>A console of that kind.</summary>
    public IAnsiConsole Create(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = HasColors ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (Width is { } width)
        {
            console.Profile.Width = width;
        }

        return console;
    }
}
