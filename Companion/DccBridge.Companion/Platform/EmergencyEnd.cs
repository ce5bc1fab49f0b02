namespace DccBridge.Companion.Platform;

/// <summary>What has to be taken along when the process ends at once: child processes, temporary folders.</summary>
internal sealed class EmergencyEnd
{
    private readonly Lock _gate = new();
    private readonly List<Action> _acts = [];

    /// <summary>Adds an act. It must be quick, and safe beside whatever else runs.</summary>
    /// <returns>Takes it back when disposed.</returns>
    public IDisposable Add(Action act)
    {
        lock (_gate)
        {
            _acts.Add(act);
        }

        return new Registration(this, act);
    }

    /// <summary>Runs the acts, the last one first. One that fails is told of, and does not keep the others from running.</summary>
    /// <param name="error">Told what could not be taken along.</param>
    public void Run(TextWriter error)
    {
        Action[] acts;
        lock (_gate)
        {
            acts = [.. _acts.AsEnumerable().Reverse()];
        }

        foreach (var act in acts)
        {
            try
            {
                act();
            }
            catch (Exception e)
            {
                error.WriteLine($"dccbridge: something of this run may be left behind: {e.Message}");
            }
        }
    }

    private void Remove(Action act)
    {
        lock (_gate)
        {
            _acts.Remove(act);
        }
    }

    private sealed class Registration(EmergencyEnd end, Action act) : IDisposable
    {
        public void Dispose() => end.Remove(act);
    }
}
