using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.ValidationRuns;

namespace DccBridge.Server.Handlers.Validation;

/// <summary>validation.rules.</summary>
internal sealed class ListRules(ValidationRun validation)
{
    public ListRulesResult Answer()
    {
        var rules = validation.Rules;
        return new ListRulesResult { Preset = rules.Preset, Rules = rules.Rules };
    }
}
