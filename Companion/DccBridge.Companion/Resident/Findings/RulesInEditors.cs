using System.Collections.Concurrent;
using DccBridge.Companion.Resident.Editors;
using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Errors;

namespace DccBridge.Companion.Resident.Findings;

/// <summary>Which rules can mend what they find, by project: asked of each editor when it is connected.</summary>
internal sealed class RulesInEditors(ResidentOptions options, Action<LogWeight, string, Exception?> log)
{
    private readonly ConcurrentDictionary<string, HashSet<string>> _mending = new(StringComparer.Ordinal);

    /// <summary>The editor of the project can mend what this rule finds.</summary>
    public bool CanFix(string projectPath, string rule) => _mending.TryGetValue(projectPath, out var rules) && rules.Contains(rule);

    /// <summary>Asks an editor.</summary>
    public async Task AskAsync(LinkedEditor editor, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(options.ActionLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await using var session = editor.Borrow();
            var rules = await session.ListRulesAsync(null, either.Token).ConfigureAwait(false);
            _mending[editor.ProjectPath] = rules.Rules.Where(r => r.CanFix).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is RpcException { Code: not ErrorCode.Internal } or IOException or ResidentException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // Wrong settings of the validation, most likely: the findings say so themselves. Only the buttons for fixes are missing.
            log(LogWeight.Warning, $"The rules of project '{editor.Project}' are not known: {e.Message}", e);
        }
    }
}
