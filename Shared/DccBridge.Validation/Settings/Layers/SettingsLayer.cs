namespace DccBridge.Validation.Settings.Layers;

/// <summary>One settings file of several that are in force together.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Name">How origins call it: relative to the project's file where that is short; with slashes.</param>
/// <param name="Settings">What it says.</param>
public sealed record SettingsLayer(string File, string Name, ValidationSettings Settings);
