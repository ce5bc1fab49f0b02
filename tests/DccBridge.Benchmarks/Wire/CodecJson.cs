using System.Text.Json;
using System.Text.Json.Serialization;

namespace DccBridge.Benchmarks.Wire;

/// <summary>The typical request as JSON would carry it.</summary>
internal sealed record JsonRequest(Guid Id, string Path, double[] Transform, Dictionary<string, JsonElement> Values)
{
    public static JsonRequest Sample { get; } = new(
        SampleData.Request.Id,
        SampleData.Request.Path,
        SampleData.Request.Transform.Items.ToArray(),
        JsonDocument.Parse("""{"visible":true,"lod":2,"ratio":0.75,"layer":"Props","parent":null}""").RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value));
}

/// <summary>The typical response as JSON would carry it.</summary>
internal sealed record JsonResponse(int Status, JsonRecord[] Records)
{
    public static JsonResponse Sample { get; } = new(0, [.. SampleData.Response.Records.Select(r => new JsonRecord(r.Id, r.Name, r.Path, r.Class, r.Size, r.Modified))]);
}

/// <summary>One record.</summary>
internal sealed record JsonRecord(Guid Id, string Name, string Path, string Class, long Size, long Modified);

/// <summary>JSON without reflection.</summary>
[JsonSerializable(typeof(JsonRequest))]
[JsonSerializable(typeof(JsonResponse))]
[JsonSerializable(typeof(double[]))]
internal sealed partial class CodecJson : JsonSerializerContext;
