using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using DccBridge.Companion.Reports;
using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Tests.Companion.Reports;

[TestFixture]
public class JUnitReportTests
{
    /// <summary>
    /// The elements and attributes that Jenkins' junit step reads, as its documentation lists them: written by us, since no package holds
    /// Jenkins' own schema.
    /// </summary>
    private const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="testsuites">
            <xs:complexType>
              <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
              <xs:attribute name="name" type="xs:string"/>
              <xs:attributeGroup ref="counts"/>
            </xs:complexType>
          </xs:element>
          <xs:element name="testsuite">
            <xs:complexType>
              <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
              <xs:attribute name="timestamp" type="xs:dateTime"/>
              <xs:attributeGroup ref="counts"/>
            </xs:complexType>
          </xs:element>
          <xs:element name="testcase">
            <xs:complexType>
              <xs:choice minOccurs="0" maxOccurs="unbounded">
                <xs:element name="failure" type="problem"/>
                <xs:element name="error" type="problem"/>
                <xs:element name="system-out" type="xs:string"/>
              </xs:choice>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attribute name="classname" type="xs:string" use="required"/>
              <xs:attribute name="time" type="xs:decimal"/>
            </xs:complexType>
          </xs:element>
          <xs:complexType name="problem">
            <xs:simpleContent>
              <xs:extension base="xs:string">
                <xs:attribute name="type" type="xs:string"/>
                <xs:attribute name="message" type="xs:string"/>
              </xs:extension>
            </xs:simpleContent>
          </xs:complexType>
          <xs:attributeGroup name="counts">
            <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="errors" type="xs:nonNegativeInteger"/>
            <xs:attribute name="time" type="xs:decimal"/>
          </xs:attributeGroup>
        </xs:schema>
        """;

    private static XDocument Read(ReportData data)
    {
        using var stream = new MemoryStream(ReportSample.Write(JUnitReport.Write, data));
        var document = XDocument.Load(stream);
        var schemas = new XmlSchemaSet();
        schemas.Add(null, XmlReader.Create(new StringReader(Schema)));
        document.Validate(schemas, (_, e) => Assert.Fail(e.Message));
        return document;
    }

    [Test]
    public void Each_folder_is_a_suite_and_each_error_a_failure()
    {
        var other = ReportSample.Asset("T_C");
        var document = Read(ReportSample.Of(
            ReportSample.Asset("T_A", ReportSample.Finding(), ReportSample.Finding(rule: "tex.srgb"), ReportSample.Finding(Severity.Warning)),
            ReportSample.Asset("T_B", ReportSample.Finding(Severity.Warning), ReportSample.Finding() with { SuppressedBecause = "bought" }),
            other with { Verdict = other.Verdict with { AssetPath = "/Game/other/T_C" } }));
        var suites = document.Root!.Elements("testsuite").ToArray();
        var cases = document.Descendants("testcase").ToDictionary(c => c.Attribute("name")!.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suites.Select(s => (s.Attribute("name")!.Value, s.Attribute("tests")!.Value, s.Attribute("failures")!.Value)), Is.EqualTo(new[] { ("/Game/other", "1", "0"), ("/Game/set", "2", "1") }));
            Assert.That(cases["T_A"].Elements("failure").Select(f => f.Attribute("type")!.Value), Is.EqualTo(new[] { "tex.pow2", "tex.srgb" }));
            Assert.That(cases["T_A"].Element("failure")!.Value, Is.EqualTo("set/T_A.png\nWrong.\nMend it."));
            Assert.That(cases["T_A"].Attribute("classname")!.Value, Is.EqualTo("Game.set"));
            Assert.That(cases["T_B"].Elements("failure"), Is.Empty);
            Assert.That(cases["T_B"].Element("system-out")!.Value, Does.Contain("warning tex.pow2").And.Contain("(bought)"));
            Assert.That(cases["T_C"].HasElements, Is.False);
        }
    }

    [Test]
    public void What_was_not_judged_is_an_error_and_no_failure()
    {
        var asset = ReportSample.Asset("T_A", ReportSample.Finding(rule: "file.malformed"));
        var document = Read(ReportSample.Of(asset with { Verdict = asset.Verdict with { Outcome = VerdictOutcome.NotValidated } }));
        Assert.That(document.Descendants("error").Single().Attribute("type")!.Value, Is.EqualTo("file.malformed"));
        Assert.That((document.Root!.Attribute("failures")!.Value, document.Root.Attribute("errors")!.Value), Is.EqualTo(("0", "1")));
    }

    [Test]
    public void A_hostile_name_is_text()
    {
        var document = Read(ReportSample.Of(ReportSample.Asset(ReportSample.Hostile, ReportSample.Finding(message: ReportSample.Hostile))));
        Assert.That(document.Descendants("failure").Single().Attribute("message")!.Value, Does.StartWith("T_\"'><script>alert(1)</script>&amp;<![CDATA[]]>").And.EndWith("_箱子_😀"));
        Assert.That(document.Descendants("script"), Is.Empty);
    }
}
