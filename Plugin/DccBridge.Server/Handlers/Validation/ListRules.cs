using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Handlers.Assets;
using DccBridge.Server.ValidationRuns;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>validation.rules.</summary>
internal sealed class ListRules(ValidationRun validation)
{
    /// <exception cref="DccBridge.Protocol.Errors.RpcException">The path is not allowed, or the settings are wrong.</exception>
    public ListRulesResult Answer(ListRulesParams parameters)
    {
        if (parameters.Path is { } path)
        {
            AssetPaths.VerifyFolder(path);
        }

        var rules = validation.Rules;
        return new ListRulesResult
        {
            Preset = rules.Preset,
            Rules = parameters.Path is { } of ? rules.RulesFor(of) : rules.Rules,
            SettingsFiles = rules.SettingsFiles,
            Hash = rules.Hash,
            Problems = rules.Problems,
        };
    }
}
