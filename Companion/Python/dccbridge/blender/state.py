"""What the add-on's interface shows: the last send, the findings. Read by panels while they draw, changed on the main thread."""

import os

import bpy

from ..core import findings, folders
from ..core.asking import Asking
from ..core.companion import Companion
from .serving import Door

ADDON = __package__.rpartition(".")[0]


class State:
    """One for each Blender, as its add-on is."""

    def __init__(self):
        self.door = Door()
        self.clear()

    def clear(self):
        """As at the start."""
        self.sending = None
        self.asking = None
        self.selecting = None
        self.findings = []
        self.total = 0
        self.problem = None
        self.last = None

    def ask_for_findings(self):
        """Asks the companion on a thread; `take` takes the answer."""
        if self.asking is None:
            self.asking = Asking(lambda: findings.ask(Companion.find()))
            if not bpy.app.timers.is_registered(self.take):
                bpy.app.timers.register(self.take, first_interval=0.1)

    def take(self):
        """A timer: puts the answer into the list."""
        if self.asking is None:
            return None
        if not self.asking.is_over:
            return 0.1
        asked, self.asking = self.asking, None
        self.problem = asked.problem
        if asked.problem is None:
            self.findings, self.total = asked.answer
            if bpy.context.window_manager.dccbridge_this_scene:
                self.findings = findings.of_scene(self.findings, bpy.data.filepath)
        fill(bpy.context.window_manager, self.findings)
        redraw()
        return None


def preferences():
    """The settings of the add-on."""
    return bpy.context.preferences.addons[ADDON].preferences


def export_folder():
    """Where exports go, made when it is not there: beside the scene, so that a file keeps its place from send to send."""
    path = export_path()
    if path is None:
        return folders.exports_folder()
    os.makedirs(path, exist_ok=True)
    return path


def export_path():
    """The same, not made; None for a scene that was never saved."""
    wanted = preferences().export_folder or "//unreal"
    return None if wanted.startswith("//") and not bpy.data.filepath else os.path.abspath(bpy.path.abspath(wanted))


def fill(manager, found):
    """Puts findings into the list that the panel draws."""
    manager.dccbridge_findings.clear()
    for finding in found:
        row = manager.dccbridge_findings.add()
        row.name = finding.title
        row.severity = finding.severity
        row.fix = finding.fix
        row.node = finding.node or finding.material
        row.can_select = finding.can_select
    manager.dccbridge_finding = -1


def redraw():
    """Draws the sidebars anew."""
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                area.tag_redraw()


state = State()
