using System.Text;
using System.Text.Json.Nodes;
using DccBridge.Protocol.Discovery;

namespace DccBridge.Tests.Protocol.Discovery;

[TestFixture]
public class EndpointFileFormatTests : EndpointFolderTest
{
    private const string Path = "editors/x.json";
    private const string Secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private const string Golden = $$"""
        {
          "instanceId": "11223341-5566-7788-99aa-bbccddeeff00",
          "pid": 4001,
          "startTime": "2030-01-02T03:04:05+00:00",
          "port": 65431,
          "project": "Crates",
          "engine": "headless",
          "protocol": 1,
          "secret": "{{Secret}}"
        }
        """;

    [Test]
    public void The_file_is_json_with_the_names_of_the_specification()
        => Assert.That(Encoding.UTF8.GetString(EndpointFileFormat.Write(Sample(), Path)).ReplaceLineEndings("\n"), Is.EqualTo(Golden.ReplaceLineEndings("\n")));

    [Test]
    public void What_is_written_is_read()
    {
        var file = Sample() with { Socket = OperatingSystem.IsWindows() ? "C:\\run\\a.sock" : "/run/a.sock", Project = "Kisten \"groß\" 木箱" };
        var read = EndpointFileFormat.Read(EndpointFileFormat.Write(file, Path), Path);

        Assert.That(read with { Secret = file.Secret }, Is.EqualTo(file));
        Assert.That(read.Secret.ToBase64(), Is.EqualTo(Secret));
    }

    [Test]
    public void A_socket_alone_needs_no_port()
        => Assert.That(EndpointFileFormat.Read(EndpointFileFormat.Write(Sample() with { Port = 0, Socket = System.IO.Path.GetFullPath("/run/a.sock") }, Path), Path).Port, Is.Zero);

    [Test]
    public void Unknown_fields_are_skipped()
    {
        var json = JsonNode.Parse(Golden)!.AsObject();
        json["color"] = new JsonObject { ["deep"] = new JsonArray(1, 2, 3) };

        Assert.That(EndpointFileFormat.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), Path).Port, Is.EqualTo(65431));
    }

    [TestCase("instanceId")]
    [TestCase("pid")]
    [TestCase("startTime")]
    [TestCase("port")]
    [TestCase("project")]
    [TestCase("engine")]
    [TestCase("protocol")]
    [TestCase("secret")]
    public void A_missing_field_is_named_with_the_file(string field)
    {
        var json = JsonNode.Parse(Golden)!.AsObject();
        json.Remove(field);

        var problem = Problem(json.ToJsonString());
        Assert.That(problem.Field, Is.EqualTo(field));
        Assert.That(problem.Message, Does.Contain(Path).And.Contain($"'{field}' is missing"));
    }

    [TestCase("instanceId", "\"12\"")]
    [TestCase("instanceId", "\"00000000-0000-0000-0000-000000000000\"")]
    [TestCase("pid", "0")]
    [TestCase("pid", "\"4001\"")]
    [TestCase("pid", "99999999999")]
    [TestCase("startTime", "\"yesterday\"")]
    [TestCase("port", "0")]
    [TestCase("port", "65536")]
    [TestCase("port", "-1")]
    [TestCase("port", "1.5")]
    [TestCase("socket", "\"relative.sock\"")]
    [TestCase("socket", "\"/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\"")]
    [TestCase("project", "\"\"")]
    [TestCase("project", "\"red\\u001b[31m\"")]
    [TestCase("project", "7")]
    [TestCase("engine", "\"a\\nb\"")]
    [TestCase("protocol", "0")]
    [TestCase("secret", "\"AAEC\"")]
    [TestCase("secret", "\"hunter2\"")]
    [TestCase("secret", "[1]")]
    public void A_wrong_field_is_named_with_what_is_allowed(string field, string value)
    {
        var json = JsonNode.Parse(Golden)!.AsObject();
        json[field] = JsonNode.Parse(value);

        var problem = Problem(json.ToJsonString());
        Assert.That(problem.Field, Is.EqualTo(field));
        Assert.That(problem.Message, Does.Contain($"'{field}' must be"));
        Assert.That(problem.ToString(), Does.Not.Contain("hunter2"));
    }

    [Test]
    public void A_file_cut_off_at_any_byte_is_an_error_that_does_not_show_the_secret()
    {
        for (var length = 0; length < Golden.Length; length++)
        {
            var problem = Problem(Golden[..length]);
            Assert.That(problem.Message, Does.Contain(Path));
            Assert.That(problem.ToString(), Does.Not.Contain(Secret[..6]), $"cut at {length}");
        }
    }

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("\u0000\u0001\u0002")]
    [TestCase("{\"port\":1,\"port\":2}")]
    public void Garbage_is_an_error(string text)
        => Assert.That(Problem(text).Message, Does.Contain(Path));

    [Test]
    public void A_field_that_readers_would_refuse_is_not_written()
        => Assert.That(() => EndpointFileFormat.Write(Sample() with { Project = "a\tb" }, Path), Throws.TypeOf<EndpointException>().With.Property("Field").EqualTo("project"));

    [Test]
    public void The_record_does_not_print_the_secret()
        => Assert.That(Sample().ToString(), Does.Contain("Crates").And.Not.Contain(Secret));

    private static EndpointException Problem(string json)
        => Assert.Throws<EndpointException>(() => EndpointFileFormat.Read(Encoding.UTF8.GetBytes(json), Path))!;
}
