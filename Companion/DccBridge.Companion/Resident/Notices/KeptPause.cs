namespace DccBridge.Companion.Resident.Notices;

/// <summary>Until when notifications are held back, as it is kept.</summary>
internal sealed record KeptPause(DateTimeOffset? Until);
