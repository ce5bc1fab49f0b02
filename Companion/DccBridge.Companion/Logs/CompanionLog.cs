using System.Text;
using DccBridge.Companion.Platform;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Sinks.File;

namespace DccBridge.Companion.Logs;

/// <summary>The log of the resident companion: a file a day, a new one when it has 10 MiB, ten in all. A disk that is full costs lines, not the companion.</summary>
internal sealed class CompanionLog : IDisposable
{
    private const long MostBytesPerFile = 10 * 1024 * 1024;
    private const int MostFiles = 10;

    private readonly LoggingLevelSwitch _level = new(LogEventLevel.Information);
    private readonly SerilogLoggerFactory _factory;

    /// <param name="folders">Where the files lie.</param>
    /// <param name="mostBytesPerFile">When a new one is begun.</param>
    /// <param name="mostFiles">How many are kept.</param>
    public CompanionLog(CompanionFolders folders, long mostBytesPerFile = MostBytesPerFile, int mostFiles = MostFiles)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .WriteTo.File(
                new LogLineFormat(),
                Path.Combine(folders.Logs, $"{LogFolder.Prefix}{LogFolder.Suffix}"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: mostBytesPerFile,
                retainedFileCountLimit: mostFiles,
                hooks: new UserOnly())
            .CreateLogger();
        _factory = new SerilogLoggerFactory(logger, dispose: true);
        Lines = new LogFolder(folders.Logs);
    }

    /// <summary>For writing.</summary>
    public ILoggerFactory Factory => _factory;

    /// <summary>For reading.</summary>
    public ILogLines Lines { get; }

    /// <summary>Which lines are written from now on.</summary>
    /// <param name="level">error, warning, information or debug.</param>
    public void SetLevel(string level) => _level.MinimumLevel = level switch
    {
        "error" => LogEventLevel.Error,
        "warning" => LogEventLevel.Warning,
        "debug" => LogEventLevel.Debug,
        _ => LogEventLevel.Information,
    };

    /// <inheritdoc/>
    public void Dispose() => _factory.Dispose();

    private sealed class UserOnly : FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
        {
            UserOnlyFile.Close(path);
            return underlyingStream;
        }
    }
}
