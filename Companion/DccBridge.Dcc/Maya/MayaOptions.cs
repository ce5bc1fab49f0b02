namespace DccBridge.Dcc.Maya;

/// <summary>How to talk to Maya's command port. Immutable.</summary>
public sealed record MayaOptions
{
    /// <summary>Longest wait for the connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for an answer. Commands run on Maya's main thread, which answers nothing while it renders or shows a dialog.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The port's -bufferSize in bytes: Maya closes the connection at a longer command and gives an error instead of a longer result, so both travel in
    /// pieces that fit. Maya's own default.
    /// </summary>
    public int BufferSize { get; init; } = 4096;

    /// <summary>Longest result in bytes, all pieces together.</summary>
    public int MaxResultBytes { get; init; } = 64 << 20;

    /// <summary>Longest code or arguments in characters, after encoding.</summary>
    public int MaxRequestCharacters { get; init; } = 64 << 20;

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
