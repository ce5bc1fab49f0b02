using System.Threading.Channels;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;

namespace DccBridge.Server.ValidationRuns;

/// <summary>
/// Judges the assets that the editor itself asks about: when it saves them, from its menu, before a submit. The answer is for the engine thread
/// at once; the push, which writes to the disk, follows elsewhere.
/// </summary>
public sealed class EditorValidation : IAsyncDisposable
{
    private const int QueueCapacity = 4_096;
    private const int MaxRemembered = 1_024;

    /// <summary>Assets that are asked about within this time of each other are one run; the same verdict on the same asset within it is pushed once.</summary>
    private static readonly TimeSpan OneRun = TimeSpan.FromSeconds(1);

    private readonly ValidationRun _validation;
    private readonly TimeProvider _time;
    private readonly IBridgeLog _log;
    private readonly Channel<Verdict> _verdicts = Channel.CreateBounded<Verdict>(QueueCapacity);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Verdict Verdict, long At)> _last = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _publishing;
    private Guid _run;
    private ValidationUseCase _useCase;
    private long? _at;

    internal EditorValidation(ValidationRun validation, TimeProvider time, IBridgeLog log)
    {
        _validation = validation;
        _time = time;
        _log = log;
        _publishing = Task.Run(PublishAsync);
    }

    /// <summary>What the rules say. Callable from the engine thread: it waits for nothing but a settings file that has changed and, outside of
    /// saves and where source folders are declared, for the hash of a source file that has.</summary>
    /// <param name="asset">The asset with its facts.</param>
    /// <param name="useCase">Why it is judged.</param>
    public Verdict Judge(AssetRecord asset, ValidationUseCase useCase)
    {
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            if (_at is not { } at || _useCase != useCase || _time.GetElapsedTime(at, now) > OneRun)
            {
                _run = Guid.NewGuid();
            }

            (_useCase, _at) = (useCase, now);
            var verdict = _validation.JudgeOnly(asset, _run, useCase);
            if (IsNew(verdict, now) && !_verdicts.Writer.TryWrite(verdict))
            {
                _log.Write(BridgeLogLevel.Warning, $"The verdict on '{asset.Path}' was not pushed: {QueueCapacity} others wait for the disk. Validate the asset again.");
            }

            return verdict;
        }
    }

    /// <summary>Returns when everything that was judged is pushed.</summary>
    public async ValueTask DisposeAsync()
    {
        _verdicts.Writer.TryComplete();
        await _publishing.ConfigureAwait(false);
    }

    /// <summary>False for what Unreal asks twice: when it found the validator by itself beside the one that was registered.</summary>
    private bool IsNew(Verdict verdict, long now)
    {
        if (_last.TryGetValue(verdict.AssetPath, out var last) && _time.GetElapsedTime(last.At, now) <= OneRun && IsSame(last.Verdict, verdict))
        {
            return false;
        }

        if (_last.Count >= MaxRemembered)
        {
            _last.Clear();
        }

        _last[verdict.AssetPath] = (verdict, now);
        return true;
    }

    private static bool IsSame(Verdict a, Verdict b) =>
        a.UseCase == b.UseCase && a.Outcome == b.Outcome && a.ContentHash == b.ContentHash && a.Findings.SequenceEqual(b.Findings);

    private async Task PublishAsync()
    {
        await foreach (var verdict in _verdicts.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                _validation.Publish(verdict);
            }
            catch (Exception exception)
            {
                // Whatever it was, it was about this verdict: the ones after it are still to be pushed.
                _log.Write(BridgeLogLevel.Error, $"The verdict on '{verdict.AssetPath}' could not be pushed. Validate the asset again.", exception);
            }
        }
    }
}
