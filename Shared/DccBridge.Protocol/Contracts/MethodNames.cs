namespace DccBridge.Protocol.Contracts;

/// <summary>The names of all methods and notifications on the wire, by noun. A name is never given a new meaning; a retired one is listed in PROTOCOL.md.</summary>
public static class MethodNames
{
    /// <summary>The connection's own affairs. Answered without the engine thread.</summary>
    public static class Session
    {
        /// <summary>First call after the handshake: opens a session or resumes one by its token.</summary>
        public const string Open = "session.open";

        /// <summary>Answers at once, whatever the editor is doing.</summary>
        public const string Ping = "session.ping";

        /// <summary>Says that all events up to a sequence number arrived and are kept by the client.</summary>
        public const string Acknowledge = "session.acknowledge";

        /// <summary>Notification from the editor: events were lost for good (too old or too many).</summary>
        public const string Gap = "session.gap";
    }

    /// <summary>The editor itself. Answered without the engine thread.</summary>
    public static class Editor
    {
        /// <summary>Who this editor is: project, engine, process.</summary>
        public const string Info = "editor.info";

        /// <summary>What it is doing now: ticking, stalled, modal; queue depth.</summary>
        public const string State = "editor.state";

        /// <summary>Shows a notification in the editor that nobody has to answer. Needs the engine thread.</summary>
        public const string Notify = "editor.notify";

        /// <summary>Asks for events of the editor to be pushed to this session.</summary>
        public const string Subscribe = "editor.subscribe";

        /// <summary>Notification from the editor: something happened there.</summary>
        public const string Event = "editor.event";
    }

    /// <summary>Long work that outlives a call. Answered without the engine thread.</summary>
    public static class Operation
    {
        /// <summary>One operation, by its id or by the idempotency key of the call that started it.</summary>
        public const string Get = "operation.get";

        /// <summary>Running and recently finished operations, newest first.</summary>
        public const string List = "operation.list";

        /// <summary>Asks a queued or running operation to stop.</summary>
        public const string Cancel = "operation.cancel";
    }

    /// <summary>Several calls in one engine tick.</summary>
    public static class Batch
    {
        /// <summary>Runs several calls within one tick, in order.</summary>
        public const string Run = "batch";
    }

    /// <summary>Assets of the project.</summary>
    public static class Asset
    {
        /// <summary>Assets by folder, class, name or content hash.</summary>
        public const string Find = "asset.find";

        /// <summary>One asset with its facts and its source.</summary>
        public const string Get = "asset.get";

        /// <summary>Imports uploaded files as assets, creating or updating them.</summary>
        public const string Import = "asset.import";

        /// <summary>Deletes assets.</summary>
        public const string Delete = "asset.delete";

        /// <summary>Renames or moves one asset and follows its references.</summary>
        public const string Rename = "asset.rename";

        /// <summary>Shows assets in the editor's content browser.</summary>
        public const string Show = "asset.show";
    }

    /// <summary>Files on their way to the editor, by content hash.</summary>
    public static class Transfer
    {
        /// <summary>Announces a file; the answer says where to resume, or that the editor has it already.</summary>
        public const string Open = "transfer.open";

        /// <summary>Streams the bytes of an opened transfer from an offset on.</summary>
        public const string Chunk = "transfer.chunk";

        /// <summary>Verifies the content hash and makes the file durable.</summary>
        public const string Commit = "transfer.commit";
    }

    /// <summary>Rules and verdicts.</summary>
    public static class Validation
    {
        /// <summary>Validates assets on demand.</summary>
        public const string Run = "validation.run";

        /// <summary>The rules in force, with severity and settings.</summary>
        public const string Rules = "validation.rules";

        /// <summary>Asks for verdicts to be pushed to this session.</summary>
        public const string Subscribe = "validation.subscribe";

        /// <summary>Mends what can be mended safely, or says what it would change.</summary>
        public const string Fix = "validation.fix";

        /// <summary>Takes a fix back whole.</summary>
        public const string UndoFix = "validation.undoFix";

        /// <summary>Accepts findings with a reason, in the project's settings file.</summary>
        public const string Suppress = "validation.suppress";

        /// <summary>Notification from the editor: a verdict, numbered; repeated until acknowledged.</summary>
        public const string Verdict = "validation.verdict";
    }
}
