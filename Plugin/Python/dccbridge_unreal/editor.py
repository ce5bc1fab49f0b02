"""The editor itself."""

from . import engine, notification
from .failure import invalid


def notify(args):
    """editor.notify {text, severity}: a notification that goes away by itself, and a line of the output log that stays.

    Where the editor has no notifications for scripts, the line is all there is.
    """
    text = engine.text_arg(args, "text", 500)
    write = {"info": "log", "warning": "log_warning", "error": "log_error"}.get(args.get("severity"))
    if write is None:
        raise invalid("\"severity\" must be info, warning or error.")
    engine.part(write)("DccBridge: " + text)
    shown = engine.optional(lambda: notification.show(text, args["severity"] != "error"))
    return {"shown_in": "notification" if shown else "output_log"}


def info(_args):
    """editor.info {}: engine version, project, folders, whether it plays."""
    system, paths = engine.part("SystemLibrary"), engine.part("Paths")
    return {
        "engine_version": str(system.get_engine_version()),
        "project_name": str(system.get_game_name()),
        "project_file": _full(paths, paths.get_project_file_path()),
        "saved_dir": _full(paths, paths.project_saved_dir()),
        "playing": engine.is_playing(),
    }


def _full(paths, path):
    return str(paths.convert_relative_path_to_full(path))
