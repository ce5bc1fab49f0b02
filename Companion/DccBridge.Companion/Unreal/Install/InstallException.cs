namespace DccBridge.Companion.Unreal.Install;

/// <summary>An installation cannot be done. The text is an instruction for a person; nothing is left half done unless it says so.</summary>
internal sealed class InstallException(string message, Exception? inner = null) : Exception(message, inner);
