namespace DccBridge.Companion.Sending;

/// <summary>Where the stages of long work are told; from any thread.</summary>
internal interface IStageBoard
{
    /// <summary>Sets how far a stage is, in units of its own.</summary>
    void Report(string stage, double done, double total);

    /// <summary>Tells a person something meanwhile.</summary>
    void Say(string line);
}
