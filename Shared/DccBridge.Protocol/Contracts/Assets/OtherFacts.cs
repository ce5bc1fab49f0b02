using MessagePack;

namespace DccBridge.Protocol.Contracts.Assets;

/// <summary>Facts of a sound.</summary>
[MessagePackObject]
public sealed partial record SoundFacts
{
    /// <summary>Samples per second and channel, in hertz.</summary>
    [Key(0)] public required int SampleRate { get; init; }

    /// <summary>Channels.</summary>
    [Key(1)] public required int Channels { get; init; }

    /// <summary>Bits per sample; 0 when unknown.</summary>
    [Key(2)] public int BitDepth { get; init; }

    /// <summary>Length in seconds.</summary>
    [Key(3)] public double Seconds { get; init; }

    /// <summary>True when samples are floating point.</summary>
    [Key(4)] public bool IsFloat { get; init; }
}

/// <summary>Facts of a material or material instance.</summary>
[MessagePackObject]
public sealed partial record MaterialFacts
{
    /// <summary>Package path of the parent of an instance; null for a material.</summary>
    [Key(0)] public string? Parent { get; init; }

    /// <summary>Domain, as Unreal's EMaterialDomain names it without its prefix ("Surface", "PostProcess"); null when unknown.</summary>
    [Key(1)] public string? Domain { get; init; }

    /// <summary>Blend mode, as Unreal's EBlendMode names it without its prefix ("Opaque", "Translucent"); null when unknown.</summary>
    [Key(2)] public string? BlendMode { get; init; }

    /// <summary>True when the material moves vertices (world position offset); null when unknown.</summary>
    [Key(3)] public bool? MovesVertices { get; init; }

    /// <summary>Texture samplers that take their settings from the texture instead of sharing; null when unknown.</summary>
    [Key(4)] public int? SamplersFromAsset { get; init; }
}

/// <summary>What the editor and source control say of a package and its file.</summary>
[MessagePackObject]
public sealed partial record PackageState
{
    /// <summary>True when the editor holds changes that were not saved.</summary>
    [Key(0)] public bool IsDirty { get; init; }

    /// <summary>True when the file cannot be written.</summary>
    [Key(1)] public bool IsReadOnly { get; init; }

    /// <summary>True when source control has it checked out here or marked for add; null without source control.</summary>
    [Key(2)] public bool? IsCheckedOut { get; init; }
}
