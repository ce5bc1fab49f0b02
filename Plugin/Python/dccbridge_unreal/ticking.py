"""The editor's own tick: where engine work may run that waits for other work of the game thread, as an import does.

Work that is posted to the task graph runs inside a task, and a synchronous import inside a task runs the queue that it is in: the
engine ends itself then (TaskGraph, "RecursionGuard == 1"). A Slate tick is outside.

Slate also ticks inside a modal dialog and inside a progress bar, within one frame of the engine and on top of whatever opened them. Work
runs once per frame: no second time while such a thing is open, so that the editor counts as stalled then, as it is.
"""

from . import engine, metadata

# Kept at the module of the engine: another version of these scripts must find what this one registered.
_HANDLE = "_dccbridge_tick"


def start(args):
    """editor.tick_start {path}: calls RunPosted of the object of that path name at each tick; a second start replaces the first."""
    path = engine.text_arg(args, "path")
    stop({})
    metadata.list_tags()
    unreal = engine.module()
    register, find = engine.part("register_slate_post_tick_callback"), engine.part("find_object")
    frame = engine.part("SystemLibrary").get_frame_count
    told, ran_in = [], [None]

    def tick(_seconds):
        try:
            now = int(frame())
            if now == ran_in[0]:
                return
            ran_in[0] = now
            target = find(None, path)
            if target is None:
                # A reload that changes its class makes a new one, and that one starts again.
                stop({})
            else:
                target.call_method("RunPosted")
        except Exception as error:  # noqa: B902 - it must reach neither Slate nor end the tick
            if not told:
                told.append(error)
                engine.log_error("DccBridge: the editor's tick could not be used (%s). Restart the editor." % type(error).__name__)

    setattr(unreal, _HANDLE, register(tick))
    return {}


def stop(_args):
    """editor.tick_stop {}: no more ticks."""
    unreal = engine.module()
    handle = getattr(unreal, _HANDLE, None)
    if handle is not None:
        setattr(unreal, _HANDLE, None)
        engine.part("unregister_slate_post_tick_callback")(handle)
    return {}
