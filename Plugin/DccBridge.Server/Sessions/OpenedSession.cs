namespace DccBridge.Server.Sessions;

/// <summary>The answer to a session.open.</summary>
/// <param name="Session">The session that the connection has now.</param>
/// <param name="Token">Resumes it after a lost connection; only its hash is kept.</param>
/// <param name="Resumed">Whether it went on, rather than began.</param>
internal sealed record OpenedSession(ClientSession Session, string Token, bool Resumed);
