namespace DccBridge.Tray;

/// <summary>Whether somebody shows the icon.</summary>
/// <param name="IsThere">Whether a panel shows it.</param>
/// <param name="Reason">For people: why it is not shown, or what shows it.</param>
public sealed record TrayAvailability(bool IsThere, string Reason);
