using System.Reflection;
using System.Runtime.Loader;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Tests.Generator;

/// <summary>Messages that were declared in a text, generated, compiled and loaded as a reloadable plugin would be.</summary>
internal sealed class CompiledMessages
{
    private readonly Assembly _assembly;

    private CompiledMessages(Assembly assembly) => _assembly = assembly;

    public static CompiledMessages Of(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Multiple(() =>
        {
            Assert.That(run.Reports, Is.Empty);
            Assert.That(run.CompilerComplaints.FirstOrDefault(), Is.Null);
        });
        using var image = new MemoryStream();
        Assert.That(run.Compilation.Emit(image).Success, Is.True);
        image.Position = 0;
        return new(new AssemblyLoadContext("Declared messages", isCollectible: true).LoadFromStream(image));
    }

    public Type Type(string name) => _assembly.GetType(name, throwOnError: true)!;

    /// <summary>Builds a value of the named type from JSON and encodes it.</summary>
    public string Encode(string type, string json)
    {
        Type message = Type(type);
        return Convert.ToHexStringLower(MessageReflection.Encode(message, JsonValues.Build(json, message)!));
    }

    /// <summary>Decodes bytes as the named type.</summary>
    public object Decode(string type, string hex) => MessageReflection.Decode(Type(type), Convert.FromHexString(hex));

    /// <summary>Decodes bytes as the named type and describes what came.</summary>
    public string Describe(string type, string hex) => JsonValues.Describe(Decode(type, hex));

    /// <summary>Describes the value that a JSON text stands for.</summary>
    public string DescribeJson(string type, string json) => JsonValues.Describe(JsonValues.Build(json, Type(type)));
}
