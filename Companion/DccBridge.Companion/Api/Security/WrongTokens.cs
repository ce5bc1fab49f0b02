namespace DccBridge.Companion.Api.Security;

/// <summary>
/// Holds wrong tokens down: ten in a row, then one in six seconds; beyond, they are refused without a look, and not written to the log. Right ones always pass, so
/// that nobody can lock the user out. A token cannot be guessed in any case; this keeps a program that tries from filling the log.
/// </summary>
internal sealed class WrongTokens(TimeProvider time)
{
    private const int Burst = 10;
    private const double SecondsEach = 6;

    private readonly Lock _gate = new();
    private double _left = Burst;
    private long _at = time.GetTimestamp();

    /// <summary>Counts one.</summary>
    /// <returns>It is within what is borne.</returns>
    public bool Count()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(Burst, _left + (time.GetElapsedTime(_at, now).TotalSeconds / SecondsEach));
            _at = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }

    /// <summary>When trying again makes sense, in seconds.</summary>
    public static int RetryAfterSeconds => (int)SecondsEach;
}
