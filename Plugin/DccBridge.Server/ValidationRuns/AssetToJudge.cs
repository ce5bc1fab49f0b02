using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Server.Editor;

namespace DccBridge.Server.ValidationRuns;

/// <summary>An asset as it was on the engine thread, and what the project's own validators said of it there.</summary>
internal sealed record AssetToJudge(AssetRecord Record, IReadOnlyList<ProjectFinding> Found);
