"""What the menu "Unreal" and the shelf of that name do in Houdini."""

import os
import webbrowser

import hou

from ..core import findings, folders, operations, preferences
from ..core.asking import Asking
from ..core.companion import Companion
from ..core.failure import Failure
from ..core.sending import Sending
from . import scene

PORT = 18811


def send(whole_scene=False):
    """Exports, then sends; comes back when the export is done."""
    try:
        to, editor = preferences.chosen(scene.KIND)
        folder = export_folder()
    except Failure as failure:
        _say(failure.message, hou.severityType.Error)
        return None
    except OSError as error:
        _say("The folder '%s' cannot be made (%s). Save the scene where you may write, then send again." % (error.filename, error.strerror), hou.severityType.Error)
        return None
    made = operations.perform(scene, "export", {"folder": folder, "wholeScene": whole_scene})
    if "error" in made:
        _say(made["error"]["message"], hou.severityType.Error)
        return None
    sending = Sending([made["result"]["file"]], scene.KIND, to=to, editor=editor).start()
    _follow(sending, made["result"]["warnings"])
    return sending


def _follow(sending, warnings):
    """Shows how far it is, and its end. What the export had to say comes last: the status bar has one line, and the next one wipes it out."""
    shown = []

    def look():
        over = sending.is_over
        text = sending.text if over else "%s  %d %%" % (sending.text, sending.progress * 100)
        if over:
            hou.ui.removeEventLoopCallback(look)
            failed = sending.state in ("failed", "interrupted")
            severity = hou.severityType.Error if failed else hou.severityType.Warning if warnings else hou.severityType.ImportantMessage
            _say(" ".join([text] + warnings), severity)
        elif text not in shown:
            # Only what is new, or no other message of Houdini could be read while it travels.
            shown[:] = [text]
            _say(text, hou.severityType.Message)

    hou.ui.addEventLoopCallback(look)


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
    _when_over(Asking(lambda: findings.ask(Companion.find())), _list)


def _list(answer):
    found = findings.of_scene(answer[0], scene.scene_file())
    if not found:
        _say("Unreal's validation has found nothing in this scene.", hou.severityType.ImportantMessage)
        return
    lines = ["%s  %s" % (finding.severity.upper(), finding.title) for finding in found]
    for index in hou.ui.selectFromList(lines, exclusive=True, title="Unreal", message="Choose a finding to select what it is about."):
        _choose(found[index])


def _choose(finding):
    problem, ask = findings.select_here(scene, finding)
    _say(" ".join(part for part in (problem, finding.message, finding.fix) if part), hou.severityType.Warning if problem else hou.severityType.ImportantMessage)
    if ask:
        _when_over(Asking(lambda: findings.select_by(Companion.find(), finding)),
                   lambda answer: _say(answer[1], hou.severityType.ImportantMessage if answer[0] else hou.severityType.Warning))


def dashboard():
    """Opens the companion's dashboard."""
    _when_over(Asking(lambda: Companion.find().dashboard()), _open)


def _open(address):
    if not webbrowser.open(address):
        _say("No browser could be started. Open this within a minute: %s" % address, hou.severityType.Warning)


def settings():
    """Asks for the content folder and the editor; cancelled, it changes nothing."""
    try:
        values, note = preferences.read(scene.KIND), ""
    except Failure as failure:
        # What is damaged is replaced by what is typed now.
        values, note = ("", ""), failure.message
    studio = ["%s is %s" % (name, os.environ[name]) for name in (preferences.TO, preferences.EDITOR) if os.environ.get(name)]
    help = "Empty: %s. The companion's own settings are in its dashboard (menu Unreal > Dashboard)." % ("as the studio set it (%s)" % ", ".join(studio) if studio else "where it came from, or the standard; the only project that is open")
    while True:
        button, values = hou.ui.readMultiInput(
            note or "Where sends from Houdini go.", ("Content folder in Unreal", "Part of the project's name"), buttons=("OK", "Cancel"),
            severity=hou.severityType.Warning if note else hou.severityType.Message, default_choice=0, close_choice=1, help=help, title="DccBridge", initial_contents=tuple(values))
        if button != 0:
            return
        try:
            preferences.write(scene.KIND, *values)
        except Failure as failure:
            # Asked once more, with what was typed.
            note = failure.message
            continue
        _say("The settings are kept; the next send uses them.", hou.severityType.ImportantMessage)
        return


def start_server():
    """Starts hrpyc on the loopback, so that the companion can select and export here. It has no password: whoever reaches it runs code in Houdini."""
    import threading

    import hrpyc

    try:
        server = hrpyc.ThreadedServer(hrpyc.SlaveService, hostname="127.0.0.1", port=PORT, reuse_addr=True, auto_register=False)
    except OSError as error:
        _say("Port %d of this machine is taken (%s): the companion reaches this Houdini already, or another one. Close the other, then try again." % (PORT, error.strerror), hou.severityType.Warning)
        return None
    threading.Thread(target=server.start, name="DccBridge hrpyc", daemon=True).start()
    _say("The companion reaches this Houdini on port %d of this machine." % PORT, hou.severityType.ImportantMessage)
    return server


def _when_over(asking, use):
    """Looks in Houdini's idle time, on its main thread, until there is an answer."""

    def look():
        if not asking.is_over:
            return
        # First, because a dialog lets Houdini's event loop go on below it.
        hou.ui.removeEventLoopCallback(look)
        if asking.problem:
            _say(asking.problem, hou.severityType.Error)
        else:
            use(asking.answer)

    hou.ui.addEventLoopCallback(look)


def _say(text, severity):
    hou.ui.setStatusMessage(text, severity=severity)
