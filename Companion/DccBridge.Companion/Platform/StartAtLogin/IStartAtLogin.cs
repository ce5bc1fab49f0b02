namespace DccBridge.Companion.Platform.StartAtLogin;

/// <summary>Whether the companion starts when the user logs in.</summary>
internal enum LoginStart
{
    /// <summary>It does not.</summary>
    Off,

    /// <summary>It does.</summary>
    On,

    /// <summary>Another copy of it does, which may be gone: setting it again names this one.</summary>
    OtherCopy,

    /// <summary>It is entered, and the user switched it off in the system's own settings.</summary>
    SwitchedOff,
}

/// <summary>The system's entry that starts the companion when the user logs in. Every member can be called again and again.</summary>
internal interface IStartAtLogin
{
    /// <summary>Where the entry is, for people.</summary>
    string Place { get; }

    /// <summary>Looks.</summary>
    LoginStart Query();

    /// <summary>Makes the entry, or corrects it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write it.</exception>
    void Set();

    /// <summary>Takes the entry away; nothing else is touched.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not remove it.</exception>
    void Remove();
}
