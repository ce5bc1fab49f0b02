using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DccBridge.Tests.Generator;

namespace DccBridge.Tests.Protocol.Serialization;

/// <summary>The vectors of Golden/formatters.json and the messages that they declare, compiled with our generator.</summary>
internal static partial class GoldenMessages
{
    private static readonly Lazy<JsonElement> Vectors = new(() => JsonDocument.Parse(File.ReadAllBytes(TestFolder.File("Protocol", "Serialization", "Golden", "formatters.json"))).RootElement);

    // Their recorder's lists hold null items although the item type does not say so; ours must say so.
    private static readonly Dictionary<string, string> NullItems = new(StringComparer.Ordinal)
    {
        ["Person[]"] = "Person?[]", ["string[]"] = "string?[]", ["List<string>"] = "List<string?>",
    };

    private static readonly Lazy<CompiledMessages> Compiled = new(() => CompiledMessages.Of(Source()));

    public static CompiledMessages Messages => Compiled.Value;

    public static IEnumerable<TestCaseData> Encode => Cases("cases");

    public static IEnumerable<TestCaseData> Decode => Cases("decode");

    /// <summary>The full name of the message that wraps the root of a vector.</summary>
    public static string TypeOf(JsonElement vector) => $"{Namespace(Declaration(vector))}.{Wrapper(vector.GetProperty("root").GetString()!)}";

    private static IEnumerable<TestCaseData> Cases(string list) =>
        Vectors.Value.GetProperty(list).EnumerateArray().Select(vector => new TestCaseData(vector).SetArgDisplayNames(vector.GetProperty("name").GetString()!));

    private static string Source()
    {
        var source = new StringBuilder();
        var vectors = Vectors.Value.GetProperty("cases").EnumerateArray().Concat(Vectors.Value.GetProperty("decode").EnumerateArray());
        foreach (var group in vectors.GroupBy(Declaration))
        {
            source.Append("namespace ").Append(Namespace(group.Key)).Append("\n{\n").Append(TypeKeyword().Replace(group.Key, "partial $0")).Append('\n');
            foreach (string root in group.Select(vector => vector.GetProperty("root").GetString()!).Distinct())
            {
                source.Append($"[MessagePackObject] public sealed partial class {Wrapper(root)} {{ [Key(0)] public {Nullable(root, group.Key)} Value {{ get; set; }} = default!; }}\n");
            }

            source.Append("}\n");
        }

        return source.ToString();
    }

    // Our folder has no such attribute: a constructor is found by its parameters.
    private static string Declaration(JsonElement vector) => vector.GetProperty("csharp").GetString()!.Replace("[SerializationConstructor] ", "", StringComparison.Ordinal)
        .Replace("partial ", "", StringComparison.Ordinal);

    private static string Namespace(string declaration) => "G" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(declaration)))[..12];

    private static string Wrapper(string root) => "W_" + NotInNames().Replace(root, match => "_" + (int)match.Value[0]);

    private static string Nullable(string root, string declaration)
    {
        root = NullItems.GetValueOrDefault(root, root);
        bool reference = root is "string" || root.EndsWith(']') || (root.EndsWith('>') && !root.Contains("Memory", StringComparison.Ordinal))
            || Regex.IsMatch(declaration, $@"\b(class|interface|record) {Regex.Escape(root)}\b");
        return reference ? root + "?" : root;
    }

    [GeneratedRegex(@"\b(class|interface|record struct|record|struct)(?= [A-Z])")]
    private static partial Regex TypeKeyword();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotInNames();
}
