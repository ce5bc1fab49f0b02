using System.CommandLine;
using System.Globalization;

namespace DccBridge.Companion.Cli;

/// <summary>What every command is told.</summary>
internal sealed record CommonValues
{
    /// <summary>Which editor: project, instance id, port or process id; null is the only one.</summary>
    public string? Editor { get; init; }

    /// <summary>Folder of the endpoint files; null is the user's own.</summary>
    public string? EndpointFolder { get; init; }

    /// <summary>Limit of each wait for the editor.</summary>
    public TimeSpan Timeout { get; init; } = CommonOptions.DefaultTimeout;

    /// <summary>One JSON document on standard output instead of text.</summary>
    public bool Json { get; init; }
}

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    /// <summary>Without --timeout.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document on standard output and nothing else", Recursive = true };

    private readonly Option<string?> _editor = new("--editor", "-e")
    {
        Description = "Which editor, when several run: project name, first digits of the instance id, port, or process id",
        HelpName = "name|id|port",
        Recursive = true,
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "Longest wait for the editor's answers, in seconds or as 90s, 5m, 1h (default: 2m)",
        HelpName = "time",
        Recursive = true,
        CustomParser = result =>
        {
            if (TryParseTime(result.Tokens[0].Value, out var time))
            {
                return time;
            }

            result.AddError($"--timeout: '{result.Tokens[0].Value}' is no time. Write seconds, or a number with s, m or h (90s, 5m); more than 0 and at most 24h.");
            return default;
        },
    };

    private readonly Option<string?> _endpointFolder = new("--endpoint-folder")
    {
        Description = "Folder where running editors are listed (default: the user's own)",
        HelpName = "folder",
        Recursive = true,
    };

    /// <summary>Adds the options to the root; the commands below inherit them.</summary>
    public void AddTo(Command root)
    {
        root.Add(_json);
        root.Add(_editor);
        root.Add(_timeout);
        root.Add(_endpointFolder);
    }

    /// <summary>What was typed.</summary>
    public CommonValues Read(ParseResult result, string workingFolder) => new()
    {
        Json = result.GetValue(_json),
        Editor = result.GetValue(_editor),
        Timeout = result.GetValue(_timeout) ?? DefaultTimeout,
        EndpointFolder = result.GetValue(_endpointFolder) is { Length: > 0 } folder ? Path.GetFullPath(folder, workingFolder) : null,
    };

    /// <summary>Reads "90", "90s", "1.5m" or "1h".</summary>
    internal static bool TryParseTime(string text, out TimeSpan time)
    {
        time = default;
        var unit = text.Length == 0 ? ' ' : text[^1];
        var seconds = unit switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        var digits = seconds == 0 ? text : text[..^1];
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || !(number <= LongestTimeout.TotalSeconds))
        {
            return false;
        }

        time = TimeSpan.FromSeconds(number * Math.Max(seconds, 1));
        return time > TimeSpan.Zero && time <= LongestTimeout;
    }
}
