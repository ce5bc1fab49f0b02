"""The menu "Unreal" in Maya's main window. Asking the companion runs on threads; what it answers is shown by Maya's idle event."""

import html
import os
import webbrowser

import maya.cmds as cmds
import maya.mel as mel
import maya.utils as utils

from ..core import findings, folders, operations, preferences
from ..core.asking import Asking
from ..core.companion import Companion
from ..core.failure import Failure
from ..core.sending import Sending
from . import scene

MENU = "dccbridge_menu"
WINDOW = "dccbridge_findings"
LIST = "dccbridge_findings_list"
EDITOR = "dccbridge_editor"
FOLDER = "dccbridge_to"
PORT = "127.0.0.1:7002"
SHELF = "Unreal"


def install():
    """Makes the menu; called once the main window is there. In batch mode there is none."""
    if cmds.about(batch=True):
        return
    if cmds.menu(MENU, exists=True):
        cmds.deleteUI(MENU)
    cmds.menu(MENU, label="Unreal", parent=_global("gMainWindow"), tearOff=True)
    cmds.menuItem(label="Send Selection", parent=MENU, command=lambda *_: send(False))
    cmds.menuItem(label="Send Whole Scene", parent=MENU, command=lambda *_: send(True))
    cmds.menuItem(divider=True, parent=MENU)
    cmds.menuItem(label="Findings", parent=MENU, command=lambda *_: show_findings())
    cmds.menuItem(label="Dashboard", parent=MENU, command=lambda *_: dashboard())
    cmds.menuItem(label="Settings", parent=MENU, command=lambda *_: settings())
    cmds.menuItem(divider=True, parent=MENU)
    cmds.menuItem(label="Add Shelf", parent=MENU, command=lambda *_: add_shelf())
    cmds.menuItem(label="Let the Companion Reach This Maya", parent=MENU, command=lambda *_: open_port())


def send(whole_scene):
    """Exports, then sends; comes back when the export is done."""
    try:
        folder = export_folder()
    except Failure as failure:
        cmds.warning(failure.message)
        return None
    except OSError as error:
        cmds.warning("The folder '%s' cannot be made (%s). Save the scene where you may write, then send again." % (error.filename, error.strerror))
        return None
    made = operations.perform(scene, "export", {"folder": folder, "wholeScene": whole_scene})
    if "error" in made:
        cmds.warning(made["error"]["message"])
        return None
    for warning in made["result"]["warnings"]:
        cmds.warning(warning)
    return Sending([made["result"]["file"]], scene.KIND, _option(FOLDER), _option(EDITOR), changed=_changed).start()


def _changed(sending):
    # On the sending's thread. What is shown is as it was here: it may be over when Maya is idle at last.
    text = sending.text if sending.is_over else "%s  %d %%" % (sending.text, sending.progress * 100)
    utils.executeDeferred(_show, text, sending.is_over, sending.state in ("failed", "interrupted"))


def _show(text, is_over, has_failed):
    if has_failed:
        cmds.warning(text)
    _say(text, is_over)


def export_folder():
    """The folder "unreal" beside the scene, so that a file keeps its place from send to send."""
    path = scene.scene_file()
    if not path:
        return folders.exports_folder()
    folder = os.path.join(os.path.dirname(path), "unreal")
    os.makedirs(folder, exist_ok=True)
    return folder


def show_findings():
    """A window with what Unreal's validation found; a click selects."""
    _when_over(Asking(lambda: findings.ask(Companion.find())), _list)


def _list(answer):
    found = findings.of_scene(answer[0], scene.scene_file())
    if cmds.window(WINDOW, exists=True):
        cmds.deleteUI(WINDOW)
    if not found:
        _say("Unreal's validation has found nothing in this scene.")
        return
    cmds.window(WINDOW, title="Unreal: %d finding%s" % (len(found), "" if len(found) == 1 else "s"), widthHeight=(520, 320))
    cmds.paneLayout()
    cmds.textScrollList(LIST, allowMultiSelection=False, append=["%s  %s" % (finding.severity.upper(), finding.title) for finding in found], selectCommand=lambda *_: _choose(found))
    cmds.showWindow(WINDOW)


def _choose(found):
    index = (cmds.textScrollList(LIST, query=True, selectIndexedItem=True) or [0])[0] - 1
    if not 0 <= index < len(found):
        return
    finding = found[index]
    problem, ask = findings.select_here(scene, finding)
    if problem:
        cmds.warning(problem)
    _say("%s %s" % (finding.message, finding.fix))
    if ask:
        _when_over(Asking(lambda: findings.select_by(Companion.find(), finding)), lambda answer: _say(answer[1]) if answer[0] else cmds.warning(answer[1]))


def dashboard():
    """Opens the companion's dashboard."""
    _when_over(Asking(lambda: Companion.find().dashboard()), _open)


def _open(address):
    if not webbrowser.open(address):
        cmds.warning("No browser could be started. Open this within a minute: %s" % address)


def settings():
    """Asks for the content folder and the editor; cancelled, it changes nothing."""
    values = []
    for key, title in ((FOLDER, "Content folder in Unreal (empty: where it came from, or the standard)"), (EDITOR, "Part of the Unreal project's name (empty: the only one)")):
        if cmds.promptDialog(title="DccBridge", message=title, text=_option(key), button=["OK", "Cancel"], defaultButton="OK", cancelButton="Cancel", dismissString="Cancel") != "OK":
            return
        values.append(cmds.promptDialog(query=True, text=True))
    try:
        values = preferences.checked(*values)
    except Failure as failure:
        cmds.warning("%s The settings are as before." % failure.message)
        return
    for key, value in zip((FOLDER, EDITOR), values):
        cmds.optionVar(stringValue=(key, value))


def open_port():
    """Opens a command port for Python on the loopback, so that the companion can select and export here. It has no password: whoever reaches it runs code in Maya."""
    if not cmds.commandPort(PORT, query=True):
        try:
            cmds.commandPort(name=PORT, sourceType="python")
        except RuntimeError as error:
            cmds.warning("%s cannot be opened (%s): most often another Maya has it. Close that port or that Maya, then try again." % (PORT, str(error).strip()))
            return
    _say("The companion reaches this Maya on %s" % PORT)


def add_shelf():
    """Adds a shelf with three buttons."""
    if cmds.shelfLayout(SHELF, exists=True):
        return
    cmds.shelfLayout(SHELF, parent=_global("gShelfTopLevel"))
    for label, code in (("Send", "send(False)"), ("Scene", "send(True)"), ("Find", "show_findings()")):
        # Maya runs it among the user's own names: it adds but one that nobody else has.
        cmds.shelfButton(parent=SHELF, label=label, imageOverlayLabel=label, image="fileSave.png", sourceType="python", command="import dccbridge.maya.menu; dccbridge.maya.menu.%s" % code)


def _when_over(asking, use):
    """Waits on a thread, and uses the answer on Maya's main thread."""

    def end():
        if asking.problem:
            cmds.warning(asking.problem)
        else:
            use(asking.answer)

    asking.then(lambda: utils.executeDeferred(end))


def _say(text, fade=True):
    # Maya takes it for HTML.
    cmds.inViewMessage(statusMessage=html.escape(text, quote=False), position="botCenter", fade=fade)


def _global(name):
    """A global variable of MEL: the way that Maya documents to the names of its own windows."""
    return mel.eval("$dccbridge = $%s" % name)


def _option(key):
    return cmds.optionVar(query=key) if cmds.optionVar(exists=key) else ""
