"""What the menu "Unreal" and the shelf of that name do in Houdini."""

import os
import webbrowser

import hou

from ..core import findings, folders, operations
from ..core.asking import Asking
from ..core.companion import Companion
from ..core.failure import Failure
from ..core.sending import Sending
from . import scene


def send(whole_scene=False):
    """Exports, then sends; comes back when the export is done."""
    try:
        made = operations.perform(scene, "export", {"folder": export_folder(), "wholeScene": whole_scene})
    except (OSError, Failure) as failure:
        made = {"error": {"message": "The export folder cannot be made: %s" % failure}}
    if "error" in made:
        _say(made["error"]["message"], hou.severityType.Error)
        return None
    sending = Sending([made["result"]["file"]], "houdini", to=os.environ.get("DCCBRIDGE_TO"), editor=os.environ.get("DCCBRIDGE_EDITOR")).start()
    _watch(lambda: _say(sending.text, hou.severityType.Error if sending.state == "failed" else hou.severityType.ImportantMessage if sending.is_over else hou.severityType.Message), lambda: sending.is_over)
    return sending


def export_folder():
    """The folder "unreal" beside the scene, so that a file keeps its place from send to send."""
    path = scene.scene_file()
    if not path:
        return folders.exports_folder()
    folder = os.path.join(os.path.dirname(path), "unreal")
    os.makedirs(folder, exist_ok=True)
    return folder


def show_findings():
    """A list of what Unreal's validation found; what is chosen is selected."""
    asking = Asking(lambda: findings.ask(Companion.find()))
    _watch(lambda: _list(asking) if asking.is_over else None, lambda: asking.is_over)


def _list(asking):
    if asking.problem:
        _say(asking.problem, hou.severityType.Error)
        return
    found = findings.of_scene(asking.answer[0], scene.scene_file())
    if not found:
        _say("Unreal's validation has found nothing in this scene.", hou.severityType.ImportantMessage)
        return
    chosen = hou.ui.selectFromList(["%s  %s" % (finding.severity.upper(), finding.title) for finding in found], exclusive=True, title="Unreal", message="Choose a finding to select what it is about.")
    for finding in (found[index] for index in chosen):
        for node in finding.nodes:
            if scene.select([node])["found"]:
                break
        else:
            if finding.nodes:
                # It asks this Houdini back, so it must not be waited for here.
                question = Asking(lambda: Companion.find().post("/api/findings/%s/select" % finding.id, limit=60))
                _watch(lambda: _say(question.problem, hou.severityType.Error) if question.problem else None, lambda: question.is_over)
        _say("%s %s" % (finding.message, finding.fix), hou.severityType.ImportantMessage)


def dashboard():
    """Opens the companion's dashboard."""
    asking = Asking(lambda: Companion.find().dashboard())

    def end():
        if asking.is_over and asking.problem:
            _say(asking.problem, hou.severityType.Error)
        elif asking.is_over:
            webbrowser.open(asking.answer)

    _watch(end, lambda: asking.is_over)


def settings():
    """Says where the settings are: they are of the companion, and two variables."""
    _say("Set DCCBRIDGE_TO to a content folder and DCCBRIDGE_EDITOR to a project's name in houdini.env; the rest is in the dashboard's settings.", hou.severityType.ImportantMessage)
    dashboard()


def start_server():
    """Starts hrpyc on the loopback, so that the companion can select and export here. It has no password: whoever reaches it runs code in Houdini."""
    import threading

    import hrpyc

    server = hrpyc.ThreadedServer(hrpyc.SlaveService, hostname="127.0.0.1", port=18811, reuse_addr=True, auto_register=False)
    threading.Thread(target=server.start, name="DccBridge hrpyc", daemon=True).start()
    _say("The companion reaches this Houdini on port 18811 of this machine.", hou.severityType.ImportantMessage)
    return server


def _watch(show, is_over):
    """Calls `show` in Houdini's idle time until it is over, once more then."""

    def look():
        over = is_over()
        if over:
            hou.ui.removeEventLoopCallback(look)
        show()

    hou.ui.addEventLoopCallback(look)


def _say(text, severity):
    hou.ui.setStatusMessage(text, severity=severity)
