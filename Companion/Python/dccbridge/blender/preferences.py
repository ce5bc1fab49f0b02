"""Edit > Preferences > Add-ons > DccBridge."""

import bpy

from .state import ADDON, state

FORMATS = [("glb", "glTF (.glb)", "One file with materials and textures"), ("fbx", "FBX", "For skeletal meshes with FBX pipelines")]


class DccBridgePreferences(bpy.types.AddonPreferences):
    """The settings."""

    bl_idname = ADDON

    format: bpy.props.EnumProperty(name="Send as", items=FORMATS, default="glb")
    export_folder: bpy.props.StringProperty(name="Export folder", description="Where exported files are kept; // is the folder of the scene", subtype="DIR_PATH", default="//unreal")
    editor: bpy.props.StringProperty(name="Unreal editor", description="Part of the project's name, when several editors run; empty takes the only one, or that of the companion's settings")
    allow_code: bpy.props.BoolProperty(name="Allow code from the companion", description="Scripts that reach the companion may then run Python in this Blender", default=False)

    def draw(self, context):
        layout = self.layout
        layout.use_property_split = True
        layout.prop(self, "format")
        layout.prop(self, "export_folder")
        layout.prop(self, "editor")
        layout.prop(self, "allow_code")
        layout.label(text=describe_door())


def describe_door():
    """Whether the companion can reach this Blender."""
    door = state.door
    if door.problem:
        return door.problem
    return "The companion reaches this Blender on port %d of this machine" % door.listener.port if door.listener else "The companion cannot reach this Blender: nothing listens"


CLASSES = (DccBridgePreferences,)
