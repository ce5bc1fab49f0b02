using System.Security.Cryptography;
using DccBridge.Protocol.Contracts.Validation;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Validation.Fixes;

/// <summary>What a fix is going to change, and what it leaves alone.</summary>
/// <param name="Changes">In the order in which they are made: settings first, then names, each sorted by path. All paths are those before all changes.</param>
/// <param name="Refused">Findings that are not mended.</param>
public sealed record FixPlan(IReadOnlyList<FixChange> Changes, IReadOnlyList<FixRefusal> Refused)
{
    /// <summary>SHA-256 of the changes, 64 lower-case hexadecimal digits: equal for plans that change the same.</summary>
    public string Hash
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var change in Changes)
            {
                // One MessagePack array per change: none is the beginning of another.
                hash.AppendData(MessageCodec.Encode(change));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>The plan with the assets whose references follow each rename.</summary>
    /// <param name="referencers">By path, who refers to the asset; sorted here.</param>
    public FixPlan WithReferences(IReadOnlyDictionary<string, IReadOnlyList<string>> referencers) => this with
    {
        Changes =
        [
            .. Changes.Select(change => change.Kind == FixKind.Rename && referencers.TryGetValue(change.AssetPath, out var paths)
                ? change with { UpdatedReferences = [.. paths.Order(StringComparer.OrdinalIgnoreCase)] }
                : change),
        ],
    };
}
