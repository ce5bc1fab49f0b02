namespace DccBridge.Dcc.Brine;

/// <summary>Bytes are no brine, or a value cannot be written as brine.</summary>
/// <param name="message">What is wrong and where.</param>
public sealed class BrineException(string message) : Exception(message);
