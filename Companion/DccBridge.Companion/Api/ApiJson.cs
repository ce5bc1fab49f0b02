using System.Text.Json;
using System.Text.Json.Serialization;
using DccBridge.Companion.Api.Contracts;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;

namespace DccBridge.Companion.Api;

/// <summary>
/// The types of the API; generated, so that nothing is looked up by reflection. Requests are read strictly: a member that is not known, given twice or null where
/// it must not be is a mistake that its writer wants to hear of.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(CamelCaseName<ResidentState>),
        typeof(CamelCaseName<EditorLinkState>),
        typeof(CamelCaseName<ActivityKind>),
        typeof(CamelCaseName<ActivityState>),
    ])]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(IReadOnlyList<EditorView>), TypeInfoPropertyName = "Editors")]
[JsonSerializable(typeof(ActivityView))]
[JsonSerializable(typeof(ActivityPage))]
[JsonSerializable(typeof(CancelView))]
[JsonSerializable(typeof(FindingPage))]
[JsonSerializable(typeof(FindingView))]
[JsonSerializable(typeof(IReadOnlyList<VerdictView>), TypeInfoPropertyName = "Verdicts")]
[JsonSerializable(typeof(FixView))]
[JsonSerializable(typeof(SelectView))]
[JsonSerializable(typeof(IReadOnlyList<DccView>), TypeInfoPropertyName = "Dccs")]
[JsonSerializable(typeof(IReadOnlyList<WatchedSourceView>), TypeInfoPropertyName = "Sources")]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(CompanionSettings))]
[JsonSerializable(typeof(IReadOnlyList<CheckView>), TypeInfoPropertyName = "Checks")]
[JsonSerializable(typeof(NoticeView))]
[JsonSerializable(typeof(LogView))]
[JsonSerializable(typeof(LinkView))]
[JsonSerializable(typeof(SecretView))]
[JsonSerializable(typeof(SecretRequest))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(ValidateRequest))]
[JsonSerializable(typeof(SuppressRequest))]
[JsonSerializable(typeof(FixRequest))]
[JsonSerializable(typeof(UndoRequest))]
[JsonSerializable(typeof(SelectRequest))]
[JsonSerializable(typeof(PauseRequest))]
[JsonSerializable(typeof(LinkRequest))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>A value of an enumeration by its name in camel case; numbers are refused.</summary>
internal sealed class CamelCaseName<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
