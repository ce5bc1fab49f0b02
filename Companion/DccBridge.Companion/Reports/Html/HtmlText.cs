using System.Globalization;
using System.Net;
using DccBridge.Companion.Cli.Rendering;

namespace DccBridge.Companion.Reports.Html;

/// <summary>Text as it may stand in a page, in elements and in quoted attributes.</summary>
internal static class HtmlText
{
    /// <summary>On one line, without control characters, everything with a meaning encoded.</summary>
    public static string Of(string? text) => WebUtility.HtmlEncode(WholeText.Of(Printable.Line(text)));

    /// <summary>"6,776".</summary>
    public static string Of(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A coordinate or length with at most two decimals.</summary>
    public static string Of(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A measure with three digits that count: 0.0208, 17, 100.4 as 100, 1024 as 1,024.</summary>
    public static string Figure(double number)
    {
        if (!double.IsFinite(number) || number == 0)
        {
            return number == 0 ? "0" : "?";
        }

        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 6);
        return Math.Round(number, decimals).ToString("#,0.######", CultureInfo.InvariantCulture);
    }
}
