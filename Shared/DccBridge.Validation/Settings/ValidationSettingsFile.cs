using System.Text;
using System.Text.Unicode;

namespace DccBridge.Validation.Settings;

/// <summary>Reads DccBridge.settings.json: JSON in UTF-8, with comments and trailing commas. DccBridge.settings.schema.json describes it.</summary>
public static class ValidationSettingsFile
{
    /// <summary>Name of the file in a project's folder.</summary>
    public const string Name = "DccBridge.settings.json";

    /// <summary>Name of the file beside it with what one user wants for themselves; it is not for version control.</summary>
    public const string UserName = "DccBridge.user.settings.json";

    /// <summary>Reads a file.</summary>
    /// <exception cref="ValidationSettingsException">It is not there, cannot be read, or its content is not allowed.</exception>
    public static ValidationSettings Load(string path) => Parse(ReadBytes(path), path);

    /// <summary>Reads a file, or gives the defaults when there is none.</summary>
    /// <exception cref="ValidationSettingsException">It cannot be read, or its content is not allowed.</exception>
    public static ValidationSettings LoadOrDefault(string path) => File.Exists(path) ? Load(path) : new ValidationSettings();

    /// <summary>Reads settings from bytes.</summary>
    /// <param name="utf8">The content of a file, with or without a byte order mark.</param>
    /// <param name="file">Name for errors.</param>
    /// <exception cref="ValidationSettingsException">The content is not allowed; the first mistake is named.</exception>
    public static ValidationSettings Parse(ReadOnlySpan<byte> utf8, string file = Name) => Parse(utf8, file, ReadingRules.Default);

    /// <summary>As the public one, for other rules than DccBridge's own, and under the locks of weaker files.</summary>
    internal static ValidationSettings Parse(ReadOnlySpan<byte> utf8, string file, ReadingRules reading)
    {
        var cursor = new JsonCursor(Content(utf8, file), file);
        return ValidationSettingsReader.Read(ref cursor, reading);
    }

    /// <summary>The other files that a settings file names.</summary>
    /// <exception cref="ValidationSettingsException">The content is no JSON object, or one of these names is not allowed.</exception>
    internal static WrittenPaths ParsePaths(ReadOnlySpan<byte> utf8, string file)
    {
        var cursor = new JsonCursor(Content(utf8, file), file);
        return WrittenPaths.Read(ref cursor);
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ValidationSettingsException">It is not there, cannot be read, or is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > SettingsLimits.MaxFileBytes)
            {
                throw TooLarge(path);
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ValidationSettingsException(path, 0, 0, "", "There is no such settings file. Create it (an empty object {} is all defaults) or give the right path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ValidationSettingsException(path, 0, 0, "", $"The settings file cannot be read: {exception.Message}", exception);
        }

        return bytes;
    }

    /// <summary>The JSON of a file, without its byte order mark.</summary>
    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.Length > SettingsLimits.MaxFileBytes)
        {
            throw TooLarge(file);
        }

        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (FirstInvalid(utf8) is { } offset)
        {
            var (line, column) = JsonCursor.PlaceOf(utf8, offset);
            throw new ValidationSettingsException(file, line, column, "", "These bytes are not UTF-8. Save the file with the encoding UTF-8.");
        }

        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new ValidationSettingsException(file, 1, 1, "", "The file is empty. Write at least {}, which is all defaults.");
        }

        return utf8;
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
        {
            return null;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(utf8[offset..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }

    private static ValidationSettingsException TooLarge(string file) =>
        new(file, 0, 0, "", $"The file is larger than {SettingsLimits.MaxFileBytes / (1024 * 1024)} MiB. Settings are never that long; is it the right file?");
}
