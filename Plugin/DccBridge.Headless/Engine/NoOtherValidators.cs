using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Server.Editor;

namespace DccBridge.Headless.Engine;

/// <summary>A content folder has no validators of its own: only the rules of DccBridge judge.</summary>
internal sealed class NoOtherValidators : IProjectValidators
{
    /// <inheritdoc/>
    public IReadOnlyList<ProjectFinding> Validate(IReadOnlyList<string> paths, ValidationUseCase useCase) => [];
}
