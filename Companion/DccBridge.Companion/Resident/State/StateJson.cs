using System.Text.Json.Serialization;
using DccBridge.Companion.Resident.Activities;
using DccBridge.Companion.Resident.Findings;
using DccBridge.Companion.Resident.Notices;
using DccBridge.Companion.Resident.Sources;

namespace DccBridge.Companion.Resident.State;

/// <summary>The types of the state files; generated, so that nothing is looked up by reflection at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FindingLine))]
[JsonSerializable(typeof(KeptActivity))]
[JsonSerializable(typeof(SourceLine))]
[JsonSerializable(typeof(KeptPause))]
internal sealed partial class StateJson : JsonSerializerContext;
