"""DccBridge inside of a DCC: send to Unreal, findings, settings.

One package for Blender (it is an add-on), Maya and Houdini. Pure Python 3.9 and newer, no dependencies. Everything of a DCC is in the
package of its name and is imported only there.
"""

# Blender reads this without running the file.
bl_info = {
    "name": "DccBridge",
    "author": "DccBridge contributors",
    "version": (0, 1, 0),
    "blender": (3, 4, 0),
    "location": "File > Export > Send to Unreal; 3D View > Sidebar > Unreal",
    "description": "Sends to Unreal, shows what Unreal's validation found, and selects it here",
    "category": "Import-Export",
}

VERSION = ".".join(str(number) for number in bl_info["version"])


def register():
    """Blender calls it when the add-on is enabled."""
    from . import blender

    blender.register()


def unregister():
    """Blender calls it when the add-on is disabled."""
    from . import blender

    blender.unregister()
