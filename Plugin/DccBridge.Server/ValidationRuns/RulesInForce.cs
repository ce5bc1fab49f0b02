using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;
using DccBridge.Server.Editor;
using DccBridge.Validation;
using DccBridge.Validation.Custom;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Server.ValidationRuns;

/// <summary>The rules of the project, from its settings files; read again when one of these has changed, has come or is gone. Callable from any thread.</summary>
/// <param name="sources">Where the settings begin.</param>
/// <param name="customRules">Loads a studio's own rules; null where they cannot run.</param>
/// <param name="roots">Source folders besides those that the settings declare, and stronger.</param>
/// <param name="time">Dates the verdicts.</param>
/// <param name="log">Told of rules that fail.</param>
internal sealed class RulesInForce(SettingsSources sources, ICustomRuleSource? customRules, IReadOnlyList<SourceRoot> roots, TimeProvider time, IBridgeLog log) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTime Written, long Length)> _versions = new(StringComparer.Ordinal);
    private LayeredSettings? _settings;
    private RuleSet? _rules;
    private ValidationSettingsException? _mistake;
    private bool _saidIgnored;

    /// <summary>The rules as they are now.</summary>
    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidSettings"/>; names file, line and what is allowed.</exception>
    public RuleSet Current
    {
        get
        {
            lock (_lock)
            {
                if ((_rules is null && _mistake is null) || _versions.Any(file => VersionOf(file.Key) != file.Value))
                {
                    Load();
                }

                return _rules ?? throw ToError(_mistake!);
            }
        }
    }

    /// <summary>Reads the files anew at the next occasion, whatever their dates say.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            (_rules, _mistake) = (null, null);
        }
    }

    /// <summary>Lets a studio's rules go.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _settings?.Dispose();
            (_settings, _rules) = (null, null);
        }
    }

    /// <summary>As it crosses the wire. Folders stay on this side; names are enough for people to find the files.</summary>
    public RpcException ToError(ValidationSettingsException exception)
    {
        List<string> files;
        lock (_lock)
        {
            files = [exception.File, .. _versions.Keys.OrderByDescending(file => file.Length)];
        }

        return new RpcException(
            ErrorCode.InvalidSettings,
            files.Aggregate(exception.Message, (text, file) => text.Replace(file, Path.GetFileName(file), StringComparison.Ordinal)),
            Outcome.NotStarted,
            details: new Dictionary<string, string> { ["field"] = exception.Field });
    }

    private static (DateTime Written, long Length) VersionOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private void Load()
    {
        _settings?.Dispose();
        (_settings, _rules, _mistake) = (null, null, null);
        _versions.Clear();
        try
        {
            // The version is that from before a file is read: one that changes meanwhile is read once more, not once too little.
            _settings = LayeredSettings.Load(sources, customRules, file => _versions[file] = VersionOf(file));
            _rules = RuleSet.Create(_settings, new RootedSourceFiles([.. roots, .. _settings.SourceRoots]), time, LogFailure);
            Tell(_settings);
        }
        catch (ValidationSettingsException exception)
        {
            _mistake = exception;
        }
    }

    private void Tell(LayeredSettings settings)
    {
        foreach (var problem in settings.Problems)
        {
            log.Write(BridgeLogLevel.Warning, problem);
        }

        if (settings.IgnoredAssemblies.Count > 0 && !_saidIgnored)
        {
            _saidIgnored = true;
            log.Write(
                BridgeLogLevel.Warning,
                $"The settings name a studio's own rules ({string.Join(", ", settings.IgnoredAssemblies)}). Such rules run outside of Unreal only, in the headless editor and in 'dccbridge'; here DccBridge's own rules judge.");
        }
    }

    private void LogFailure(string rule, AssetRecord asset, Exception exception) =>
        log.Write(BridgeLogLevel.Error, $"The rule '{rule}' failed on '{asset.Path}'.", exception);
}
