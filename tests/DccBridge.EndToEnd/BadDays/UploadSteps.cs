using DccBridge.Client;

namespace DccBridge.EndToEnd.BadDays;

/// <summary>Holds an upload at a byte until the test lets it go on: what happens there happens in the middle.</summary>
internal sealed class UploadSteps(long at) : IProgress<UploadProgress>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    /// <summary>Completes when so many bytes were sent.</summary>
    public Task Reached => _reached.Task.WaitAsync(Patience);

    public void GoOn() => _goOn.Set();

    public void Report(UploadProgress value)
    {
        if (value.Stage == UploadStage.Sending && value.Bytes >= at && _reached.TrySetResult() && !_goOn.Wait(Patience))
        {
            throw new TimeoutException("The test did not let the upload go on.");
        }
    }
}
