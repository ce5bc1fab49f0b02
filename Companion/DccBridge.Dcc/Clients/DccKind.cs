namespace DccBridge.Dcc.Clients;

/// <summary>Which program.</summary>
public enum DccKind
{
    /// <summary>None that this library knows.</summary>
    Unknown = 0,

    /// <summary>Autodesk Maya.</summary>
    Maya = 1,

    /// <summary>SideFX Houdini.</summary>
    Houdini = 2,

    /// <summary>Blender.</summary>
    Blender = 3,

    /// <summary>Adobe Substance 3D Painter.</summary>
    SubstancePainter = 4,
}

/// <summary>The names of the programs: as files and settings write them, and as people say them.</summary>
public static class DccKinds
{
    /// <summary>As files, settings and command lines write it ("blender", "painter").</summary>
    public static string Key(this DccKind kind) => kind switch
    {
        DccKind.Maya => "maya",
        DccKind.Houdini => "houdini",
        DccKind.Blender => "blender",
        DccKind.SubstancePainter => "painter",
        _ => "unknown",
    };

    /// <summary>As people say it ("Substance Painter").</summary>
    public static string Title(this DccKind kind) => kind switch
    {
        DccKind.Maya => "Maya",
        DccKind.Houdini => "Houdini",
        DccKind.Blender => "Blender",
        DccKind.SubstancePainter => "Substance Painter",
        _ => "The DCC",
    };

    /// <summary>The kind with this key; <see cref="DccKind.Unknown"/> for any other text.</summary>
    public static DccKind Parse(string? key) => key switch
    {
        "maya" => DccKind.Maya,
        "houdini" => DccKind.Houdini,
        "blender" => DccKind.Blender,
        "painter" or "substance-painter" => DccKind.SubstancePainter,
        _ => DccKind.Unknown,
    };
}
