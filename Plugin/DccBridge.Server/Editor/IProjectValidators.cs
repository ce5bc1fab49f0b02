using DccBridge.Protocol.Contracts.Validation;

namespace DccBridge.Server.Editor;

/// <summary>The validators that the project has besides DccBridge's own rules. Called on the engine thread only.</summary>
public interface IProjectValidators
{
    /// <summary>Lets all of them judge, those of DccBridge left out: its rules are judged elsewhere.</summary>
    /// <param name="paths">Package paths of assets that exist.</param>
    /// <param name="useCase">Why.</param>
    /// <returns>What they found, in any order; nothing for an asset that passed or that nobody judged.</returns>
    /// <exception cref="EditorException">They cannot run (<see cref="Protocol.Contracts.ErrorCode.EditorPartMissing"/>).</exception>
    IReadOnlyList<ProjectFinding> Validate(IReadOnlyList<string> paths, ValidationUseCase useCase);
}

/// <summary>What a validator of the project said of an asset.</summary>
/// <param name="AssetPath">Package path.</param>
/// <param name="Severity">Warning or error.</param>
/// <param name="Message">Its words.</param>
public sealed record ProjectFinding(string AssetPath, Severity Severity, string Message);
