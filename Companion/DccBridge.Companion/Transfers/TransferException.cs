namespace DccBridge.Companion.Transfers;

/// <summary>Nothing can be sent as it was asked for. The text is an instruction to the person who asked.</summary>
internal sealed class TransferException(string message, Exception? inner = null) : Exception(message, inner);
