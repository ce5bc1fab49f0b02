using DccBridge.Protocol.Contracts;
using DccBridge.Server.Editor;

namespace DccBridge.Server.EditorPython;

/// <summary>What the scripts call their failures, as the protocol calls them.</summary>
internal static class PythonErrors
{
    /// <summary>The failure for the caller. A code that this version does not know is a failed script.</summary>
    public static EditorException From(AnswerError error)
    {
        var code = error.Code switch
        {
            "asset_not_found" => ErrorCode.AssetNotFound,
            "asset_exists" => ErrorCode.AssetExists,
            "invalid_asset_path" => ErrorCode.InvalidAssetPath,
            "unsupported_file" => ErrorCode.UnsupportedFile,
            "malformed_file" => ErrorCode.MalformedFile,
            "content_missing" => ErrorCode.ContentMissing,
            "busy" => ErrorCode.Busy,
            "play_in_editor" => ErrorCode.PlayInEditor,
            "editor_part_missing" => ErrorCode.EditorPartMissing,
            "object_gone" => ErrorCode.ObjectGone,
            "disk_full" => ErrorCode.DiskFull,
            "too_large" => ErrorCode.TooLarge,
            _ => ErrorCode.EditorScriptFailed,
        };
        var message = error.Message.Length > PythonLimits.MaxMessage ? error.Message[..PythonLimits.MaxMessage] : error.Message;
        return new EditorException(code, message);
    }
}
