namespace DccBridge.Headless.Content;

/// <summary>The content folder cannot be opened; the message is an instruction to the person who started the editor.</summary>
internal sealed class ContentFolderException(string message, Exception? inner = null) : Exception(message, inner);
