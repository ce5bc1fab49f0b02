"""The menu "Unreal" in Maya's main window. Asking the companion runs on threads; what it answers is shown by Maya's idle event."""

import os
import webbrowser

import maya.cmds as cmds
import maya.utils as utils

from ..core import findings, folders, operations
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
    cmds.menu(MENU, label="Unreal", parent="MayaWindow", tearOff=True)
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
        made = operations.perform(scene, "export", {"folder": export_folder(), "format": "fbx", "wholeScene": whole_scene})
    except (OSError, Failure) as failure:
        made = {"error": {"message": "The export folder cannot be made: %s" % failure}}
    if "error" in made:
        cmds.warning(made["error"]["message"])
        return None
    for warning in made["result"]["warnings"]:
        cmds.warning(warning)
    return Sending([made["result"]["file"]], "maya", _option(FOLDER), _option(EDITOR), changed=lambda sending: utils.executeDeferred(_show, sending)).start()


def _show(sending):
    if sending.state in ("failed", "interrupted"):
        cmds.warning(sending.text)
    cmds.inViewMessage(statusMessage=sending.text.replace("<", "&lt;"), position="botCenter", fade=sending.is_over)


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
    asking = Asking(lambda: findings.ask(Companion.find()))
    _when_over(asking, _list)


def _list(answer):
    found = findings.of_scene(answer[0], scene.scene_file())
    if cmds.window(WINDOW, exists=True):
        cmds.deleteUI(WINDOW)
    cmds.window(WINDOW, title="Unreal: %d findings" % len(found), widthHeight=(520, 320))
    cmds.paneLayout()
    cmds.textScrollList(LIST, allowMultiSelection=False, append=["%s  %s" % (finding.severity.upper(), finding.title) for finding in found], selectCommand=lambda: _choose(found))
    cmds.showWindow(WINDOW)


def _choose(found):
    index = (cmds.textScrollList(LIST, query=True, selectIndexedItem=True) or [0])[0] - 1
    if not 0 <= index < len(found):
        return
    finding = found[index]
    for node in finding.nodes:
        if scene.select([node])["found"]:
            break
    else:
        if finding.nodes:
            cmds.warning("There is no '%s' in this scene: the companion is asked for it." % finding.nodes[0]["name"])
            # It asks this Maya back, so it must not be waited for here.
            _when_over(Asking(lambda: Companion.find().post("/api/findings/%s/select" % finding.id, limit=60)), lambda answer: None)
    cmds.inViewMessage(statusMessage=("%s %s" % (finding.message, finding.fix)).replace("<", "&lt;"), position="botCenter", fade=True)


def dashboard():
    """Opens the companion's dashboard."""
    _when_over(Asking(lambda: Companion.find().dashboard()), webbrowser.open)


def settings():
    """Asks for the content folder and the editor."""
    for key, title in ((FOLDER, "Content folder in Unreal (empty: where it came from, or the standard)"), (EDITOR, "Part of the Unreal project's name (empty: the only one)")):
        if cmds.promptDialog(title="DccBridge", message=title, text=_option(key), button=["OK", "Cancel"], defaultButton="OK", cancelButton="Cancel", dismissString="Cancel") != "OK":
            return
        cmds.optionVar(stringValue=(key, cmds.promptDialog(query=True, text=True)))


def open_port():
    """Opens a command port for Python on the loopback, so that the companion can select and export here. It has no password: whoever reaches it runs code in Maya."""
    if not cmds.commandPort(PORT, query=True):
        cmds.commandPort(name=PORT, sourceType="python")
    cmds.inViewMessage(statusMessage="The companion reaches this Maya on %s" % PORT, position="botCenter", fade=True)


def add_shelf():
    """Adds a shelf with three buttons."""
    if cmds.shelfLayout(SHELF, exists=True):
        return
    cmds.shelfLayout(SHELF, parent="ShelfLayout")
    for label, code in (("Send", "send(False)"), ("Scene", "send(True)"), ("Find", "show_findings()")):
        cmds.shelfButton(parent=SHELF, label=label, imageOverlayLabel=label, image="fileSave.png", sourceType="python", command="from dccbridge.maya import menu; menu.%s" % code)


def _when_over(asking, use):
    """Waits on a thread, and uses the answer on Maya's main thread."""

    def end():
        if asking.problem:
            cmds.warning(asking.problem)
        else:
            use(asking.answer)

    asking.then(lambda: utils.executeDeferred(end))


def _option(key):
    return cmds.optionVar(query=key) if cmds.optionVar(exists=key) else ""
