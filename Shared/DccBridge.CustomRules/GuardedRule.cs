using System.Collections.Concurrent;
using System.Globalization;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;
using DccBridge.Validation.Custom;

namespace DccBridge.CustomRules;

/// <summary>
/// A studio's rule behind a limit of time. It runs on a thread of its own, so that whoever judges goes on when it does not come back; after a few such
/// assets it is not asked any more. What it says of itself was asked when this was made.
/// </summary>
internal sealed class GuardedRule : CustomRule, IDisposable
{
    private readonly CustomRule _rule;
    private readonly CustomRuleLimits _limits;
    private readonly ConcurrentStack<RuleWorker> _idle = new();
    private volatile bool _isDisposed;
    private int _timeouts;

    /// <summary>Asks the rule what it says of itself: foreign code, which may throw anything.</summary>
    public GuardedRule(CustomRule rule, CustomRuleLimits limits)
    {
        _rule = rule;
        _limits = limits;
        Id = rule.Id;
        Description = rule.Description;
        Remedy = rule.Remedy;
        Severity = rule.Severity;
        EnabledByDefault = rule.EnabledByDefault;
        Thresholds = [.. rule.Thresholds ?? []];
    }

    /// <inheritdoc/>
    public override string Id { get; }

    /// <inheritdoc/>
    public override string Description { get; }

    /// <inheritdoc/>
    public override string Remedy { get; }

    /// <inheritdoc/>
    public override Severity Severity { get; }

    /// <inheritdoc/>
    public override bool EnabledByDefault { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ThresholdDefinition> Thresholds { get; }

    /// <inheritdoc/>
    /// <exception cref="CustomRuleException">The rule threw, took too long, or is not asked any more.</exception>
    public override void Judge(AssetRecord asset, CustomRuleReport report)
    {
        if (Volatile.Read(ref _timeouts) >= _limits.MaxTimeouts)
        {
            throw new CustomRuleException($"is switched off, because on {_limits.MaxTimeouts} assets it took longer than {Seconds(_limits.JudgeTime)}");
        }

        // A report of its own: a rule that was given up may go on to write into it.
        var own = new CustomRuleReport(report.Threshold);
        CustomRuleException? failure = null;
        var worker = _idle.TryPop(out var idle) ? idle : new RuleWorker($"Rule {Id}");
        if (!worker.Run(() => failure = ForeignCode.Run(() => _rule.Judge(asset, own)), _limits.JudgeTime))
        {
            Interlocked.Increment(ref _timeouts);
            throw new CustomRuleException($"took longer than {Seconds(_limits.JudgeTime)} and was not waited for");
        }

        _idle.Push(worker);
        if (_isDisposed)
        {
            EndWorkers();
        }

        if (failure is not null)
        {
            throw failure;
        }

        report.TakeOver(own);
    }

    /// <summary>Ends its threads; a judgement that is under way ends by itself.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        EndWorkers();
    }

    private void EndWorkers()
    {
        while (_idle.TryPop(out var worker))
        {
            worker.Dispose();
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
