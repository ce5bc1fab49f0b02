using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DccBridge.Companion.Resident.State;

/// <summary>
/// State on disk as lines, each with a check before it: written one by one at the end, and now and then whole. A torn end, left by a kill, is cut off; a
/// damaged line is passed over and told. When the disk is full the state goes on in memory, and is written whole as soon as there is room. Not synchronised.
/// </summary>
internal sealed class Journal<T> : IDisposable
{
    /// <summary>Longer lines are not read: nobody here writes them.</summary>
    private const int MaxLineBytes = 16 << 20;

    private const int CheckDigits = 8;

    /// <summary>With less than this many lines it is not worth while to write it anew.</summary>
    private const int FewLines = 1_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly JsonTypeInfo<T> _type;
    private readonly IStateDisk _disk;
    private readonly TimeProvider _time;
    private Stream? _end;
    private long _triedAt;
    private int _lines;

    public Journal(string path, JsonTypeInfo<T> type, IStateDisk disk, TimeProvider time)
    {
        (_path, _type, _disk, _time) = (path, type, disk, time);
    }

    /// <summary>Why the state is not kept at the moment, as an instruction; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads all good lines.</summary>
    /// <param name="take">Given each, in order.</param>
    /// <param name="told">Told what could not be read.</param>
    public void Load(Action<T> take, Action<string> told)
    {
        var good = 0L;
        var damaged = 0;
        bool isWhole;
        try
        {
            using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024);
            var length = stream.Length;
            foreach (var (line, end) in Lines(stream))
            {
                if (Read(line) is { } value)
                {
                    good = end;
                    _lines++;
                    take(value);
                }
                else if (end < length)
                {
                    damaged++;
                }
            }

            isWhole = good == length;
        }
        catch (FileNotFoundException)
        {
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            told($"The state in {_path} cannot be read ({e.Message}): it begins anew. Mend the rights of the file.");
            return;
        }

        if (damaged > 0)
        {
            told($"{damaged} lines of {_path} were damaged and are left out.");
        }

        if (!isWhole)
        {
            Cut(good, told);
        }
    }

    /// <summary>Adds a line.</summary>
    /// <param name="value">What is new.</param>
    /// <param name="all">All of the state, the new line included, for when the file is written anew.</param>
    /// <param name="live">How many lines <paramref name="all"/> has.</param>
    /// <returns>True when all is on disk.</returns>
    public bool Keep(T value, Func<IEnumerable<T>> all, int live)
    {
        if (Problem is not null)
        {
            return Mend(all);
        }

        if (_lines > FewLines && _lines > 3L * live)
        {
            return Rewrite(all());
        }

        try
        {
            _end ??= _disk.Append(_path);
            _end.Write(Line(value));
            _lines++;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e);
            return false;
        }
    }

    /// <summary>Tries again to write what could not be kept; true when all is on disk.</summary>
    public bool Mend(Func<IEnumerable<T>> all) => Problem is null || (_time.GetElapsedTime(_triedAt) >= RetryAfter && Rewrite(all()));

    /// <summary>Writes all of the state anew, whole or not at all.</summary>
    public bool Rewrite(IEnumerable<T> all)
    {
        _end?.Dispose();
        _end = null;
        _triedAt = _time.GetTimestamp();
        var lines = 0;
        try
        {
            WholeFile.Write(_disk, _path, stream =>
            {
                foreach (var value in all)
                {
                    stream.Write(Line(value));
                    lines++;
                }
            });
            _lines = lines;
            Problem = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end?.Dispose();

    private void Fail(Exception e)
    {
        _triedAt = _time.GetTimestamp();
        Problem = $"What is new cannot be kept in {_path} ({e.Message}). Free some room on that disk, or mend the rights of the folder; until then it is lost when dccbridge ends.";
        try
        {
            _end?.Dispose();
        }
        catch (IOException)
        {
            // Closing may meet the same full disk; the failure is told above.
        }

        _end = null;
    }

    private void Cut(long length, Action<string> told)
    {
        try
        {
            using var stream = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read);
            if (stream.Length > length)
            {
                stream.SetLength(length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            told($"The end of {_path} is torn and cannot be mended ({e.Message}). Mend the rights of the file.");
        }
    }

    private byte[] Line(T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, _type);
        var line = new byte[CheckDigits + 1 + json.Length + 1];
        Check(json, line);
        line[CheckDigits] = (byte)' ';
        json.CopyTo(line, CheckDigits + 1);
        line[^1] = (byte)'\n';
        return line;
    }

    private T? Read(ReadOnlySpan<byte> line)
    {
        Span<byte> check = stackalloc byte[CheckDigits];
        if (line.Length <= CheckDigits + 1)
        {
            return default;
        }

        var json = line[(CheckDigits + 1)..];
        Check(json, check);
        if (!line.StartsWith(check))
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize(json, _type);
        }
        catch (JsonException)
        {
            // Written by another version: as good as not there.
            return default;
        }
    }

    private static void Check(ReadOnlySpan<byte> json, Span<byte> digits)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash[..(CheckDigits / 2)]), digits);
    }

    private static IEnumerable<(byte[] Line, long End)> Lines(Stream stream)
    {
        var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var position = 0L;
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            var start = 0;
            while (buffer.AsSpan(start, count - start).IndexOf((byte)'\n') is >= 0 and var at)
            {
                line.Write(buffer, start, at);
                start += at + 1;
                yield return (line.Length <= MaxLineBytes ? line.ToArray() : [], position + start);
                line.SetLength(0);
            }

            // Of a line that is too long only its length matters.
            if (line.Length <= MaxLineBytes)
            {
                line.Write(buffer, start, count - start);
            }

            position += count;
        }
    }
}
