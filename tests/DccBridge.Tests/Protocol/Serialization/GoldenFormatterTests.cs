using System.Text.Json;
using DccBridge.Tests.Generator;
using MessagePack;

namespace DccBridge.Tests.Protocol.Serialization;

[TestFixture]
public sealed class GoldenFormatterTests
{
    private const string WrapperHeader = "91";

    [TestCaseSource(typeof(GoldenMessages), nameof(GoldenMessages.Encode))]
    public void The_bytes_are_those_of_the_package(JsonElement vector)
    {
        string type = GoldenMessages.TypeOf(vector);
        string json = $$"""{"Value":{{vector.GetProperty("value").GetRawText()}}}""";
        if (DeliberateDifferences.Refused.ContainsKey(vector.GetProperty("name").GetString()!))
        {
            Assert.That(() => GoldenMessages.Messages.Encode(type, json), Throws.TypeOf<MessagePackSerializationException>());
            return;
        }

        Assert.That(GoldenMessages.Messages.Encode(type, json), Is.EqualTo(WrapperHeader + vector.GetProperty("hex").GetString()));
    }

    [TestCaseSource(typeof(GoldenMessages), nameof(GoldenMessages.Decode))]
    public void The_result_of_reading_is_that_of_the_package(JsonElement vector)
    {
        string type = GoldenMessages.TypeOf(vector);
        string name = vector.GetProperty("name").GetString()!;
        string hex = WrapperHeader + vector.GetProperty("hexIn").GetString();
        JsonElement result = vector.GetProperty("result");
        if (DeliberateDifferences.Refused.ContainsKey(name) || (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("throws", out _)))
        {
            Assert.That(() => GoldenMessages.Messages.Decode(type, hex), Throws.TypeOf<MessagePackSerializationException>());
            return;
        }

        string expected = DeliberateDifferences.ReadOtherwise.TryGetValue(name, out (string Result, string Reason) ours) ? ours.Result : result.GetRawText();
        Assert.That(GoldenMessages.Messages.Describe(type, hex), Is.EqualTo(GoldenMessages.Messages.DescribeJson(type, $$"""{"Value":{{expected}}}""")));
    }

    [Test]
    public void Each_deliberate_difference_names_a_vector()
    {
        string[] names = [.. GoldenMessages.Encode.Concat(GoldenMessages.Decode).Select(data => ((JsonElement)data.Arguments[0]!).GetProperty("name").GetString()!)];
        Assert.That(DeliberateDifferences.Refused.Keys.Concat(DeliberateDifferences.ReadOtherwise.Keys), Is.SubsetOf(names));
    }
}
