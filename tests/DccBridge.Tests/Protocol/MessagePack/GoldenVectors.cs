using System.Security.Cryptography;
using System.Text.Json;

namespace DccBridge.Tests.Protocol;

/// <summary>The vectors of Golden/, one test case each.</summary>
internal static class GoldenVectors
{
    public static IEnumerable<TestCaseData> Encode => Load("encode.json");

    public static IEnumerable<TestCaseData> Decode => Load("decode.json");

    public static IEnumerable<TestCaseData> Other => Load("other.json");

    /// <summary>The value of an encode case, written out where the file says how often it repeats.</summary>
    public static JsonElement ValueOf(JsonElement vector)
    {
        if (!vector.TryGetProperty("valueRepeat", out var repeat))
        {
            return vector.GetProperty("value");
        }

        var count = repeat.GetProperty("count").GetInt32();
        var text = repeat switch
        {
            _ when repeat.TryGetProperty("char", out var character) => Quote(string.Concat(Enumerable.Repeat(character.GetString(), count))),
            _ when repeat.TryGetProperty("byte", out var octet) => Quote(string.Concat(Enumerable.Repeat(octet.GetString(), count))),
            _ when repeat.TryGetProperty("item", out var item) => "[" + string.Join(',', Enumerable.Repeat(item.GetRawText(), count)) + "]",
            _ when repeat.TryGetProperty("key", out _) => "[" + string.Join(',', Enumerable.Range(0, count).Select(i => $"[{i},{i}]")) + "]",
            _ => $$"""{"typeCode":{{repeat.GetProperty("typeCode").GetRawText()}},"data":{{Quote(string.Concat(Enumerable.Range(0, count).Select(i => (i % 251).ToString("x2"))))}}}""",
        };
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Holds the bytes against the case, in full or by their hash.</summary>
    public static void AssertBytes(JsonElement vector, ReadOnlySpan<byte> bytes)
    {
        if (vector.TryGetProperty("hex", out var hex))
        {
            Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo(hex.GetString()));
            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.That((bytes.Length, Convert.ToHexStringLower(bytes[..8]), hash), Is.EqualTo((
            vector.GetProperty("length").GetInt32(),
            vector.GetProperty("hexPrefix").GetString(),
            vector.GetProperty("hexSha256").GetString())));
    }

    private static string Quote(string text) => "\"" + text + "\"";

    private static IEnumerable<TestCaseData> Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), file)));
        return document.RootElement.EnumerateArray().Select(vector => new TestCaseData(vector.Clone()).SetArgDisplayNames(vector.GetProperty("name").GetString()!)).ToList();
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DccBridge.slnx")))
            {
                return Path.Combine(folder.FullName, "tests", "DccBridge.Tests", "Protocol", "MessagePack", "Golden");
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository: no DccBridge.slnx above " + AppContext.BaseDirectory);
    }
}
