using DccBridge.Protocol.Contracts;
using DccBridge.Protocol.Contracts.Assets;
using DccBridge.Protocol.Errors;

namespace DccBridge.Server.Handlers.Assets;

/// <summary>Checks paths that clients send, before anything else sees them.</summary>
internal static class AssetPaths
{
    /// <summary>Most paths of one call.</summary>
    public const int MaxPaths = 1_000;

    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidAssetPath"/>.</exception>
    public static void Verify(string path)
    {
        if (!AssetPath.Check(path, out var problem))
        {
            throw new RpcException(ErrorCode.InvalidAssetPath, problem, Outcome.NotStarted);
        }
    }

    /// <exception cref="RpcException"><see cref="ErrorCode.InvalidAssetPath"/>.</exception>
    public static void VerifyFolder(string path)
    {
        if (!AssetPath.CheckFolder(path, out var problem))
        {
            throw new RpcException(ErrorCode.InvalidAssetPath, problem, Outcome.NotStarted);
        }
    }

    /// <exception cref="RpcException">Too many, or none where some are needed.</exception>
    public static void VerifyCount(int count, int least, string field)
    {
        if (count < least || count > MaxPaths)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"'{field}' has {count} entries; {least} to {MaxPaths} are allowed.", Outcome.NotStarted);
        }
    }
}
