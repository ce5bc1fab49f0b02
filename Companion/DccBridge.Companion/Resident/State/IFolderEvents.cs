namespace DccBridge.Companion.Resident.State;

/// <summary>What the system tells of folders, so that a test can have it fail. All of it may wait for as long as a dead network drive keeps silent.</summary>
internal interface IFolderEvents
{
    /// <summary>Names the folder that is there now: another one of the same path has another. Null when there is none.</summary>
    string? IdentityOf(string folder);

    /// <summary>Asks the system to tell.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="happened">Given the name of a file, or an empty text when anything may have happened; called from any thread.</param>
    /// <param name="died">Nothing more will be told. Called from any thread, also before this returns.</param>
    /// <returns>Ends it.</returns>
    /// <exception cref="IOException">The system cannot: too many are watched, or it is a network drive.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not.</exception>
    /// <exception cref="ArgumentException">The folder is not there any more.</exception>
    IDisposable Watch(string folder, Action<string> happened, Action died);
}
