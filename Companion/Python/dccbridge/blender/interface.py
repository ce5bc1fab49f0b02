"""Puts the add-on's classes and properties into Blender, and takes them away."""

import bpy

from . import operators, panel, preferences
from .state import preferences as settings
from .state import state

CLASSES = preferences.CLASSES + operators.CLASSES + panel.CLASSES


def register():
    """When the add-on is enabled."""
    for kind in CLASSES:
        bpy.utils.register_class(kind)
    manager = bpy.types.WindowManager
    manager.dccbridge_findings = bpy.props.CollectionProperty(type=panel.DccBridgeFinding)
    manager.dccbridge_finding = bpy.props.IntProperty(default=-1, update=panel.chosen)
    manager.dccbridge_this_scene = bpy.props.BoolProperty(name="This scene only", default=True, update=lambda manager, context: state.ask_for_findings())
    bpy.types.Scene.dccbridge_to = bpy.props.StringProperty(name="To", description="Content folder in Unreal, such as /Game/Props; empty is where it came from, or the standard")
    bpy.types.TOPBAR_MT_file_export.append(panel.menu)
    # In `blender -b` no timer would ever do what is asked: there `dccbridge.blender.serve()` listens.
    if not bpy.app.background:
        state.door.open(lambda: settings().allow_code)


def unregister():
    """When the add-on is disabled."""
    state.door.close()
    state.clear()
    if bpy.app.timers.is_registered(state.take):
        bpy.app.timers.unregister(state.take)
    bpy.types.TOPBAR_MT_file_export.remove(panel.menu)
    del bpy.types.Scene.dccbridge_to
    manager = bpy.types.WindowManager
    del manager.dccbridge_this_scene, manager.dccbridge_finding, manager.dccbridge_findings
    for kind in reversed(CLASSES):
        bpy.utils.unregister_class(kind)
