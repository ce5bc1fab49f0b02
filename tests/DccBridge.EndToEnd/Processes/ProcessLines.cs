using System.Text;
using System.Threading.Channels;

namespace DccBridge.EndToEnd.Processes;

/// <summary>The lines of one stream of a process, read from its start, so that the process never waits for a full pipe.</summary>
internal sealed class ProcessLines
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public ProcessLines(StreamReader stream) => All = ReadAsync(stream);

    /// <summary>Everything that it wrote, once the stream has ended.</summary>
    public Task<string> All { get; }

    /// <summary>The next line that fits; lines before it are passed over. Null when the stream ended without one.</summary>
    /// <exception cref="TimeoutException">Neither came within the limit.</exception>
    public async Task<string?> NextAsync(Func<string, bool> fits, string what, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                if (fits(line))
                {
                    return line;
                }
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line {what} within {patience.TotalSeconds} s.");
        }
    }

    private async Task<string> ReadAsync(StreamReader stream)
    {
        var all = new StringBuilder();
        try
        {
            while (await stream.ReadLineAsync() is { } line)
            {
                all.Append(line).Append('\n');
                _lines.Writer.TryWrite(line);
            }
        }
        finally
        {
            _lines.Writer.Complete();
        }

        return all.ToString();
    }
}
