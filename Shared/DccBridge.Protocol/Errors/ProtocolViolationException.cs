namespace DccBridge.Protocol.Errors;

/// <summary>A peer broke a rule of the protocol; the connection cannot go on.</summary>
public sealed class ProtocolViolationException(string message, Exception? inner = null) : Exception(message, inner);
