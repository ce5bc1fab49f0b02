using System.Text.Json.Serialization;

namespace DccBridge.Protocol.Discovery;

/// <summary>The file as JSON has it: anything may be missing. Unknown fields are skipped.</summary>
internal sealed class EndpointFileJson
{
    [JsonPropertyName("instanceId")]
    public Guid? InstanceId { get; set; }

    [JsonPropertyName("pid")]
    public int? ProcessId { get; set; }

    [JsonPropertyName("startTime")]
    public DateTimeOffset? StartTime { get; set; }

    [JsonPropertyName("port")]
    public int? Port { get; set; }

    [JsonPropertyName("socket")]
    public string? Socket { get; set; }

    [JsonPropertyName("project")]
    public string? Project { get; set; }

    [JsonPropertyName("engine")]
    public string? Engine { get; set; }

    [JsonPropertyName("protocol")]
    public int? Protocol { get; set; }

    [JsonPropertyName("secret")]
    public string? Secret { get; set; }
}

/// <summary>Source-generated: no reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EndpointFileJson))]
internal sealed partial class EndpointJsonContext : JsonSerializerContext;
