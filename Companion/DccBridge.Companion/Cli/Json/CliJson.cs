using System.Text.Json.Serialization;

namespace DccBridge.Companion.Cli.Json;

/// <summary>The types of the documents; generated, so that nothing is looked up by reflection at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(SendDocument))]
[JsonSerializable(typeof(ValidateDocument))]
[JsonSerializable(typeof(FixDocument))]
[JsonSerializable(typeof(RulesDocument))]
[JsonSerializable(typeof(SuppressDocument))]
[JsonSerializable(typeof(ValidateFilesDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(AssetsDocument))]
[JsonSerializable(typeof(WatchLine))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(DccInstallDocument))]
[JsonSerializable(typeof(InstallDocument))]
[JsonSerializable(typeof(TrayDocument))]
internal sealed partial class CliJson : JsonSerializerContext;
