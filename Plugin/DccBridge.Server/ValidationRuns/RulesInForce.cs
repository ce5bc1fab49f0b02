using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Validation;
using DccBridge.Validation.Settings;

namespace DccBridge.Server.ValidationRuns;

/// <summary>The rules of the project, from its settings file; read again when the file has changed. Callable from any thread.</summary>
/// <param name="settingsFile">Path of the file; null for all defaults. It need not exist.</param>
/// <param name="sourceFiles">What is known of source files.</param>
/// <param name="time">Dates the verdicts.</param>
/// <param name="log">Told of rules that fail.</param>
internal sealed class RulesInForce(string? settingsFile, ISourceFiles sourceFiles, TimeProvider time, IBridgeLog log)
{
    private readonly Lock _lock = new();
    private RuleSet? _rules;
    private (DateTime Written, long Length) _version;

    /// <summary>The rules as they are now.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidSettings"/>; names file, line and what is allowed.</exception>
    public RuleSet Current
    {
        get
        {
            lock (_lock)
            {
                var version = VersionOf(settingsFile);
                if (_rules is null || version != _version)
                {
                    _rules = Load();
                    _version = version;
                }

                return _rules;
            }
        }
    }

    private static (DateTime Written, long Length) VersionOf(string? path)
    {
        var file = path is null ? null : new FileInfo(path);
        return file?.Exists == true ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private RuleSet Load()
    {
        try
        {
            var settings = settingsFile is null ? null : ValidationSettingsFile.LoadOrDefault(settingsFile);
            return RuleSet.Create(settings, sourceFiles, time, LogFailure);
        }
        catch (ValidationSettingsException exception)
        {
            _rules = null;
            // The folder stays on this side; the name is enough for people to find the file.
            throw new RpcException(
                ErrorCode.InvalidSettings,
                exception.Message.Replace(exception.File, Path.GetFileName(exception.File), StringComparison.Ordinal),
                Outcome.NotStarted,
                details: new Dictionary<string, string> { ["field"] = exception.Field });
        }
    }

    private void LogFailure(string rule, AssetRecord asset, Exception exception) =>
        log.Write(BridgeLogLevel.Error, $"The rule '{rule}' failed on '{asset.Path}'.", exception);
}
