using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace DccBridge.Protocol.Discovery;

/// <summary>Access lists of Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsAccess
{
    private const int BufferBytes = 4096;

    private static readonly WellKnownSidType[] Everybody =
    [
        WellKnownSidType.WorldSid,
        WellKnownSidType.AuthenticatedUserSid,
        WellKnownSidType.BuiltinUsersSid,
        WellKnownSidType.BuiltinGuestsSid,
        WellKnownSidType.AnonymousSid,
        WellKnownSidType.InteractiveSid,
        WellKnownSidType.NetworkSid,
    ];

    /// <summary>Creates a file whose access list names this user alone and inherits nothing.</summary>
    public static FileStream Create(string path)
    {
        using var identity = WindowsIdentity.GetCurrent();
        var user = identity.User ?? throw new EndpointException(path, "Windows does not say which user this process runs as. Start the editor as an ordinary user.");
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.Synchronize, FileShare.None, BufferBytes, FileOptions.None, security);
    }

    /// <summary>True when the access list lets a group read that all users of the machine belong to.</summary>
    public static bool OthersCanRead(string path)
    {
        var rules = new FileInfo(path).GetAccessControl(AccessControlSections.Access).GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier));
        foreach (FileSystemAccessRule rule in rules)
        {
            if (rule is { AccessControlType: AccessControlType.Allow, IdentityReference: SecurityIdentifier group }
                && (rule.FileSystemRights & FileSystemRights.ReadData) != 0
                && Everybody.Any(group.IsWellKnown))
            {
                return true;
            }
        }

        return false;
    }
}
