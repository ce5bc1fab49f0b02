using System.Diagnostics;
using DccBridge.Benchmarks.Reporting;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Benchmarks.Rules;

/// <summary>All rules that are on by default over many asset records, on one core.</summary>
internal sealed class RulesRun(Report report, int rounds)
{
    private const int Many = 100_000;
    private const int Few = 10_000;

    private readonly RuleSet _rules = RuleSet.Create();
    private readonly Guid _run = Guid.NewGuid();

    public IReadOnlyList<(string Name, Func<Task> Run)> Workloads => [("judge", JudgeAsync), ("allocation", AllocationAsync)];

    private Task JudgeAsync()
    {
        AssetRecord[] records = RecordSample.Make(Many);
        int rules = _rules.Rules.Count(rule => rule.Enabled);
        List<double> few = [], many = [];
        for (int round = -1; round < rounds; round++)
        {
            // Ten times the same few, so that both stretches judge as many.
            double small = 0;
            for (int i = 0; i < Many / Few; i++)
            {
                small += Seconds(records.AsSpan(0, Few), out _);
            }

            double all = Seconds(records, out int findings);
            if (round < 0)
            {
                report.Add($"{Many:N0} records, rules in force", rules, "rules");
                report.Add($"{Many:N0} records, findings", findings, "findings");
                continue;
            }

            few.Add(small);
            many.Add(all);
        }

        double seconds = Median.Of(many);
        report.Add($"{Many:N0} records, judged", seconds * 1000, "ms");
        report.Add("records per second", Many / seconds, "records/s");
        report.Add("rule checks per second and core", Many * (double)rules / seconds, "checks/s");
        report.AtLeast("rule checks per second and core", Many * (double)rules / seconds, 100_000);
        report.AtMost($"time per record, {Many:N0} / {Few:N0} records", Median.Of(many.Zip(few, (a, b) => a / b)), 1.25);
        return Task.CompletedTask;
    }

    private double Seconds(ReadOnlySpan<AssetRecord> records, out int findings)
    {
        findings = 0;
        long began = Stopwatch.GetTimestamp();
        foreach (AssetRecord record in records)
        {
            findings += _rules.Judge(record, _run, ValidationUseCase.Script).Findings.Count;
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // A clean asset costs its verdict and nothing else.
    private Task AllocationAsync()
    {
        AssetRecord record = RecordSample.Clean;
        Verdict verdict = _rules.Judge(record, _run, ValidationUseCase.Script);
        if (verdict.Findings.Count > 0)
        {
            throw new InvalidOperationException($"The clean record is none: {string.Join(", ", verdict.Findings.Select(finding => finding.RuleId + " " + finding.Message))}");
        }

        double judged = BytesPerCall(() => _rules.Judge(record, _run, ValidationUseCase.Script));
        double alone = BytesPerCall(() => verdict with { });
        report.Add("bytes of a verdict without findings", alone, "bytes");
        report.AtMost("clean record, bytes allocated / bytes of its verdict", judged / alone, 1);
        return Task.CompletedTask;
    }

    private static double BytesPerCall(Func<Verdict> call)
    {
        const int Calls = 10_000;
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }
}
