namespace DccBridge.Companion.Unreal.Install;

/// <summary>What running <c>dotnet</c> came to.</summary>
/// <param name="Succeeded">It ended with 0 within its time.</param>
/// <param name="Output">What it said, or why it did not run.</param>
internal sealed record DotnetResult(bool Succeeded, string Output);

/// <summary>An SDK on this machine.</summary>
/// <param name="Version">"10.0.203".</param>
/// <param name="Folder">The folder that holds it.</param>
internal sealed record DotnetSdk(Version Version, string Folder);

/// <summary>The .NET SDK where UnrealSharp looks for it.</summary>
internal interface IDotnetTool
{
    /// <summary>The <c>dotnet</c> that UnrealSharp would start; null when it finds none.</summary>
    string? Path { get; }

    /// <summary>Where it was looked for, for people.</summary>
    string Places { get; }

    /// <summary>The SDKs of that <c>dotnet</c>.</summary>
    Task<IReadOnlyList<DotnetSdk>> ListSdksAsync(CancellationToken cancellation);

    /// <summary>Adds a project to a solution, without the projects that it references.</summary>
    Task<DotnetResult> AddToSolutionAsync(string solution, string project, CancellationToken cancellation);

    /// <summary>Takes a project out of a solution.</summary>
    Task<DotnetResult> RemoveFromSolutionAsync(string solution, string project, CancellationToken cancellation);
}
