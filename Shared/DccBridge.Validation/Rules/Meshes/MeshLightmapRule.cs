using DccBridge.Protocol.Contracts.Validation;
using static System.FormattableString;

namespace DccBridge.Validation.Rules.Meshes;

/// <summary>mesh.lightmap: the UV channel of baked light. Off by default, since only projects with static lighting bake it.</summary>
internal sealed class MeshLightmapRule(RuleThresholds thresholds) : IRule
{
    private readonly double _maxOverlap = thresholds["maxOverlapPercent"];
    private readonly int _multiple = (int)thresholds["resolutionMultiple"];

    public static RuleDefinition Definition { get; } = new(thresholds => new MeshLightmapRule(thresholds))
    {
        Id = "mesh.lightmap",
        Description = "The lightmap has a UV channel of its own that exists and does not overlap, and a resolution that is a multiple of 4. For projects with static lighting.",
        Reason = "Where UVs overlap, two places share one baked light: black spots and bleeding. Channel 0 overlaps on purpose on most meshes.",
        Remedy = "Let Unreal generate lightmap UVs in the mesh's build settings, or unwrap a second channel without overlaps in the DCC.",
        Severity = Severity.Warning,
        Needs = FactKinds.Mesh,
        ReadsUvOverlaps = true,
        EnabledByDefault = false,
        Thresholds =
        [
            new() { Name = "maxOverlapPercent", Description = "Per cent of the covered part of the lightmap that more than one triangle may cover.", Default = 0.1, Minimum = 0, Maximum = 100 },
            new() { Name = "resolutionMultiple", Description = "The side of the lightmap, in texels, is a multiple of this.", Default = 4, Minimum = 1, Maximum = 4096, Whole = true },
        ],
    };

    public void Judge(ref AssetJudgement judgement)
    {
        if (judgement.Mesh is not { } mesh)
        {
            return;
        }

        const string Generate = "Switch Generate Lightmap UVs on in the mesh's build settings, or unwrap a second channel without overlaps in the DCC and export again.";
        var count = Math.Max(mesh.UvChannels, mesh.Uvs?.Count ?? 0);
        if (mesh.LightmapChannel is { } channel)
        {
            if (channel < 0 || channel >= count)
            {
                judgement.Report(Invariant($"The lightmap uses UV channel {channel}, but the mesh has {count:N0} UV channels."), Generate, judgement.OnlyMeshNode);
            }
            else if (channel == 0)
            {
                judgement.Report("The lightmap uses UV channel 0, the one of the materials.", Generate, judgement.OnlyMeshNode);
            }
            else if (channel < mesh.Uvs?.Count && mesh.Uvs[channel].OverlapPercent is { } overlap && !(overlap <= _maxOverlap))
            {
                judgement.Report(
                    Invariant($"{overlap:0.##} % of the lightmap's UV channel {channel} is covered more than once; at most {_maxOverlap:0.##} % are allowed."),
                    Generate,
                    judgement.OnlyMeshNode);
            }
        }

        if (mesh.LightmapResolution is { } resolution && (resolution <= 0 || resolution % _multiple != 0))
        {
            judgement.Report(
                Invariant($"The lightmap has {resolution} texels a side, which is no multiple of {_multiple}."),
                Invariant($"Set Light Map Resolution to a multiple of {_multiple} in the mesh editor."));
        }
    }
}
