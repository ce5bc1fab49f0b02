using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Validation;

namespace DccBridge.Tests.Validation.Rules.Materials;

/// <summary>mat.domain and mat.samplers.</summary>
[TestFixture]
public sealed class MaterialRulesTests
{
    [TestCase(AssetClasses.Material, true)]
    [TestCase(AssetClasses.MaterialInstance, false)]
    public void Slots_hold_instances(string assetClass, bool found)
    {
        var others = new AssetSnapshot([Given.Named(assetClass, "/Game/Props/M_Wood")]);
        var findings = Given.FindingsOf("mat.domain", Given.Mesh(), Given.With("mat.domain", enabled: true), others: others);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Info && finding.Message == "Material slot 0 \"Wood\" holds \"/Game/Props/M_Wood\", which is a material and no instance."
            && finding.Fix.StartsWith("Make an instance") && finding.Locator == new FindingLocator { Material = "Wood", Slot = 0 }), Is.True);
        Assert.That(Given.FindingsOf("mat.domain", Given.Mesh(), others: others), Is.Empty, "off by default: imports make materials");
        Assert.That(Given.FindingsOf("mat.domain", Given.Mesh(), Given.With("mat.domain", enabled: true)), Is.Empty, "nothing is known of the material");
    }

    [TestCase(null, false)]
    [TestCase(0, false)]
    [TestCase(1, true)]
    public void Samplers_are_shared(int? fromAsset, bool found)
    {
        var asset = Given.Named(AssetClasses.Material, "/Game/Props/M_Wood") with { Facts = new AssetFacts { Material = new MaterialFacts { SamplersFromAsset = fromAsset } } };
        var findings = Given.FindingsOf("mat.samplers", asset);
        Assert.That(findings, found ? Has.Count.EqualTo(1) : Is.Empty);
        Assert.That(findings.All(finding => finding.Severity == Severity.Info && finding.Message == "1 texture samplers take their settings from the texture; at most 0 should." && finding.Fix.StartsWith("Set Sampler Source")), Is.True);
        Assert.That(Given.FindingsOf("mat.samplers", asset, Given.With("mat.samplers", thresholds: ("maxFromAsset", 1))), Is.Empty);
    }
}
