namespace DccBridge.Client.Uploads;

/// <summary>Passes progress on about once per MiB, and at the ends of stages: a report per chunk would cost more than the chunk.</summary>
internal sealed class ProgressSteps(IProgress<UploadProgress>? progress, long total)
{
    private const long StepBytes = 1024 * 1024;

    private UploadStage _stage;
    private long _next;

    public void Report(UploadStage stage, long bytes)
    {
        if (stage != _stage)
        {
            _stage = stage;
            _next = 0;
        }

        if (bytes >= _next || bytes >= total)
        {
            _next = bytes + StepBytes;
            progress?.Report(new UploadProgress(stage, bytes, total));
        }
    }
}
