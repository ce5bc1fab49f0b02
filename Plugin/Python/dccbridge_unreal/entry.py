"""The one entry point. It never raises, opens no dialog and answers in ASCII."""

import base64
import json
import traceback

from . import assets, editor, edits, engine, importing, metadata, registry, source_control, ticking
from .failure import Failure, invalid

# Most characters of a request (base64) and of an answer; the plugin's own caps are a little wider.
MAX_REQUEST = 12 * 1024 * 1024
MAX_ANSWER = 16 * 1024 * 1024

CALLS = {
    "assets.list": registry.list_assets,
    "assets.get": assets.get,
    "assets.delete": assets.delete,
    "assets.rename": assets.rename,
    "assets.show": assets.show,
    "assets.import": importing.import_file,
    "assets.checkout": source_control.check_out,
    "edits.apply": edits.apply,
    "edits.referencers": edits.referencers,
    "metadata.get": metadata.get,
    "metadata.set": metadata.set_tags,
    "editor.notify": editor.notify,
    "editor.info": editor.info,
    "editor.tick_start": ticking.start,
    "editor.tick_stop": ticking.stop,
}


def call(request):
    """Runs one call.

    request: base64 of UTF-8 JSON {"call": name, "args": {...}}.
    Returns JSON in ASCII without apostrophes: {"ok": {...}} or {"error": {"code", "message"}}.
    """
    try:
        text = _written({"ok": _run(request)})
        if len(text) > MAX_ANSWER:
            raise Failure("too_large", "The answer is too large. Ask for less at a time.")
        return text
    except Failure as failure:
        return _error(failure.code, failure.message)
    except BaseException as error:  # noqa: B902 - whatever it is, it must not reach the engine
        if engine.is_gone(error):
            return _error("object_gone", "An object of the editor went away during the work. Try again; if it stays so, reload the asset.")
        engine.log_error("DccBridge: a script failed.\n" + traceback.format_exc(limit=20))
        return _error("editor_script_failed", "A script of DccBridge failed inside the editor (" + type(error).__name__ + "). The output log (LogPython) says more.")


def _run(request):
    if not isinstance(request, str) or len(request) > MAX_REQUEST:
        raise invalid("The request must be base64 of at most %d characters." % MAX_REQUEST)
    try:
        document = json.loads(base64.b64decode(request, validate=True).decode("utf-8"))
    except ValueError as error:
        raise invalid("The request is not base64 of JSON in UTF-8.") from error
    if not isinstance(document, dict) or not isinstance(document.get("args"), dict):
        raise invalid("The request must be an object with \"call\" and \"args\".")
    run = CALLS.get(document.get("call"))
    if run is None:
        raise Failure("unknown_call", "This version of the scripts has no such call. Restart the editor, so that scripts and plugin are of one version.")
    return run(document["args"])


def _error(code, message):
    return _written({"error": {"code": code, "message": str(message)[:2000]}})


def _written(document):
    # The interpreter may hand the string over as its repr(): without apostrophes that differs by backslashes alone.
    # NaN and infinity are no JSON; where one appears the answer is refused, not sent broken.
    return json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":")).replace("'", "\\u0027")
