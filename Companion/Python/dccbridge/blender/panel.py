"""3D View > Sidebar > Unreal."""

import textwrap

import bpy

from .state import ADDON, preferences, state

ICONS = {"error": "CANCEL", "warning": "ERROR", "info": "INFO"}


class DccBridgeFinding(bpy.types.PropertyGroup):
    """A row of the list; its name is the title."""

    severity: bpy.props.StringProperty()
    fix: bpy.props.StringProperty()
    node: bpy.props.StringProperty()
    can_select: bpy.props.BoolProperty()


class DCCBRIDGE_UL_findings(bpy.types.UIList):
    """The list of findings; its filter searches the titles."""

    def draw_item(self, context, layout, data, item, icon, active_data, active_property, index=0, flag=0):
        row = layout.row(align=True)
        row.label(text=item.name, icon=ICONS.get(item.severity, "DOT"))
        if item.can_select:
            row.operator("dccbridge.select", text="", icon="RESTRICT_SELECT_OFF", emboss=False).index = index


class _Panel:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Unreal"


class DCCBRIDGE_PT_send(_Panel, bpy.types.Panel):
    """Send."""

    bl_label = "Send to Unreal"

    def draw(self, context):
        layout = self.layout
        column = layout.column(align=True)
        column.operator("dccbridge.send", text="Send Selection", icon="EXPORT").whole_scene = False
        column.operator("dccbridge.send", text="Send Whole Scene", icon="SCENE_DATA").whole_scene = True
        layout.prop(context.scene, "dccbridge_to")
        layout.prop(preferences(), "format", text="As")
        sending = state.sending
        if sending:
            is_over, text = sending.is_over, sending.text
            box = layout.box()
            _lines(box, context, text, "CHECKMARK" if sending.state == "succeeded" else "ERROR" if is_over else "SORTTIME")
            if not is_over:
                row = box.row()
                row.label(text="%d %%" % (sending.progress * 100))
                row.operator("dccbridge.stop", icon="X")


class DCCBRIDGE_PT_findings(_Panel, bpy.types.Panel):
    """Findings."""

    bl_label = "Findings"

    def draw(self, context):
        layout, manager = self.layout, context.window_manager
        row = layout.row(align=True)
        row.operator("dccbridge.findings", icon="FILE_REFRESH", text="Asking..." if state.asking else "Refresh")
        row.operator("dccbridge.dashboard", icon="URL")
        layout.prop(manager, "dccbridge_this_scene")
        for problem in (state.problem, state.selecting.problem if state.selecting else None):
            if problem:
                _lines(layout.box(), context, problem, "ERROR")
        layout.template_list("DCCBRIDGE_UL_findings", "", manager, "dccbridge_findings", manager, "dccbridge_finding", rows=4)
        if 0 <= manager.dccbridge_finding < len(manager.dccbridge_findings):
            finding = manager.dccbridge_findings[manager.dccbridge_finding]
            box = layout.box()
            _lines(box, context, finding.name, ICONS.get(finding.severity, "DOT"))
            _lines(box, context, finding.fix, "TOOL_SETTINGS")
        if state.total > len(state.findings):
            layout.label(text="%d of %d: the dashboard has all" % (len(state.findings), state.total))


class DCCBRIDGE_PT_settings(_Panel, bpy.types.Panel):
    """Settings."""

    bl_label = "Settings"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout = self.layout
        layout.operator("preferences.addon_show", text="Settings", icon="PREFERENCES").module = ADDON


def chosen(manager, context):
    """A click on a row selects what it is about."""
    index = manager.dccbridge_finding
    if 0 <= index < len(manager.dccbridge_findings) and manager.dccbridge_findings[index].node:
        bpy.ops.dccbridge.select(index=index)


def menu(self, context):
    """File > Export."""
    self.layout.operator("dccbridge.send", text="Send Selection to Unreal (DccBridge)").whole_scene = False
    self.layout.operator("dccbridge.send", text="Send Whole Scene to Unreal (DccBridge)").whole_scene = True


def _lines(layout, context, text, icon):
    """Blender cuts a label that is too long."""
    width = max(16, int(context.region.width / (7.5 * context.preferences.system.ui_scale)) - 8)
    column = layout.column(align=True)
    for index, line in enumerate(textwrap.wrap(text, width) or [""]):
        column.label(text=line, icon=icon if index == 0 else "BLANK1")


CLASSES = (DccBridgeFinding, DCCBRIDGE_UL_findings, DCCBRIDGE_PT_send, DCCBRIDGE_PT_findings, DCCBRIDGE_PT_settings)
