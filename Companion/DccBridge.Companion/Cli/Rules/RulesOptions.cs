namespace DccBridge.Companion.Cli.Rules;

/// <summary>What <c>rules</c> was asked for.</summary>
internal sealed record RulesOptions
{
    /// <summary>The asset or folder; null is the project as a whole.</summary>
    public string? Path { get; init; }

    /// <summary>Start a headless editor and ask it.</summary>
    public bool Headless { get; init; }

    /// <summary>Content folder of the headless editor; null is a temporary one.</summary>
    public string? ContentFolder { get; init; }

    /// <summary>The project's settings file, to be read here or by the headless editor; null takes what the editor has.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Print the rule reference instead.</summary>
    public bool Markdown { get; init; }

    /// <summary>Print the JSON schema of the settings instead.</summary>
    public bool Schema { get; init; }
}
