using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Resident.Sources;

/// <summary>What watched files need of other rooms.</summary>
internal interface ISourceRooms
{
    /// <summary>The list is another.</summary>
    void Changed();

    /// <summary>A person may want to send it again.</summary>
    void Offer(SourceLine source);

    /// <summary>Sends it again. The same key is the same send, and what a restart interrupted is taken up.</summary>
    /// <exception cref="ResidentException">It cannot be sent now.</exception>
    ActivityView Send(SourceLine source, string origin, string? idempotencyKey);

    /// <summary>A send failed because its editor went away before it was asked for anything: another one can do it, and nothing is done twice.</summary>
    bool WasLeftUndone(ActivityView send);

    /// <summary>It could not be sent.</summary>
    void NotSent(SourceLine source, ResidentException reason);

    /// <summary>Watching failed at something.</summary>
    void Failed(Exception reason);
}
