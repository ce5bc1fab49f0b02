"""What buttons and menus do."""

import webbrowser

import bpy

from ..core import operations
from ..core.asking import Asking
from ..core.companion import Companion
from ..core.failure import Failure
from ..core.sending import Sending
from . import scene
from .preferences import FORMATS
from .state import export_folder, preferences, redraw, state


class DCCBRIDGE_OT_send(bpy.types.Operator):
    """Export and send to Unreal; Blender stays usable while it travels"""

    bl_idname = "dccbridge.send"
    bl_label = "Send to Unreal"

    whole_scene: bpy.props.BoolProperty(name="Whole scene", description="All that is visible in place of the selection", default=False)
    format: bpy.props.EnumProperty(name="Format", items=[("settings", "As in the settings", "")] + FORMATS, default="settings")

    def invoke(self, context, event):
        if not self._begin(context):
            return {"CANCELLED"}
        self._timer = context.window_manager.event_timer_add(0.1, window=context.window)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context, event):
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        sending = state.sending
        if sending is None or sending.is_over:
            self._leave(context)
            return self._tell(sending) if sending else {"CANCELLED"}
        self._say(context, "%s  %d %%" % (sending.text, sending.progress * 100))
        redraw()
        return {"PASS_THROUGH"}

    def cancel(self, context):
        # Another file was opened, or Blender closes: the send goes on in the companion.
        self._leave(context)

    def execute(self, context):
        # Scripts and `blender -b` wait for the end.
        if not self._begin(context):
            return {"CANCELLED"}
        state.sending.wait(3600)
        return self._tell(state.sending)

    def _begin(self, context):
        # No poll: a button that was clicked and is grey stays grey until the mouse leaves it, also after the send.
        if state.sending and not state.sending.is_over:
            self.report({"WARNING"}, "A send is on its way. Wait for it, or stop it.")
            return False
        settings = preferences()
        format = settings.format if self.format == "settings" else self.format
        try:
            folder = export_folder()
            made = operations.perform(scene, "export", {"folder": folder, "format": format, "wholeScene": self.whole_scene})
        except (OSError, Failure) as failure:
            made = {"error": {"message": "The export folder cannot be made: %s. Choose another one in the add-on's settings." % failure, "traceback": None}}
        if "error" in made:
            if made["error"]["traceback"]:
                print(made["error"]["traceback"])
            self.report({"ERROR"}, made["error"]["message"])
            return False
        for warning in made["result"]["warnings"]:
            self.report({"WARNING"}, warning)
        state.last = made["result"]["file"]
        state.sending = Sending([state.last], "blender", context.scene.dccbridge_to, settings.editor).start()
        self.report({"INFO"}, "Exported '%s', sending it to Unreal" % state.last)
        return True

    def _tell(self, sending):
        self.report({"INFO"} if sending.state == "succeeded" else {"ERROR"}, sending.text)
        state.ask_for_findings()
        redraw()
        return {"FINISHED"} if sending.state == "succeeded" else {"CANCELLED"}

    def _leave(self, context):
        context.window_manager.event_timer_remove(self._timer)
        self._say(context, None)

    @staticmethod
    def _say(context, text):
        # None gives the status bar back to Blender. There is no workspace while a file is opened.
        if context.workspace is not None:
            context.workspace.status_text_set(text)


class DCCBRIDGE_OT_stop(bpy.types.Operator):
    """Ask the companion to stop the send"""

    bl_idname = "dccbridge.stop"
    bl_label = "Stop"

    @classmethod
    def poll(cls, context):
        return state.sending is not None and not state.sending.is_over

    def execute(self, context):
        state.sending.cancel()
        return {"FINISHED"}


class DCCBRIDGE_OT_findings(bpy.types.Operator):
    """Ask the companion for what Unreal's validation found"""

    bl_idname = "dccbridge.findings"
    bl_label = "Refresh"

    def execute(self, context):
        state.ask_for_findings()
        return {"FINISHED"}


class DCCBRIDGE_OT_select(bpy.types.Operator):
    """Select what the finding is about"""

    bl_idname = "dccbridge.select"
    bl_label = "Select"

    index: bpy.props.IntProperty()

    def execute(self, context):
        if not 0 <= self.index < len(state.findings):
            self.report({"ERROR"}, "The list has changed. Refresh it.")
            return {"CANCELLED"}
        finding = state.findings[self.index]
        problem = None
        if finding.nodes and (not finding.scene or not bpy.data.filepath or bpy.path.abspath(finding.scene) == bpy.data.filepath):
            for node in finding.nodes:
                answer = operations.perform(scene, "select", {"nodes": [node]})
                if "error" in answer:
                    problem = answer["error"]["message"]
                    break
                if answer["result"]["found"]:
                    self.report({"INFO"}, "%s. %s" % (finding.message, finding.fix))
                    return {"FINISHED"}
            else:
                problem = "There is no '%s' here any more: the companion is asked for it." % finding.nodes[0]["name"]
                self._ask(finding)
        elif finding.nodes:
            problem = "It belongs to '%s': the companion is asked for it." % finding.scene
            self._ask(finding)
        elif finding.can_select:
            # The companion selects what the asset was exported from.
            self._ask(finding)
            return {"FINISHED"}
        else:
            problem = "It is about the whole asset, and nothing says which objects that was made of: it was not sent with the add-on."
        self.report({"WARNING"}, problem)
        return {"CANCELLED"}

    @staticmethod
    def _ask(finding):
        # By its UUID, or in the other scene: the side-car knows. It asks this Blender back, so it must not be waited for here.
        state.selecting = Asking(lambda: Companion.find().post("/api/findings/%s/select" % finding.id, limit=60))


class DCCBRIDGE_OT_dashboard(bpy.types.Operator):
    """Open the companion's dashboard in the browser"""

    bl_idname = "dccbridge.dashboard"
    bl_label = "Dashboard"

    def execute(self, context):
        asking = Asking(lambda: webbrowser.open(Companion.find().dashboard()))

        def tell():
            if not asking.is_over:
                return 0.2
            state.problem = asking.problem
            redraw()
            return None

        bpy.app.timers.register(tell, first_interval=0.2)
        return {"FINISHED"}


CLASSES = (DCCBRIDGE_OT_send, DCCBRIDGE_OT_stop, DCCBRIDGE_OT_findings, DCCBRIDGE_OT_select, DCCBRIDGE_OT_dashboard)
