using System.Text;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Platform;

namespace DccBridge.Companion.Instance;

/// <summary><c>companion.token</c>: the token alone, so that a shell can read it. It stays the same over restarts.</summary>
internal static class TokenFile
{
    private const int MostBytes = 256;

    /// <summary>Reads the token, or makes one.</summary>
    /// <param name="folders">Where.</param>
    /// <param name="makeNew">Makes a new one in any case; the old one is good for nothing then.</param>
    /// <exception cref="InstanceException">It can be neither read nor written.</exception>
    public static string LoadOrCreate(CompanionFolders folders, bool makeNew)
    {
        try
        {
            // A file that others could read may be known to them: its token is not kept.
            if (!makeNew && UserOnlyFile.Read(folders.TokenFile, MostBytes, out var isKnown) is { } bytes && !isKnown && Encoding.ASCII.GetString(bytes).Trim() is var kept && ApiToken.IsWellFormed(kept))
            {
                return kept;
            }

            var token = ApiToken.Create();
            UserOnlyFile.Write(folders.TokenFile, Encoding.ASCII.GetBytes(token));
            return token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InstanceException(InstanceException.Folder, $"{folders.TokenFile} cannot be used ({e.Message}). Mend the rights of the file, or delete it: a new token is made.", e);
        }
    }
}
