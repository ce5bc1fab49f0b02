"""What the companion may ask a DCC for, whatever the way it asks. A DCC's own module `scene` does it; here arguments are checked and failures get their form.

A scene module has: KIND, FORMATS (the first is taken when none is asked for), application(), info(), selection(), select(nodes), export(folder, name, format, whole_scene, options), open_file(path, discard).
"""

import contextlib
import io
import json
import os
import traceback

from .failure import Failure, refused

MOST_OUTPUT = 64 * 1024


def perform(scene, method, params, allow_code=True):
    """Does one thing. Gives {"result": ...} or {"error": {...}}; never raises, so that no caller's loop ends because of what was asked."""
    try:
        if not isinstance(params, dict):
            raise refused("The parameters must be an object.")
        return {"result": _METHODS.get(method, _unknown(method))(scene, params, allow_code)}
    except Failure as failure:
        return {"error": failure.as_json()}
    except (Exception, SystemExit) as error:
        return {"error": Failure("failed", "%s: %s" % (type(error).__name__, error), traceback.format_exc(limit=40)).as_json()}


def as_text(answer):
    """The answer as JSON in ASCII: no encoding on its way can spoil it. What JSON cannot hold becomes a failure."""
    try:
        return json.dumps(answer, ensure_ascii=True, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        return json.dumps({"error": Failure("failed", "The result cannot be written as JSON: %s" % error).as_json()})


def _unknown(method):
    def fail(*_):
        raise Failure("notSupported", "There is no '%s' here: the companion is newer than this add-on. Run 'dccbridge install --dcc' again." % (method,))

    return fail


def _info(scene, params, allow_code):
    return dict(scene.info(), code=allow_code)


def _selection(scene, params, allow_code):
    return {"nodes": scene.selection()}


def _select(scene, params, allow_code):
    nodes = params.get("nodes")
    if not isinstance(nodes, list) or not all(isinstance(node, dict) and isinstance(node.get("name"), str) for node in nodes):
        raise refused("'nodes' must be a list of objects with a name.")
    return scene.select(nodes)


def _export(scene, params, allow_code):
    folder, name, format = params.get("folder"), params.get("name"), params.get("format") or scene.FORMATS[0]
    if not isinstance(folder, str) or not os.path.isabs(folder):
        raise refused("'folder' must be an absolute path.")
    if not os.path.isdir(folder):
        raise refused("The folder '%s' is not there. Make it, or choose another one." % folder)
    if name is not None and (not isinstance(name, str) or safe_name(name) != name):
        raise refused("'name' must be the name of a file without folder and ending; '%s' cannot be one on every system." % name)
    if format not in scene.FORMATS:
        raise Failure("notSupported", "%s exports %s, and '%s' was asked for." % (scene.application(), " and ".join(scene.FORMATS), format))
    options = params.get("options") or {}
    if not isinstance(options, dict):
        raise refused("'options' must be an object.")
    return scene.export(folder, name, format, bool(params.get("wholeScene")), options)


def _open(scene, params, allow_code):
    path = params.get("scene")
    if not isinstance(path, str) or not os.path.isabs(path):
        raise refused("'scene' must be an absolute path.")
    if not os.path.isfile(path):
        raise refused("'%s' is not there. It was moved or deleted, or is on a disk that is not connected." % path)
    scene.open_file(path, bool(params.get("discard")))
    return {}


def _run(scene, params, allow_code):
    if not allow_code:
        raise refused("Running code from outside is switched off here. Switch on 'Allow code from the companion' in the settings of the DccBridge add-on.")
    code = params.get("code")
    if not isinstance(code, str):
        raise refused("'code' must be text.")
    output = io.StringIO()
    names = {"__name__": "__dccbridge__"}
    with contextlib.redirect_stdout(output):
        exec(compile(code, "<dccbridge>", "exec"), names)
    printed = output.getvalue()
    if len(printed) > MOST_OUTPUT:
        printed = printed[:MOST_OUTPUT] + "\n[%d characters more]" % (len(printed) - MOST_OUTPUT)
    return {"output": printed, "result": names.get("result")}


def safe_name(text, otherwise="Export"):
    """A name that a file can have on every system, and an asset in Unreal after it."""
    name = "".join("_" if character in '<>:"/\\|?*' or ord(character) < 32 else character for character in text).strip(" .")[:120]
    if not name or name.split(".")[0].upper() in {"CON", "PRN", "AUX", "NUL"} | {port + str(i) for port in ("COM", "LPT") for i in range(1, 10)}:
        return otherwise
    return name


_METHODS = {"info": _info, "selection": _selection, "select": _select, "export": _export, "open": _open, "run": _run}
