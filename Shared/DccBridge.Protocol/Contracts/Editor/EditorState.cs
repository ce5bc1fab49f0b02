using MessagePack;

namespace DccBridge.Protocol.Contracts.Editor;

/// <summary>What the engine thread is doing.</summary>
public enum EditorActivity
{
    /// <summary>Not ticking yet.</summary>
    Starting = 0,

    /// <summary>Ticking; work is taken from the queue.</summary>
    Ticking = 1,

    /// <summary>No tick for longer than the stall limit.</summary>
    Stalled = 2,

    /// <summary>A modal dialog is open; work waits until somebody answers it.</summary>
    Modal = 3,

    /// <summary>Stopping; no more work is taken.</summary>
    Stopping = 4,
}

/// <summary>What an editor is doing now. Result of <see cref="MethodNames.Editor.State"/>, answered without the engine thread.</summary>
[MessagePackObject]
public sealed partial record EditorState
{
    /// <summary>What the engine thread is doing.</summary>
    [Key(0)] public EditorActivity Activity { get; init; }

    /// <summary>Seconds since the last tick ended.</summary>
    [Key(1)] public double SecondsSinceTick { get; init; }

    /// <summary>Ticks per second over the last seconds; an unfocused editor shows about 3.</summary>
    [Key(2)] public double TicksPerSecond { get; init; }

    /// <summary>The work that runs on the engine thread now, by method name; null between work.</summary>
    [Key(3)] public string? CurrentWork { get; init; }

    /// <summary>Title and text of the open modal dialog, where the editor knows them.</summary>
    [Key(4)] public ModalDialog? Modal { get; init; }

    /// <summary>Work waiting for the engine thread.</summary>
    [Key(5)] public int QueueDepth { get; init; }

    /// <summary>Operations queued or running.</summary>
    [Key(6)] public int OpenOperations { get; init; }

    /// <summary>Authenticated sessions, this one included.</summary>
    [Key(7)] public int Sessions { get; init; }
}

/// <summary>A modal dialog that stops the engine thread.</summary>
[MessagePackObject]
public sealed partial record ModalDialog
{
    /// <summary>Title of its window.</summary>
    [Key(0)] public required string Title { get; init; }

    /// <summary>What it says.</summary>
    [Key(1)] public required string Text { get; init; }
}
