namespace DccBridge.Dcc.Clients;

/// <summary>Why a program did not do what it was asked for.</summary>
public enum DccFailure
{
    /// <summary>Nothing answers there: it is closed, or what listens in it is not switched on. Nothing was done.</summary>
    NotRunning = 0,

    /// <summary>It answers and does not want to: a wrong token, code that is not allowed, a scene with changes that nobody saved. Nothing was done.</summary>
    Refused = 1,

    /// <summary>It did not answer in time: it works, renders or shows a dialog. Unless it says otherwise, what was asked may still happen.</summary>
    Busy = 2,

    /// <summary>It closed, or the connection broke, in the middle of the work. Whether it was done is not known.</summary>
    Lost = 3,

    /// <summary>What answers speaks another language: another program has the port, or another version.</summary>
    Nonsense = 4,

    /// <summary>The answer, or what was asked, is longer than is allowed.</summary>
    TooLarge = 5,

    /// <summary>The program tried and failed; <see cref="DccException.Traceback"/> has Python's own words.</summary>
    Failed = 6,

    /// <summary>This program has no such thing: see <see cref="IDccClient.Capabilities"/>.</summary>
    NotSupported = 7,
}

/// <summary>A program did not do what it was asked for. The message is an instruction for a person: it says what to switch on or to do in that program.</summary>
public sealed class DccException : Exception
{
    /// <param name="kind">The program.</param>
    /// <param name="reason">Why.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="inner">The cause; null when there is none.</param>
    public DccException(DccKind kind, DccFailure reason, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Reason = reason;
        IsOutcomeUnknown = reason is DccFailure.Busy or DccFailure.Lost;
    }

    /// <summary>The program.</summary>
    public DccKind Kind { get; }

    /// <summary>Why.</summary>
    public DccFailure Reason { get; }

    /// <summary>Python's traceback; null when the failure is none of Python.</summary>
    public string? Traceback { get; init; }

    /// <summary>What was asked may have happened or may still happen: look before it is asked again.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
