namespace DccBridge.Validation.Naming;

/// <summary>The names of the presets in settings and on the wire.</summary>
internal static class NamingPresetNames
{
    public static IReadOnlyList<string> All { get; } = ["epic", "allar", "marketplace"];

    public static string Of(NamingPreset preset) => preset switch
    {
        NamingPreset.Epic => "epic",
        NamingPreset.Allar => "allar",
        NamingPreset.Marketplace => "marketplace",
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There are the presets Epic, Allar and Marketplace."),
    };

    public static NamingPreset? Find(string name) => name switch
    {
        "epic" => NamingPreset.Epic,
        "allar" => NamingPreset.Allar,
        "marketplace" => NamingPreset.Marketplace,
        _ => null,
    };
}
