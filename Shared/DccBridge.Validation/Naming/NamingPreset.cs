namespace DccBridge.Validation.Naming;

/// <summary>Which public convention a project follows: its names, and where it says more, its rules.</summary>
public enum NamingPreset
{
    /// <summary>Epic's page on asset naming conventions ("SM_" for a static mesh). "epic" in the settings.</summary>
    Epic = 0,

    /// <summary>The Gamemakin style guide by Michael Allar ("S_" for a static mesh). "allar" in the settings.</summary>
    Allar = 1,

    /// <summary>What Fab, formerly the Unreal marketplace, asks of a product: Epic's names, and stricter rules. "marketplace" in the settings.</summary>
    Marketplace = 2,
}

/// <summary>The prefix tables of the presets.</summary>
/// <remarks>
/// Sources: https://dev.epicgames.com/documentation/en-us/unreal-engine/recommended-asset-naming-conventions-in-unreal-engine-projects and
/// https://github.com/Allar/ue5-style-guide. A class without a row is not judged. The tables speak of purposes, the asset
/// registry of classes: a post-process material is a Material, an interface and a component are Blueprints, so those rows have several prefixes.
/// </remarks>
internal static class NamingTables
{
    public static IReadOnlyList<ClassNaming> Epic { get; } =
    [
        new("StaticMesh", "SM_"),
        new("SkeletalMesh", "SK_"),
        new("Skeleton", "SKEL_"),
        new("PhysicsAsset", "PHYS_"),
        new("Material", "M_", "PPM_"),
        new("MaterialInstanceConstant", "MI_"),
        new("PhysicalMaterial", "PM_"),
        new("Texture2D", "T_", "HDR_"),
        new("MediaPlayer", "MP_"),
        new("FileMediaSource", "MS_"),
        new("StreamMediaSource", "MS_"),
        new("FileMediaOutput", "MO_"),
        new("MediaProfile", "MPR_"),
        new("AnimSequence", "AS_"),
        new("AnimMontage", "AM_"),
        new("AnimBlueprint", "ABP_"),
        new("BlendSpace", "BS_"),
        new("BlendSpace1D", "BS_"),
        new("Rig", "Rig_"),
        new("NiagaraSystem", "FXS_"),
        new("NiagaraEmitter", "FXE_"),
        new("NiagaraScript", "FXF_"),
        new("Blueprint", "BP_", "BI_", "AC_"),
        new("WidgetBlueprint", "WBP_"),
        new("UserDefinedEnum", "E_"),
        new("UserDefinedStruct", "F_"),
        new("DataTable", "DT_"),
        new("CurveTable", "CT_"),
        new("LevelSequence", "LS_"),
        new("LevelSnapshot", "SNAP_"),
        new("RemoteControlPreset", "RCP_"),
        new("OpenColorIOConfiguration", "OCIO_"),
        new("DisplayClusterBlueprint", "NDC_"),
    ];

    public static IReadOnlyList<ClassNaming> Allar { get; } =
    [
        new("StaticMesh", "S_"),
        new("SkeletalMesh", "SK_"),
        new("Skeleton", "SKEL_"),
        new("PhysicsAsset", "PHYS_"),
        new("Material", "M_", "PP_"),
        new("MaterialInstanceConstant", "MI_"),
        new("MaterialFunction", "MF_"),
        new("MaterialParameterCollection", "MPC_"),
        new("SubsurfaceProfile", "SP_"),
        new("PhysicalMaterial", "PM_"),
        new("Texture2D", "T_"),
        new("TextureCube", "TC_"),
        new("TextureRenderTarget2D", "RT_"),
        new("TextureRenderTargetCube", "RTC_"),
        new("MediaTexture", "MT_"),
        new("MediaPlayer", "MP_"),
        new("SoundWave", "A_"),
        new("SoundCue", "A_") { Suffix = "_Cue" },
        new("AnimSequence", "A_"),
        new("AnimMontage", "AM_"),
        new("AnimBlueprint", "ABP_"),
        new("BlendSpace", "BS_"),
        new("BlendSpace1D", "BS_"),
        new("Rig", "Rig_"),
        new("ParticleSystem", "PS_"),
        new("Blueprint", "BP_", "BPI_"),
        new("WidgetBlueprint", "WBP_"),
        new("UserDefinedEnum", "E"),
        new("UserDefinedStruct", "F", "S"),
        new("DataTable", "DT_"),
        new("CurveTable", "Curve_") { Suffix = "_Table" },
        new("LevelSequence", "LS_"),
    ];

    /// <summary>The table of a preset.</summary>
    public static IReadOnlyList<ClassNaming> Of(NamingPreset preset) => preset switch
    {
        NamingPreset.Epic => Epic,
        NamingPreset.Allar => Allar,
        NamingPreset.Marketplace => Epic,
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There are the presets Epic, Allar and Marketplace."),
    };
}
