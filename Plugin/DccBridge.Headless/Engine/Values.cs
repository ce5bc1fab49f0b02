using System.Globalization;
using DccBridge.Validation;

namespace DccBridge.Headless.Engine;

/// <summary>Reads values of options and control lines, always written the same way whatever the user's language.</summary>
internal static class Values
{
    private const double LongestSeconds = 86400;
    private const double SlowestRate = 0.1;
    private const double FastestRate = 1000;

    /// <exception cref="UsageException">It is no whole number within the limits.</exception>
    public static long Whole(string name, string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{name} '{text}': expected a whole number from {least} to {most}.");

    /// <exception cref="UsageException">It is no number of seconds from 0 to a day.</exception>
    public static TimeSpan Seconds(string name, string text) =>
        TimeSpan.FromSeconds(Real(text) is { } value and >= 0 and <= LongestSeconds
            ? value
            : throw new UsageException($"{name} '{text}': expected seconds from 0 to {LongestSeconds}, as in 2 or 0.5."));

    /// <exception cref="UsageException">It is no rate that the loop can keep.</exception>
    public static double Rate(string name, string text) =>
        Real(text) is { } value and >= SlowestRate and <= FastestRate
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{name} '{text}': expected ticks per second from {SlowestRate} to {FastestRate}."));

    /// <exception cref="UsageException">It is neither.</exception>
    public static bool OnOff(string name, string text) => text switch
    {
        "on" => true,
        "off" => false,
        _ => throw new UsageException($"{name} '{text}': expected on or off."),
    };

    /// <exception cref="UsageException">It is another word.</exception>
    public static bool OneOf(string name, string text, string allowed) =>
        text == allowed ? true : throw new UsageException($"{name} '{text}': the only value allowed is {allowed}.");

    /// <summary>"FOLDER", or "PATH=FOLDER" where artists' machines write the folder as PATH. A relative folder begins at the current one.</summary>
    /// <exception cref="UsageException">One of the two is empty.</exception>
    public static SourceRoot Root(string name, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string local = text[(equals + 1)..];
        string recorded = equals < 0 ? local : text[..equals];
        return string.IsNullOrWhiteSpace(local) || string.IsNullOrWhiteSpace(recorded) || local.Contains('\0', StringComparison.Ordinal)
            ? throw new UsageException($"{name} '{text}': expected a folder, or the path that artists' machines write, an equals sign and the folder.")
            : new SourceRoot(equals < 0 ? Path.GetFullPath(local) : recorded, Path.GetFullPath(local));
    }

    private static double? Real(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) ? value : null;
}
