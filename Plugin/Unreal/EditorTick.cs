using DccBridge.Server.Editor;
using DccBridge.Server.EditorPython;

namespace DccBridge.Unreal;

/// <summary>Has the editor's own tick call our subsystem, by way of Unreal's Python, which has one. On the game thread only; never throws.</summary>
internal sealed class EditorTick(UnrealPython python, IBridgeLog log)
{
    private readonly PythonEditor _editor = new(python);
    private string? _subsystem;
    private bool _wasAvailable;

    /// <summary>The subsystem is called at each tick from now on.</summary>
    public bool IsOn { get; private set; }

    /// <summary>From now on it is this object that is called: at once, or once there is Python.</summary>
    /// <param name="subsystem">Path name of the subsystem.</param>
    public void Through(string subsystem)
    {
        (_subsystem, _wasAvailable, IsOn) = (subsystem, false, false);
        TryStart();
    }

    /// <summary>Starts it where it is not on. Python that cannot do it is asked once, and again when it was switched off and on.</summary>
    /// <returns><see cref="IsOn"/>.</returns>
    public bool TryStart()
    {
        if (IsOn || _subsystem is null)
        {
            return IsOn;
        }

        try
        {
            var isAvailable = python.IsAvailable;
            var isNew = isAvailable && !_wasAvailable;
            _wasAvailable = isAvailable;
            if (isNew)
            {
                _editor.StartTicking(_subsystem);
                IsOn = true;
            }
        }
        catch (Exception exception)
        {
            log.Write(BridgeLogLevel.Warning, "DccBridge could not join the editor's tick and cannot import. Look for lines of LogPython above, mend what they name and restart the editor.", exception);
        }

        return IsOn;
    }

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        var wasOn = IsOn;
        (_subsystem, IsOn) = (null, false);
        if (wasOn)
        {
            Guard.Run("leave the editor's tick", () =>
            {
                if (python.IsAvailable)
                {
                    _editor.StopTicking();
                }
            });
        }
    }
}
