using System.Text;

namespace DccBridge.Companion.Logs;

/// <summary>Reads the newest lines of the log files, from their ends on; at most 8 MiB of them.</summary>
internal sealed class LogFolder(string folder) : ILogLines
{
    /// <summary>What the names of the files begin with; the day and a number follow.</summary>
    public const string Prefix = "companion-";

    /// <summary>How they end.</summary>
    public const string Suffix = ".log";

    private const int MostBytes = 8 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ReadAsync(int count, string? least, CancellationToken cancellation)
    {
        var wanted = new List<string>();
        var left = MostBytes;
        foreach (var file in Files())
        {
            var (text, read) = await TailAsync(file, left, cancellation).ConfigureAwait(false);
            wanted.InsertRange(0, Entries(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), least));
            left -= read;
            if (wanted.Count >= count || left <= 0)
            {
                break;
            }
        }

        return wanted.Count > count ? wanted.GetRange(wanted.Count - count, count) : wanted;
    }

    // Newest first. The number of a second file of a day is longer than the name of the first: by length, then by letters.
    private IEnumerable<string> Files() =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}")
                .OrderByDescending(file => Path.GetFileName(file).Split('_')[0].Replace(Suffix, "", StringComparison.Ordinal), StringComparer.Ordinal)
                .ThenByDescending(file => Path.GetFileName(file).Length)
                .ThenByDescending(file => file, StringComparer.Ordinal)
            : [];

    private static async Task<(string Text, int Read)> TailAsync(string file, int most, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
            var from = Math.Max(0, stream.Length - most);
            stream.Seek(from, SeekOrigin.Begin);
            var bytes = new byte[stream.Length - from];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            var text = Encoding.UTF8.GetString(bytes, 0, read);

            // The first line is half a line when the file begins before it.
            return (from > 0 ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text, read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Let go of as the eleventh between the list and the look.
            return ("", 0);
        }
    }

    private static IEnumerable<string> Entries(IEnumerable<string> lines, string? least)
    {
        var allowed = least is null ? [] : LogLineFormat.Levels.TakeWhile(level => level.Name != least).Concat(LogLineFormat.Levels.Where(level => level.Name == least)).Select(level => level.Word).ToList();
        var isWanted = least is null;
        foreach (var line in lines)
        {
            if (least is not null && IsEntry(line))
            {
                isWanted = allowed.Contains(line.AsSpan(LogLineFormat.TimeLength + 1, 3).ToString(), StringComparer.Ordinal);
            }

            if (isWanted)
            {
                yield return line;
            }
        }
    }

    private static bool IsEntry(string line) => line.Length > LogLineFormat.TimeLength + 4 && line[0] != ' ' && line[LogLineFormat.TimeLength - 1] == 'Z';
}
