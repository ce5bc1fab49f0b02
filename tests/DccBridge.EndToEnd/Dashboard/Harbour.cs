using System.IO.Compression;
using System.Buffers.Binary;
using System.Text;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using DccBridge.Tests.Companion.Resident;

namespace DccBridge.EndToEnd.Dashboard;

/// <summary>A working day as the dashboard shows it: two editors, two DCCs, findings of several rules, and work that runs, ended and failed.</summary>
internal static class Harbour
{
    /// <summary>The editor that is connected.</summary>
    public const string EditorId = "editor-1";

    private static readonly (string Rule, string Severity, string Asset, string Class, string Message, string Mend, bool CanFix)[] Faults =
    [
        ("mesh.lightmap", "error", "/Game/Props/Crates/SM_Crate", "StaticMesh", "Lightmap UVs overlap in 312 of 4,820 triangles of channel 1.", "Unwrap channel 1 without overlaps in the DCC, or let Unreal make it on import.", false),
        ("mesh.scale", "error", "/Game/Props/Crates/SM_Barrel_Large", "StaticMesh", "The mesh is 1.2 cm long: metres were taken for centimetres.", "Export with the unit of the scene, or scale the object by 100 and apply the scale.", false),
        ("name.prefix", "warning", "/Game/Props/Crates/Lid", "StaticMesh", "A static mesh begins with SM_, this one is called Lid.", "Rename it to SM_Lid.", true),
        ("tex.pow2", "error", "/Game/Props/Crates/T_Crate_D", "Texture2D", "The texture is 1000 x 1024 pixels; its width is no power of two, so that it has no mips.", "Export it with 1024 x 1024 pixels.", false),
        ("tex.srgb", "warning", "/Game/Props/Crates/T_Crate_N", "Texture2D", "A normal map is read as colour (sRGB).", "Switch sRGB off in the settings of the texture.", true),
        ("mesh.pivot", "info", "/Game/Architecture/SM_Pier_A", "StaticMesh", "The pivot lies 240 cm outside of the bounds.", "Move the mesh to the origin of the scene in the DCC, apply its transform, and export again.", false),
        ("mesh.collision", "warning", "/Game/Architecture/SM_Pier_B", "StaticMesh", "The mesh has no collision.", "Add a node UCX_SM_Pier_B_01 around it in the DCC.", false),
        ("mat.samplers", "warning", "/Game/Architecture/M_WetStone", "Material", "The material uses 18 texture samplers; 16 are allowed.", "Share samplers, or pack masks into one texture.", false),
        ("skel.influences", "error", "/Game/Characters/SK_Guard", "SkeletalMesh", "812 vertices follow more than 8 bones.", "Limit the influences to 8 in the DCC and export again.", false),
        ("mesh.lods", "info", "/Game/Architecture/SM_Crane", "StaticMesh", "The mesh has 48,200 triangles and one level of detail.", "Add levels in the DCC (_LOD1, _LOD2), or let Unreal make them.", false),
    ];

    private static DateTimeOffset Now => PlayedResident.Now;

    /// <summary>Fills a resident.</summary>
    public static void Fill(PlayedResident resident)
    {
        resident.Set(status => status with
        {
            State = ResidentState.Findings,
            Summary = "Harbour: 4 errors and 4 warnings to look at.",
            Running = 1,
            CanSendAgain = true,
            Editors = [Connected, Refused],
        });
        resident.PlayedFindings.Put(Faults.Select((fault, at) => Finding(fault, at)));
        foreach (var finding in Faults.Select((fault, at) => Finding(fault, at)).Where(finding => finding.HasThumbnail))
        {
            resident.PlayedFindings.Thumbnails[finding.Id] = Picture(finding.AssetClass == "Texture2D");
        }

        resident.PlayedFindings.Verdicts.AddRange(
        [
            Verdict(0, "failed", "import", 1, 1, "mesh.lightmap", "name.prefix"), Verdict(26, "warnings", "manual", 0, 1, "name.prefix"), Verdict(75, "passed", "save", 0, 0),
        ]);
        resident.PlayedDccs.Put(
            new DccView { Id = "blender-4711", Kind = "blender", Name = "Blender 3.4.1", Scene = "/projects/harbour/scenes/crates.blend", Address = "127.0.0.1:18811", Capabilities = ["selection", "export", "open", "select"] },
            new DccView { Id = "maya-4712", Kind = "maya", Name = "Maya 2026", Address = "127.0.0.1:7005", Capabilities = ["selection", "export", "code"], Reachable = false, Message = "Maya does not answer: close its open dialog, then look again." });
        resident.PlayedSources.Put(
            new WatchedSourceView { Id = "source-1", Path = "/projects/harbour/export/SM_Crate.fbx", Project = "Harbour", Changed = true, SentAt = Now.AddHours(-5), ChangedAt = Now.AddMinutes(-4) },
            new WatchedSourceView { Id = "source-2", Path = "/projects/harbour/export/T_Crate_D.png", Project = "Harbour", Missing = true, SentAt = Now.AddHours(-5) },
            new WatchedSourceView { Id = "source-3", Path = "/projects/harbour/export/SM_Pier_A.glb", Project = "Harbour", SentAt = Now.AddHours(-20) });
        foreach (var check in (CheckView[])
        [
            new("endpoint folder", "ok", "It is there, and yours alone.", false),
            new("stale endpoint files", "notice", "Two files of editors that ended are left. They do no harm, and can be taken away.", true),
            new("port reachable", "problem", "Nothing listens on 127.0.0.1:65432, where ArenaShooter said it would. Restart that editor.", false),
            new("round-trip time", "ok", "0.4 ms to Harbour.", false),
        ])
        {
            resident.Checks.Add(check);
        }

        resident.PlayedSettings.Problems = ["watchQuietMilliseconds: 5 is not allowed. Use 100 to 60000; 1000 is in force."];
        Work(resident);
    }

    private static EditorView Connected => new()
    {
        Id = EditorId, Project = "Harbour", ProjectPath = "/projects/harbour/Harbour.uproject", Engine = "Unreal 5.6.1", ProcessId = 8231, Link = EditorLinkState.Connected,
        Activity = "modal", Modal = "Save changes to Map_Harbour before closing?", QueueDepth = 3, Errors = 4, Warnings = 4,
    };

    private static EditorView Refused => new()
    {
        Id = "editor-2", Project = "ArenaShooter", ProjectPath = "/projects/arena/ArenaShooter.uproject", Engine = "Unreal 5.7.0", ProcessId = 9120, Link = EditorLinkState.Refused,
        Message = "The editor speaks protocol 2, this companion 1. Update the companion, or install its plugin into the project again.",
    };

    private static FindingView Finding((string Rule, string Severity, string Asset, string Class, string Message, string Mend, bool CanFix) fault, int at)
    {
        var name = fault.Asset[(fault.Asset.LastIndexOf('/') + 1)..];
        var isTexture = fault.Class is "Texture2D" or "Material";
        return new FindingView
        {
            Id = $"f{at}", Project = "Harbour", EditorId = EditorId, AssetPath = fault.Asset, AssetClass = fault.Class, RuleId = fault.Rule, Severity = fault.Severity,
            Message = fault.Message, Fix = fault.Mend, CanFix = fault.CanFix, Node = isTexture ? null : $"/Set/{name.Replace("SM_", "")}", Material = at == 0 ? "Wood_Oak" : null, Slot = at == 0 ? 1 : null,
            Source = new SourceView { Path = $"/projects/harbour/export/{name}{(fault.Class == "Texture2D" ? ".png" : ".fbx")}", Exists = at != 4, Dcc = isTexture ? null : "Blender 3.4.1", Scene = isTexture ? null : "/projects/harbour/scenes/crates.blend" },
            FirstSeenAt = Now.AddDays(-3), ValidatedAt = Now.AddMinutes(-7 * at), RunId = new Guid("11111111-2222-3333-4444-555555555555"), HasThumbnail = fault.Class is "StaticMesh" or "Texture2D", CanSelect = !isTexture,
        };
    }

    private static VerdictView Verdict(int hours, string outcome, string use, int errors, int warnings, params string[] rules) => new()
    {
        RunId = new Guid(hours + 1, 0, 0, new byte[8]), ValidatedAt = Now.AddHours(-hours), Outcome = outcome, UseCase = use, Errors = errors, Warnings = warnings, Rules = rules,
    };

    private static void Work(PlayedResident resident)
    {
        ActivityView Make(int minutes, string title, ActivityState state) => new()
        {
            Id = new Guid(minutes, 0, 0, new byte[8]), Kind = ActivityKind.Send, Title = title, State = state, Progress = 1, EditorId = EditorId, Project = "Harbour",
            Files = ["/projects/harbour/export/SM_Crate.fbx", "/projects/harbour/export/T_Crate_D.png"], FileCount = 2, CreatedAt = Now.AddMinutes(-minutes), EndedAt = Now.AddMinutes(-minutes).AddSeconds(3.2), Origin = "dashboard",
        };
        resident.PlayedActivities.Put(Make(240, "Send 1 file to Harbour", ActivityState.Cancelled) with { Message = "Stopped on request." });
        resident.PlayedActivities.Put(Make(61, "Send 12 files to Harbour", ActivityState.Interrupted) with { Message = "The companion ended in the middle of it. The editor says that it was done: nothing is to be repeated.", Origin = "watch" });
        resident.PlayedActivities.Put(Make(34, "Send 2 files to Harbour", ActivityState.Failed) with { Error = new ErrorView("modal", "Unreal waits for an answer to its dialog \"Save changes?\". Answer it, then send again."), Origin = "Blender" });
        resident.PlayedActivities.Put(Make(21, "Send 2 files to Harbour", ActivityState.Succeeded) with { Message = "1 asset created, 1 updated.", Errors = 2, Warnings = 1, Assets = ["/Game/Props/Crates/SM_Crate", "/Game/Props/Crates/T_Crate_D"] });
        resident.PlayedActivities.Put(Make(2, "Validate Harbour", ActivityState.Queued) with { Kind = ActivityKind.Validate, Progress = 0, Files = [], FileCount = 0, EndedAt = null, Message = "Waits for \"Send 3 files to Harbour\"." });
        resident.PlayedActivities.Put(Make(1, "Send 3 files to Harbour", ActivityState.Running) with { Stage = "upload", Progress = 0.42, FileCount = 3, EndedAt = null });
    }

    /// <summary>A PNG of 128 x 128 pixels: a ball, or a checkerboard for a texture.</summary>
    private static byte[] Picture(bool isTexture)
    {
        const int Size = 128;
        var raw = new byte[Size * ((Size * 3) + 1)];
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                double dx = (x - 64) / 50.0, dy = (y - 64) / 50.0, inside = 1 - (dx * dx) - (dy * dy);
                var light = isTexture ? (((x / 16) + (y / 16)) % 2 == 0 ? 0.85 : 0.45) : inside > 0 ? 0.25 + (0.75 * Math.Max(0, (-dx * 0.4) - (dy * 0.6) + (Math.Sqrt(inside) * 0.7))) : 0.16;
                var at = (y * ((Size * 3) + 1)) + 1 + (x * 3);
                var isGround = !isTexture && inside <= 0;
                raw[at] = (byte)(light * (isGround ? 255 : 224));
                raw[at + 1] = (byte)(light * (isGround ? 255 : 172));
                raw[at + 2] = (byte)(light * (isGround ? 260 : 112));
            }
        }

        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(raw);
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Size);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Size);
        (head[8], head[9]) = (8, 2);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", head), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[checkedPart.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        checkedPart.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(checkedPart));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
