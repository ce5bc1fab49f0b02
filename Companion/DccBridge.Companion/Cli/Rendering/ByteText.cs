using System.Globalization;

namespace DccBridge.Companion.Cli.Rendering;

/// <summary>Figures for people.</summary>
internal static class ByteText
{
    private const double Step = 1024;
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>"812 B", "1.5 MiB".</summary>
    public static string Of(long bytes)
    {
        if (bytes < Step)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        var value = bytes / Step;
        var unit = 0;
        while (value >= Step && unit < Units.Length - 1)
        {
            value /= Step;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    /// <summary>"1 error", "2 errors".</summary>
    public static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
