namespace DccBridge.Companion.Resident;

/// <summary>Why the resident companion could not do what it was asked for; decides the HTTP status.</summary>
internal enum ResidentFault
{
    /// <summary>The request is wrong: 400.</summary>
    Invalid,

    /// <summary>There is no such thing: 404.</summary>
    NotFound,

    /// <summary>It cannot be done as things stand (no editor, several editors, a plan that is out of date): 409.</summary>
    Conflict,

    /// <summary>Too much waits already: 429.</summary>
    TooMany,

    /// <summary>The other side (editor, DCC) failed or did not answer: 502.</summary>
    Remote,
}

/// <summary>The resident companion cannot do what it was asked for. The text is an instruction.</summary>
internal sealed class ResidentException(ResidentFault fault, string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The class of the failure.</summary>
    public ResidentFault Fault { get; } = fault;

    /// <summary>Names the cause for programs ("noEditor").</summary>
    public string Code { get; } = code;
}
