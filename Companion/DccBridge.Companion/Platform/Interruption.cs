using System.Runtime.InteropServices;

namespace DccBridge.Companion.Platform;

/// <summary>The first Ctrl-C asks to stop; the second ends the process at once, and takes along what belongs to it.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TextWriter _error;
    private readonly EmergencyEnd _emergency;
    private int _count;

    /// <param name="error">Told that it was heard.</param>
    /// <param name="emergency">Run before the process ends at once.</param>
    public Interruption(TextWriter error, EmergencyEnd emergency)
    {
        _error = error;
        _emergency = emergency;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Hear));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _asked.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _count) > 1)
        {
            // The signal is not cancelled: when this returns, it ends the process.
            _emergency.Run(_error);
            return;
        }

        context.Cancel = true;
        _error.WriteLine("Stopping. Press Ctrl-C again to end at once.");
        _asked.Cancel();
    }
}
